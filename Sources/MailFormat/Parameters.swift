/// The `; name=value` list of a MIME field (RFC 2045 §5.1, RFC 2231), read only when somebody asks.
struct Parameters: Sendable {
    /// From the first semicolon of the field on; still folded.
    let source: ArraySlice<UInt8>

    func value(_ name: String) -> String? { nil }

    func fileName(_ name: String, fallback: Charset) -> String? { nil }
}

/// A key that was just made: `slk_` and 32 random octets. Shown once; the store keeps the hash.
public struct NewAccessKey: Sendable {
    public let text: String

    public init() {
        text = "slk_" + SecretBytes.token()
    }

    public var hash: [UInt8] { SecretBytes.hash(text) }
    /// Tells keys apart in lists, and is too short to help anybody.
    public var hint: String { String(text.prefix(8)) }
}

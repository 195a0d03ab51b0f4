/// `Content-Type` (RFC 2045 §5): type and subtype in lower case.
public struct MediaType: Sendable {
    public let type: String
    public let subtype: String
    let parameters: Parameters

    public var essence: String { "\(type)/\(subtype)" }

    /// The value of a parameter: sections joined and decoded (RFC 2231). `name` in any case.
    public func parameter(_ name: String) -> String? { parameters.value(name) }

    public func `is`(_ type: String, _ subtype: String) -> Bool {
        self.type == type && self.subtype == subtype
    }

    /// The declared charset; nil when none is, or one nobody knows.
    public var declaredCharset: Charset? {
        ParameterReading(parameters, name: Parameters.charsetName, takesSpaces: false).flatMap {
            Charset(label: $0.bytes[...])
        }
    }

    /// A message inside a message (RFC 2046 §5.2.1, RFC 6532 §3.7).
    var isNestedMessage: Bool { type == "message" && (subtype == "rfc822" || subtype == "global") }

    static let textPlain = MediaType(type: "text", subtype: "plain", parameters: Parameters(source: []))
    static let nestedMessage = MediaType(
        type: "message", subtype: "rfc822", parameters: Parameters(source: []))
}

extension MediaType {
    /// Nil when the value does not begin with `type "/" subtype`.
    ///
    /// Lenient: what follows the subtype up to the next parameter is passed over (missing semicolons).
    init?(fieldValue: ArraySlice<UInt8>, limits: MailLimits) {
        var cursor = FieldCursor(fieldValue)
        cursor.skipWhiteAndComments()
        if cursor.current == ASCII.quote { cursor.skip() }
        let type = cursor.readWord(while: ASCII.isToken)
        cursor.skipWhiteAndComments()
        guard !type.isEmpty, cursor.current == ASCII.slash else { return nil }
        cursor.skip()
        cursor.skipWhiteAndComments()
        let subtype = cursor.readWord(while: ASCII.isToken)
        guard !subtype.isEmpty, type.count + subtype.count <= limits.maximumMediaTypeBytes else { return nil }
        self.init(
            type: ASCII.lowerText(type), subtype: ASCII.lowerText(subtype),
            parameters: Parameters(source: fieldValue[cursor.position...], limits: limits))
    }

    /// A value that is no valid syntax is read as text/plain (RFC 2045 §5.2).
    ///
    /// Lenient: its parameters hold all the same (`application; name=x.zip`).
    init(invalidFieldValue: ArraySlice<UInt8>, limits: MailLimits) {
        let start = invalidFieldValue.firstIndex(of: ASCII.semicolon) ?? invalidFieldValue.endIndex
        self.init(
            type: "text", subtype: "plain",
            parameters: Parameters(source: invalidFieldValue[start...], limits: limits))
    }
}

/// `Content-Disposition` (RFC 2183).
public struct Disposition: Sendable {
    /// In lower case: `inline`, `attachment`, or what else stands there.
    public let kind: String
    let parameters: Parameters

    public func parameter(_ name: String) -> String? { parameters.value(name) }
}

extension Disposition {
    /// Lenient: without a kind (`; filename=x`, or `filename=x`) it is an attachment (RFC 2183 §2.8: so is an
    /// unknown kind).
    init?(fieldValue: ArraySlice<UInt8>, limits: MailLimits) {
        var cursor = FieldCursor(fieldValue)
        cursor.skipWhiteAndComments()
        let start = cursor.position
        let kind = cursor.readWord(while: ASCII.isToken)
        cursor.skipWhiteAndComments()
        guard !cursor.isAtEnd || !kind.isEmpty else { return nil }
        let hasKind =
            !kind.isEmpty && cursor.current != ASCII.equals && kind.count <= limits.maximumMediaTypeBytes
        self.init(
            kind: hasKind ? ASCII.lowerText(kind) : "attachment",
            parameters: Parameters(source: fieldValue[(hasKind ? cursor.position : start)...], limits: limits)
        )
    }
}

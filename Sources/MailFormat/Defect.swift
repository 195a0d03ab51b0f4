/// Something in a message that no RFC allows, or that a limit left unread. It is data, not an error.
public struct Defect: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case blankLineBeforeHeader = "blank_line_before_header"
        case mailboxLineBeforeHeader = "mailbox_line_before_header"
        case invalidHeaderLine = "invalid_header_line"
        case missingHeader = "missing_header"
        case missingHeaderEnd = "missing_header_end"
        case spaceBeforeColon = "space_before_colon"
        case headerTooLong = "header_too_long"
        case tooManyFields = "too_many_fields"
        case invalidMediaType = "invalid_media_type"
        case invalidTransferEncoding = "invalid_transfer_encoding"
        case encodedMultipart = "encoded_multipart"
        case missingBoundaryParameter = "missing_boundary_parameter"
        case wrongBoundaryParameter = "wrong_boundary_parameter"
        case missingFirstBoundary = "missing_first_boundary"
        case missingLastBoundary = "missing_last_boundary"
        case tooDeep = "too_deep"
        case tooManyParts = "too_many_parts"
        case bareCarriageReturns = "bare_carriage_returns"
        case messageTooLong = "message_too_long"
    }

    public let kind: Kind
    /// Index of the part it was found in.
    public let part: Int
    /// Bytes from the start of the buffer of that part.
    public let offset: Int

    public init(kind: Kind, part: Int, offset: Int) {
        self.kind = kind
        self.part = part
        self.offset = offset
    }
}

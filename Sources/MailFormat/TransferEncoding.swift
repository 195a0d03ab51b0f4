/// How a body was made fit for transfer (RFC 2045 §6).
public enum TransferEncoding: String, Sendable, Hashable {
    case sevenBit = "7bit"
    case eightBit = "8bit"
    case binary
    case base64
    case quotedPrintable = "quoted-printable"
    case uuencode = "x-uuencode"
    /// Any other word; the body is taken as it is.
    case other

    init(fieldValue: ArraySlice<UInt8>) {
        var cursor = FieldCursor(fieldValue)
        cursor.skipWhiteAndComments()
        let word = cursor.readWord {
            !ASCII.isWhite($0) && $0 != ASCII.semicolon && $0 != ASCII.openParenthesis
        }
        switch ASCII.lowerText(word.filter { $0 != ASCII.quote }[...]) {
        case "7bit", "7-bit", "": self = .sevenBit
        case "8bit", "8-bit": self = .eightBit
        case "binary": self = .binary
        case "base64", "base-64": self = .base64
        // Lenient: spellings that old senders use.
        case "quoted-printable", "quoted_printable", "quotedprintable", "quote-printable", "qp":
            self = .quotedPrintable
        case "x-uuencode", "uuencode", "x-uue", "uue": self = .uuencode
        default: self = .other
        }
    }

    /// The bytes differ from those transferred.
    var isDecoded: Bool { self == .base64 || self == .quotedPrintable }

    func decode(_ body: ArraySlice<UInt8>) -> [UInt8] {
        switch self {
        case .base64: Base64.decode(body)
        case .quotedPrintable: QuotedPrintable.decode(body)
        default: Array(body)
        }
    }
}

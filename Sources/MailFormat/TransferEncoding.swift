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
        self =
            Self.names.first { FieldName.matches(word, lowerCase: $0.name) }?.encoding ?? Self(oddName: word)
    }

    private static let names: [(name: [UInt8], encoding: TransferEncoding)] = [
        (Array("7bit".utf8), .sevenBit), (Array("quoted-printable".utf8), .quotedPrintable),
        (Array("base64".utf8), .base64), (Array("8bit".utf8), .eightBit),
    ]

    /// Lenient: quotes around the word, and spellings that old senders use.
    private init(oddName word: ArraySlice<UInt8>) {
        switch ASCII.lowerText(word.filter { $0 != ASCII.quote }[...]) {
        case "7bit", "7-bit", "": self = .sevenBit
        case "8bit", "8-bit": self = .eightBit
        case "binary": self = .binary
        case "base64", "base-64": self = .base64
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
        case .base64: Base64.decode(body.span)
        case .quotedPrintable: QuotedPrintable.decode(body.span)
        case .uuencode: Uuencode.decode(body)
        default: Array(body)
        }
    }

    /// The same, with every line end as LF. For text in charsets that have ASCII in them.
    func decodeLines(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var decoded =
            self == .quotedPrintable ? QuotedPrintable.decode(body.span, lineEnds: .lineFeed) : decode(body)
        LineEnds.makeLineFeeds(&decoded)
        return decoded
    }
}

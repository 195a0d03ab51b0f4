/// What stands in brackets at the head of a status text (RFC 9051 §7.1, RFC 5530, RFC 7162).
public enum IMAPResponseCode: Sendable, Hashable {
    case uidValidity(UInt32)
    case uidNext(UInt32)
    case highestModSeq(UInt64)
    case capability([String])
    /// Any other: its name in upper case, and what follows the name.
    case other(name: String, argument: String)

    /// In upper case, for instance `AUTHENTICATIONFAILED`.
    public var name: String {
        switch self {
        case .uidValidity: "UIDVALIDITY"
        case .uidNext: "UIDNEXT"
        case .highestModSeq: "HIGHESTMODSEQ"
        case .capability: "CAPABILITY"
        case .other(let name, _): name
        }
    }

    /// The text between the brackets. A number that is none or out of its range leaves the code an `other`.
    init?(_ content: ArraySlice<UInt8>) {
        let words = content.split(whereSeparator: ASCII.isWhite)
        guard let first = words.first else { return nil }
        let name = ASCII.upperText(first)
        let argument = words.dropFirst().first ?? []
        switch name {
        case "UIDVALIDITY":
            if let number = ASCII.number32(argument), number > 0 { self = .uidValidity(number); return }
        case "UIDNEXT":
            // Lenient: UIDNEXT 0 is what servers say that do not know it; it is as good as none.
            if let number = ASCII.number32(argument), number > 0 { self = .uidNext(number); return }
        case "HIGHESTMODSEQ":
            if let number = ASCII.number(argument), number > 0 { self = .highestModSeq(number); return }
        case "CAPABILITY":
            self = .capability(words.dropFirst().map(ASCII.upperText))
            return
        default: break
        }
        let rest = words.dropFirst().map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        self = .other(name: name, argument: rest)
    }
}

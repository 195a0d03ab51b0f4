/// An address in the two forms that are compared: `narrow` says whose it is, `wide` whom to leave alone.
///
/// Narrow: case folded, full-width forms and composed letters unified, the domain as A-labels (RFC 5890). Wide besides:
/// the part after `+` removed, and at Gmail the dots and the name googlemail.com. A text that is no address keeps its
/// folded form in both, so that it equals itself and nothing else; `isAddress` tells.
public struct EmailAddressKey: Hashable, Sendable {
    public let narrow: String
    public let wide: String
    /// Lower-case A-labels; empty when there is none.
    public let domain: String
    public let isAddress: Bool

    /// UTF-8 bytes of a text that is looked at; RFC 5321 §4.5.3.1 allows an address 254.
    public static let maximumLength = 1024

    public init(_ text: String) {
        let folded = AddressFolding.fold(
            Self.stripped(String(decoding: text.utf8.prefix(Self.maximumLength), as: UTF8.self)))
        guard let at = folded.lastIndex(of: "@") else {
            self.init(noAddress: folded)
            return
        }
        let local = Self.unquoted(folded[..<at])
        let domain = DomainName.ascii(String(folded[folded.index(after: at)...]))
        guard !local.isEmpty, !domain.isEmpty else {
            self.init(noAddress: folded)
            return
        }
        self.init(
            narrow: "\(local)@\(domain)", wide: Self.wide(local: local, domain: domain), domain: domain,
            isAddress: true)
    }

    private init(noAddress folded: String) {
        self.init(narrow: folded, wide: folded, domain: "", isAddress: false)
    }

    private init(narrow: String, wide: String, domain: String, isAddress: Bool) {
        self.narrow = narrow
        self.wide = wide
        self.domain = domain
        self.isAddress = isAddress
    }

    private static func wide(local: String, domain: String) -> String {
        var local = local
        if let plus = local.firstIndex(of: "+"), plus != local.startIndex {
            local = String(local[..<plus])
        }
        guard domain == "gmail.com" || domain == "googlemail.com" else { return "\(local)@\(domain)" }
        let dotless = local.filter { $0 != "." }
        return "\(dotless.isEmpty ? local : dotless)@gmail.com"
    }

    /// Without white space and angle brackets around it, and without `mailto:`.
    private static func stripped(_ text: String) -> String {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace || first == "<" { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace || last == ">" { rest.removeLast() }
        if rest.prefix(7).lowercased() == "mailto:" { rest.removeFirst(7) }
        return String(rest)
    }

    /// A quoted local part means the same as its content (RFC 5321 §4.1.2).
    private static func unquoted(_ local: Substring) -> String {
        guard local.count >= 2, local.first == "\"", local.last == "\"" else { return String(local) }
        var result = ""
        var isEscaped = false
        for character in local.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return result
    }
}

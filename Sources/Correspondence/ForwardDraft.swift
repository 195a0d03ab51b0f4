import MailFormat

/// To whom a person forwards a message, and what they say about it.
public struct ForwardDraft: Hashable, Sendable {
    /// Shown beside the mailbox's address; may be empty.
    public var senderName: String
    public var to: [Mailbox]
    /// Above the message forwarded; may be empty.
    public var note: String

    public init(senderName: String = "", to: [Mailbox], note: String = "") {
        self.senderName = senderName
        self.to = to
        self.note = note
    }

    /// Recipients as people type them: `name@example.com` or `Name <name@example.com>`, with commas, semicolons or line
    /// ends between them. What is no address stays in the list, so that it is refused and not left out; `Mailbox.parseList`
    /// makes the best of it instead.
    public static func recipients(typed text: String) -> [Mailbox] {
        text.split { $0 == "," || $0 == ";" || $0.isNewline }.compactMap { piece in
            let entry = trimmed(piece)
            guard !entry.isEmpty else { return nil }
            guard entry.hasSuffix(">"), let open = entry.lastIndex(of: "<") else {
                return Mailbox(name: "", address: String(entry))
            }
            let name = trimmed(entry[..<open]).filter { $0 != "\"" }
            return Mailbox(name: name, address: String(entry[entry.index(after: open)...].dropLast()))
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

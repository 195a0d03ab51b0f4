/// What the header of the root part says.
extension Message {
    public var subject: String? { field(.subject).map { unstructured($0) } }
    public var from: [Mailbox] { allMailboxes(.from) }
    public var sender: [Mailbox] { allMailboxes(.sender) }
    public var replyTo: [Mailbox] { allMailboxes(.replyTo) }
    public var to: [Mailbox] { allMailboxes(.to) }
    public var cc: [Mailbox] { allMailboxes(.cc) }
    public var messageID: String? { field(.messageID).flatMap { messageIDs($0).first } }
    public var inReplyTo: [String] { field(.inReplyTo).map { messageIDs($0) } ?? [] }
    public var references: [String] { field(.references).map { messageIDs($0) } ?? [] }
    public var date: MailDate? { field(.date).flatMap { date($0) } }
    /// Of the topmost Received field: when our side took the message.
    public var receivedDate: MailDate? { field(.received).flatMap { date($0) } }
    /// The address of the topmost Return-Path; empty for `<>`, nil when there is no such field.
    public var returnPath: String? {
        field(.returnPath).map { PlainMailbox.path(rawValue($0)) ?? mailboxes($0).first?.address ?? "" }
    }

    /// The first text/plain leaf outside nested messages that is no attachment.
    public var firstTextPart: Int? {
        leaves.first {
            !parts[$0].isInNestedMessage && !parts[$0].isAttachment && parts[$0].mediaType.is("text", "plain")
        }
    }

    /// Multiparts outside nested messages that could not be divided: no boundary, or none of its delimiters, is
    /// there. A reader sees their text as it stands, so who finds no text part looks here.
    public var undividedMultiparts: [Int] {
        let parents = Set(parts.compactMap(\.parent))
        return parts.indices.filter {
            !parts[$0].isInNestedMessage && parts[$0].mediaType.type == "multipart" && !parents.contains($0)
        }
    }

    /// The file names of all leaves that have one.
    public var attachmentNames: [String] { leaves.compactMap { parts[$0].fileName } }

    private func allMailboxes(_ name: FieldName) -> [Mailbox] { field(name).map { mailboxes($0) } ?? [] }
}

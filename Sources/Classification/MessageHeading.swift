import MailFormat

/// What the header of a message says, decoded once for all that ask.
public struct MessageHeading: Sendable {
    public let subject: String?
    public let from: [Mailbox]
    public let inReplyTo: [String]
    public let references: [String]

    public init(_ message: Message) {
        subject = message.subject
        from = message.from
        inReplyTo = message.inReplyTo
        references = message.references
    }
}

import CalendarTime
import MailFormat
import ReplyText

/// What an answer takes from the message that it answers, and a forward from the one that it forwards.
public struct AnsweredMessage: Hashable, Sendable {
    /// Without angle brackets, as all ids here.
    public var messageID: String?
    public var references: [String]
    public var inReplyTo: [String]
    public var from: [Mailbox]
    public var replyTo: [Mailbox]
    public var to: [Mailbox]
    public var subject: String
    public var date: Instant?
    /// All that is readable, with what it quotes itself.
    public var text: String

    public init(
        messageID: String? = nil, references: [String] = [], inReplyTo: [String] = [], from: [Mailbox] = [],
        replyTo: [Mailbox] = [], to: [Mailbox] = [], subject: String = "", date: Instant? = nil,
        text: String = ""
    ) {
        self.messageID = messageID
        self.references = references
        self.inReplyTo = inReplyTo
        self.from = from
        self.replyTo = replyTo
        self.to = to
        self.subject = subject
        self.date = date
        self.text = text
    }

    public init(_ message: Message) {
        self.init(
            messageID: message.messageID, references: message.references, inReplyTo: message.inReplyTo,
            from: message.from, replyTo: message.replyTo, to: message.to, subject: message.subject ?? "",
            date: message.date?.instant, text: ReplyReader().read(message).text)
    }

    /// Where an answer goes: Reply-To, else From (RFC 5322 §3.6.2).
    var answerAddresses: [Mailbox] {
        let wanted = replyTo.filter { !$0.address.isEmpty }
        return wanted.isEmpty ? from.filter { !$0.address.isEmpty } : wanted
    }
}

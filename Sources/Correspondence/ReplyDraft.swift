import MailFormat

/// What a person wrote in answer to a message.
public struct ReplyDraft: Hashable, Sendable {
    /// Shown beside the mailbox's address; may be empty.
    public var senderName: String
    /// Nil: Reply-To of the message answered, else its From.
    public var to: [Mailbox]?
    public var cc: [Mailbox]
    /// Nil: `Re:` and the subject of the message answered.
    public var subject: String?
    public var text: String
    /// Puts the message answered below, as `> ` lines.
    public var quotesOriginal: Bool

    public init(
        senderName: String = "", to: [Mailbox]? = nil, cc: [Mailbox] = [], subject: String? = nil,
        text: String, quotesOriginal: Bool = true
    ) {
        self.senderName = senderName
        self.to = to
        self.cc = cc
        self.subject = subject
        self.text = text
        self.quotesOriginal = quotesOriginal
    }

    /// To and Cc; also of a forward.
    public static let maximumRecipients = 50
    /// UTF-8 bytes; also of the note of a forward.
    public static let maximumTextLength = 256 << 10
    /// Characters (Unicode scalars) of a subject or of a display name.
    public static let maximumFieldLength = 500
}

/// Why a draft cannot become a message. Holds nothing of its words.
public enum ReplyFault: Error, Hashable, Sendable, CustomStringConvertible {
    case controlCharacter(field: String)
    case fieldTooLong(field: String)
    case invalidAddress(field: String)
    case noRecipient
    case tooManyRecipients(Int)
    case emptyText
    case textTooLong(Int)

    public var code: String {
        switch self {
        case .controlCharacter: "control_character"
        case .fieldTooLong: "field_too_long"
        case .invalidAddress: "invalid_address"
        case .noRecipient: "no_recipient"
        case .tooManyRecipients: "too_many_recipients"
        case .emptyText: "empty_text"
        case .textTooLong: "text_too_long"
        }
    }

    public var description: String {
        switch self {
        case .controlCharacter(let field):
            "\(field): it holds a line end or another control character; take it out"
        case .fieldTooLong(let field):
            "\(field): longer than \(ReplyDraft.maximumFieldLength) characters; shorten it"
        case .invalidAddress(let field):
            "\(field): not an address of the form name@example.com; correct it"
        case .noRecipient: "there is no address to send it to; give one in To"
        case .tooManyRecipients(let count):
            "\(count) recipients; at most \(ReplyDraft.maximumRecipients) are allowed"
        case .emptyText: "the answer has no text; write one"
        case .textTooLong(let limit): "the text is longer than \(limit) bytes; shorten it"
        }
    }
}

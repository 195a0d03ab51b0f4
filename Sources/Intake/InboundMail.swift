import CalendarTime
import MailFormat

/// A message as the pipeline sees it: what arrived, where, when, and how far its way may be trusted.
public struct InboundMail: Sendable {
    public let message: Message
    public let identity: MailIdentity
    /// Address of the account that received it.
    public let mailbox: String
    public let folder: MailFolder
    /// INTERNALDATE, the provider's time, else the topmost Received field; never the Date field where another is known.
    public let receivedAt: Instant
    public let source: SourceClass

    public init(
        message: Message, identity: MailIdentity, mailbox: String, folder: MailFolder = .inbox,
        receivedAt: Instant, source: SourceClass = .inboundMail
    ) {
        self.message = message
        self.identity = identity
        self.mailbox = mailbox
        self.folder = folder
        self.receivedAt = receivedAt
        self.source = source
    }
}

/// Two of the three levels of identity (the third, the delivery, belongs to the way a message came by).
/// Both are computed at the edge, for hashing is no part of the pure code.
public struct MailIdentity: Hashable, Sendable {
    /// SHA-256 of the raw bytes, lower-case hexadecimal.
    public let content: String
    /// Names the logical message, lower-case hexadecimal: the same mail by another way has the same name. Every key
    /// of an event is derived from it, so order and repetition of ingestion do not matter.
    public let logical: String

    public init(content: String, logical: String) {
        self.content = content
        self.logical = logical
    }
}

/// The kind of folder a message lay in.
public enum MailFolder: String, Hashable, Sendable, CaseIterable {
    case inbox, sent, drafts, spam, trash, other

    /// What we wrote ourselves is never matched.
    public var isOwn: Bool { self == .sent || self == .drafts }

    /// By the name an account or a Maildir gives the folder; the usual names of mail programs, in any case.
    public init(name: String) {
        let last = name.lowercased().split { $0 == "." || $0 == "/" }.last.map(String.init) ?? ""
        switch last {
        case "", "inbox": self = .inbox
        case "sent", "sent items", "sent messages", "sent mail", "gesendet", "gesendete elemente":
            self = .sent
        case "drafts", "draft", "entwürfe": self = .drafts
        case "spam", "junk", "junk e-mail", "bulk mail": self = .spam
        case "trash", "deleted items", "deleted messages", "bin", "papierkorb": self = .trash
        default: self = .other
        }
    }
}

/// How much the way a signal came by proves on its own.
public enum SourceClass: String, Hashable, Sendable, CaseIterable {
    /// Signed with a key only the provider holds.
    case signed = "a"
    /// Read from the provider's own interface over an authenticated connection.
    case authenticated = "b"
    /// A shared secret in the address or a header.
    case sharedSecret = "c"
    /// Nothing proves it.
    case unproven = "d"
    /// A mail that arrived in a mailbox: anybody can have written it.
    case inboundMail = "e"
}

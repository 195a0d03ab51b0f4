/// One response of a server (RFC 9051 §7), read as far as a reader of mailboxes needs it.
public enum IMAPResponse: Sendable, Hashable {
    case status(IMAPStatus)
    /// `+`: the server waits for us (RFC 9051 §7.6).
    case continuation
    case capability([String])
    case exists(UInt32)
    case expunge(UInt32)
    case fetch(IMAPFetch)
    /// LIST, LSUB or XLIST.
    case folder(IMAPFolderListing)
    case folderStatus(IMAPFolderStatus)
    /// SEARCH; of an ESEARCH only the MIN.
    case search([UInt32])
    /// Anything else, by the first word in upper case: FLAGS, RECENT, ENABLED, ID, NAMESPACE, VANISHED …
    case other(String)
    /// Untagged, and not by the grammar. It holds no message body.
    case unreadable
}

/// OK, NO, BAD, BYE or PREAUTH (RFC 9051 §7.1).
public struct IMAPStatus: Sendable, Hashable {
    public enum Condition: String, Sendable, Hashable, CaseIterable {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
        case bye = "BYE"
        case preauth = "PREAUTH"
    }

    /// Nil when untagged.
    public let tag: String?
    public let condition: Condition
    public let code: IMAPResponseCode?
    /// What follows the code, for people. Never shown as if it were ours, never in a log line.
    public let text: String
}

/// One FETCH response. Attributes that are not named here are passed over.
public struct IMAPFetch: Sendable, Hashable {
    public enum Body: Sendable, Hashable {
        /// NIL: the message is gone (RFC 2180 §4.1.3).
        case none
        /// A quoted string, its quoted pairs resolved.
        case bytes([UInt8])
        /// So many octets, handed out as pieces before this response.
        case streamed(Int)
    }

    public internal(set) var sequenceNumber: UInt32
    public internal(set) var uid: UInt32?
    public internal(set) var flags: [String]?
    /// As it stands: `17-Jul-1996 02:44:25 -0700`.
    public internal(set) var internalDate: String?
    /// RFC822.SIZE in octets. Exchange and others give an estimate.
    public internal(set) var size: Int?
    /// The first whole message or slice; nil where the response has none.
    public internal(set) var body: Body?
    /// Octets of the message before `body`; nil where the server names none.
    public internal(set) var origin: Int?
    /// X-GM-MSGID or EMAILID (RFC 8474): the same for copies of one message in other folders.
    public internal(set) var emailID: String?
}

/// One folder of a LIST response (RFC 9051 §7.3.1).
public struct IMAPFolderListing: Sendable, Hashable {
    /// Lower case, with the backslash: `\junk`, `\noselect`.
    public let attributes: [String]
    public let delimiter: UInt8?
    /// As the server writes it, in modified UTF-7 or UTF-8: what commands are given.
    public let name: [UInt8]

    public init(attributes: [String], delimiter: UInt8?, name: [UInt8]) {
        self.attributes = attributes
        self.delimiter = delimiter
        self.name = name
    }
}

/// A STATUS response (RFC 9051 §7.3.4); what the server leaves out is nil.
public struct IMAPFolderStatus: Sendable, Hashable {
    public let name: [UInt8]
    public internal(set) var uidNext: UInt32?
    public internal(set) var uidValidity: UInt32?
    public internal(set) var messages: UInt32?
}

import CalendarTime

/// Where a folder that has no cursor begins.
public enum IMAPStart: Sendable, Hashable {
    case everything
    /// With what comes after the first visit.
    case newOnly
    /// With the first message that the server received on this day or later (by its own calendar).
    case since(CivilDate)

    /// `1-Feb-1994` (RFC 9051 §9, date-text).
    static func text(_ day: CivilDate) -> String {
        "\(day.day)-\(InternalDate.months[day.month - 1])-\(day.year)"
    }
}

/// What is known of a server from earlier visits. To be kept for each host; all of it may be forgotten.
public struct IMAPServerTraits: Sendable, Hashable, Codable {
    /// Commands that may be in flight. A connection that breaks halves it, a poll that ends well raises it again.
    public var pipelineDepth = 4
    /// It answers BAD when there is more than one command in flight; then there is never more than one.
    public var refusesPipelining = false
    /// UIDs of one FETCH.
    public var windowUIDs = 250
    /// Its EXAMINE names no UIDNEXT.
    public var omitsUIDNext = false
    /// It wants ID (RFC 2971) before it opens a folder (NetEase).
    public var needsID = false
    /// It refuses EXAMINE and FETCH with what its own CAPABILITY offers.
    public var refusesExtensions = false
    public var refusesIdle = false

    public init() {}

    static let pipelineDepths = 1...4
    static let windowSizes = 10...500
}

/// What one mailbox wants of a poll, with the bounds of it.
public struct IMAPPollSettings: Sendable, Hashable {
    public var cursors: [IMAPFolderRole: IMAPCursor] = [:]
    public var pollsJunk = true
    /// The junk folder as LIST named it on an earlier visit; nil: it is looked for.
    public var junkName: [UInt8]?
    /// Of a folder without cursor.
    public var start = IMAPStart.everything
    /// Of a folder whose UIDVALIDITY changed. Too late a day loses mail.
    public var rescan = IMAPStart.everything
    public var traits = IMAPServerTraits()
    /// As LOGIN or CAPABILITY told, in upper case; nil: they are asked for.
    public var capabilities: [String]?
    /// Stay in IDLE on the inbox for so many milliseconds before both folders are polled again; nil: do not. Servers may
    /// hang up after 30 minutes (RFC 2177), address translators after 5 to 10.
    public var idleMilliseconds: Int?
    /// Leave the connection open, for another `.pollDue`.
    public var keepsConnection = false

    /// Octets asked for at first of each message, and then of the rest of a long one.
    public var sliceBytes = 1 << 20
    /// Octets of one message that are read; of a longer one the beginning is handed out.
    public var maximumMessageBytes = 50 << 20
    /// Octets of beginnings that are kept while the rest is fetched; beyond it a message is fetched anew.
    public var maximumHeldBytes = 4 << 20
    public var maximumBatchMessages = 500
    public var maximumBatchBytes = 8 << 20
    /// Messages of one folder that a server may refuse to give, each time, before that is its fault and not theirs.
    public var maximumUnreadable = 10
    /// Messages that the server has refused for so long that it is their fault, also where it gives no other.
    public var hopeless: [IMAPFolderRole: Set<IMAPMessageName>] = [:]
    /// Milliseconds without an octet after which a server that owes an answer is given up.
    public var responseMilliseconds = 60_000
    /// Milliseconds that are waited out on the connection when the server asks for it; a longer wait ends the poll.
    public var maximumPauseMilliseconds = 30_000
    /// UIDs that are listed at a time in a folder with large gaps.
    public var maximumListedUIDs = 1_000_000
    public var limits = IMAPLimits.standard

    public init() {}
}

import Store

/// What one poll brought, counted while it runs.
actor PollCount {
    private(set) var value = (messages: 0, new: 0, unreadable: 0)

    func add(messages: Int, new: Int) {
        value.messages += messages
        value.new += new
    }

    func addUnreadable(_ count: Int) { value.unreadable += count }
}

/// How a poll ended.
public struct PolledMailbox: Sendable {
    public let mailbox: RowID<MailboxAccount>
    public internal(set) var messages = 0
    /// Those that this mailbox had not brought before.
    public internal(set) var new = 0
    /// Messages that the server lists and does not give, or that are too large.
    public internal(set) var unreadable = 0
    public internal(set) var fault: PollFault?
    /// Seconds that its poll began after it was due; nil for one that was asked for.
    public internal(set) var lateness: Double?
    var learned: String?

    init(mailbox: RowID<MailboxAccount>) { self.mailbox = mailbox }
}

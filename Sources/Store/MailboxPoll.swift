import CalendarTime

/// How the polling of one mailbox stands: when it is due, who holds it, and how the last tries ended.
public struct MailboxPoll: Hashable, Sendable {
    public let mailbox: RowID<MailboxAccount>
    /// What connections are counted by.
    public let host: String
    public let next: Instant
    /// Somebody polls it, and has it until then; a time that has passed: nobody does.
    public let heldUntil: Instant
    public let tried: Instant?
    public let succeeded: Instant?
    /// The last poll that brought mail.
    public let received: Instant?
    /// Tries in a row that failed.
    public let failures: Int
    /// A stable word for the last fault; nil when the last try went well.
    public let fault: String?
    /// The fault in words for people; without words of the server.
    public let faultText: String?
    /// Opaque JSON: what the source learned of its server.
    public let learned: String

    static let columns = """
        mailbox_id, host, next_at, lease_until, tried_at, succeeded_at, received_at, failures, fault, fault_text, learned
        """

    init(
        mailbox: RowID<MailboxAccount>, host: String, next: Instant, heldUntil: Instant, tried: Instant?,
        succeeded: Instant?, received: Instant?, failures: Int, fault: String?, faultText: String?,
        learned: String
    ) {
        self.mailbox = mailbox
        self.host = host
        self.next = next
        self.heldUntil = heldUntil
        self.tried = tried
        self.succeeded = succeeded
        self.received = received
        self.failures = failures
        self.fault = fault
        self.faultText = faultText
        self.learned = learned
    }

    init(_ row: inout RowReader) {
        mailbox = row.id()
        host = row.text()
        next = row.instant()
        heldUntil = row.instant()
        tried = row.instantOrNil()
        succeeded = row.instantOrNil()
        received = row.instantOrNil()
        failures = row.count()
        fault = row.textOrNil()
        faultText = row.textOrNil()
        learned = row.text()
    }
}

/// A mailbox whose time has come, and what its connection counts for.
public struct DuePoll: Hashable, Sendable {
    public let mailbox: RowID<MailboxAccount>
    public let host: String
    public let login: String
    public let next: Instant

    static let columns = "mailbox_id, host, login, next_at"

    public init(mailbox: RowID<MailboxAccount>, host: String, login: String, next: Instant) {
        self.mailbox = mailbox
        self.host = host
        self.login = login
        self.next = next
    }

    init(_ row: inout RowReader) {
        self.init(mailbox: row.id(), host: row.text(), login: row.text(), next: row.instant())
    }
}

/// A mailbox that one worker polls until its lease runs out.
public struct MailboxPollLease: Hashable, Sendable {
    public let mailbox: RowID<MailboxAccount>
    /// Goes back with everything that is stored under the lease; an older one stores nothing.
    public let fence: Int64

    public init(mailbox: RowID<MailboxAccount>, fence: Int64) {
        self.mailbox = mailbox
        self.fence = fence
    }
}

/// How one try ended, and when the next one is due.
public struct MailboxPollEnd: Hashable, Sendable {
    public enum Result: Hashable, Sendable {
        case succeeded
        case failed(fault: String, text: String)
        /// Given up by us, before its end: nothing is known of the mailbox.
        case interrupted
    }

    public var result: Result
    public var next: Instant
    /// Opaque JSON; nil leaves what is there.
    public var learned: String?

    public init(_ result: Result, next: Instant, learned: String? = nil) {
        self.result = result
        self.next = next
        self.learned = learned
    }
}

import CalendarTime

/// One mail that left, or that an outside sender told us of.
public struct Send: Hashable, Sendable {
    public let id: RowID<Send>
    public let mailbox: RowID<MailboxAccount>
    public let enrollment: RowID<Enrollment>
    public let lead: RowID<Lead>
    public let step: String?
    public let recipient: String
    /// Without angle brackets.
    public let messageID: String?
    public let token: String?
    public let subject: String?
    public let sentAt: Instant
    /// `sent`, or what the sender reported since.
    public let result: String
    public let error: String?

    static let columns = """
        id, mailbox_id, enrollment_id, lead_id, step, recipient, message_id, token, subject, sent_at, result, error
        """

    init(_ row: inout RowReader) {
        id = row.id()
        mailbox = row.id()
        enrollment = row.id()
        lead = row.id()
        step = row.textOrNil()
        recipient = row.text()
        messageID = row.textOrNil()
        token = row.textOrNil()
        subject = row.textOrNil()
        sentAt = row.instant()
        result = row.text()
        error = row.textOrNil()
    }
}

/// What is given to register a send.
public struct NewSend: Sendable {
    public var mailbox: RowID<MailboxAccount>
    public var enrollment: RowID<Enrollment>
    public var lead: RowID<Lead>
    public var step: String?
    /// As written.
    public var recipient: String
    /// Without angle brackets; what makes registering twice harmless.
    public var messageID: String?
    public var token: String?
    /// As `SubjectLine.core`.
    public var subject: String?
    /// As `TextFingerprint.lines` gives it: the first long line.
    public var fingerprint: String?
    public var sentAt: Instant

    public init(
        mailbox: RowID<MailboxAccount>, enrollment: RowID<Enrollment>, lead: RowID<Lead>, step: String?,
        recipient: String, messageID: String?, token: String? = nil, subject: String? = nil,
        fingerprint: String? = nil, sentAt: Instant
    ) {
        self.mailbox = mailbox
        self.enrollment = enrollment
        self.lead = lead
        self.step = step
        self.recipient = recipient
        self.messageID = messageID
        self.token = token
        self.subject = subject
        self.fingerprint = fingerprint
        self.sentAt = sentAt
    }
}

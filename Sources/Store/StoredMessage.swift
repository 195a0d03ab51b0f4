import CalendarTime

/// One logical message: the same mail by IMAP, webhook and file is one of these.
public struct StoredMessage: Hashable, Sendable {
    public let id: RowID<StoredMessage>
    public let logicalKey: String
    public let raw: RowID<RawMailRow>
    public let mailbox: RowID<MailboxAccount>
    /// Without angle brackets.
    public let messageID: String?
    public let subject: String
    /// Address of the first From.
    public let sender: String
    public let senderName: String
    public let receivedAt: Instant
    public let lead: RowID<Lead>?
    /// `IntakeDecision.State`, or `expired`.
    public let matchState: String
    /// `MatchLevel`.
    public let matchLevel: Int?
    /// Of the current verdict.
    public let kind: String

    static let columns = """
        m.id, m.logical_key, m.raw_id, m.mailbox_id, m.message_id, m.subject, m.sender, m.sender_name, \
        m.received_at, m.lead_id, m.match_state, m.match_level, m.kind
        """

    init(_ row: inout RowReader) {
        id = row.id()
        logicalKey = row.text()
        raw = row.id()
        mailbox = row.id()
        messageID = row.textOrNil()
        subject = row.text()
        sender = row.text()
        senderName = row.text()
        receivedAt = row.instant()
        lead = row.idOrNil()
        matchState = row.text()
        matchLevel = row.countOrNil()
        kind = row.text()
    }
}

/// What is given to store a message.
public struct NewMessage: Sendable {
    public var logicalKey: String
    public var raw: RowID<RawMailRow>
    public var mailbox: RowID<MailboxAccount>
    public var messageID: String?
    public var subject: String
    public var sender: String
    public var senderName: String
    public var receivedAt: Instant
    public var lead: RowID<Lead>?
    public var matchState: String
    public var matchLevel: Int?
    public var kind: String
    /// What full-text search finds it by besides subject and sender; cut at `maximumSearchText`.
    public var searchText: String

    /// UTF-8 bytes.
    public static let maximumSearchText = 64 * 1024

    public init(
        logicalKey: String, raw: RowID<RawMailRow>, mailbox: RowID<MailboxAccount>, messageID: String?,
        subject: String, sender: String, senderName: String = "", receivedAt: Instant, lead: RowID<Lead>?,
        matchState: String, matchLevel: Int?, kind: String, searchText: String
    ) {
        self.logicalKey = logicalKey
        self.raw = raw
        self.mailbox = mailbox
        self.messageID = messageID
        self.subject = subject
        self.sender = sender
        self.senderName = senderName
        self.receivedAt = receivedAt
        self.lead = lead
        self.matchState = matchState
        self.matchLevel = matchLevel
        self.kind = kind
        self.searchText = searchText
    }
}

/// One verdict on a message; all that were ever given stay, one is current.
public struct StoredVerdict: Sendable {
    public let id: RowID<StoredVerdict>
    public let message: RowID<StoredMessage>
    public let kind: String
    public let subkind: String?
    public let intent: String?
    public let confidence: Double
    /// Opaque JSON: evidence and everything else the verdict says.
    public let detail: String
    public let rulesVersion: String
    /// `rules`, or who corrected it.
    public let actor: String
    public let isCurrent: Bool
    public let createdAt: Instant

    static let columns = """
        id, message_id, kind, subkind, intent, confidence, detail, rules_version, actor, is_current, created_at
        """

    init(_ row: inout RowReader) {
        id = row.id()
        message = row.id()
        kind = row.text()
        subkind = row.textOrNil()
        intent = row.textOrNil()
        confidence = row.real()
        detail = row.text()
        rulesVersion = row.text()
        actor = row.text()
        isCurrent = row.flag()
        createdAt = row.instant()
    }
}

/// What is given to store a verdict.
public struct NewVerdict: Sendable {
    public var kind: String
    public var subkind: String?
    public var intent: String?
    public var confidence: Double
    public var detail: String
    public var rulesVersion: String
    public var actor: String

    public init(
        kind: String, subkind: String?, intent: String?, confidence: Double, detail: String,
        rulesVersion: String, actor: String = "rules"
    ) {
        self.kind = kind
        self.subkind = subkind
        self.intent = intent
        self.confidence = confidence
        self.detail = detail
        self.rulesVersion = rulesVersion
        self.actor = actor
    }
}

import CalendarTime

/// A mail that a person wrote from a card, and what became of it.
public struct OutgoingMailRow: Hashable, Sendable {
    public enum Purpose: String, CaseIterable, Hashable, Sendable {
        /// To the lead, in the thread.
        case answer
        /// A message of the conversation, to others: what comes back of it says nothing about the lead.
        case forward
    }

    public enum State: String, CaseIterable, Hashable, Sendable {
        /// Written down before the server is talked to.
        case sending
        /// The server took charge of it, for at least one recipient.
        case sent
        /// The server said no; `replyCode` tells how.
        case refused
        /// It did not get as far as the server's decision.
        case failed
        /// The server may have it. Never sent again by itself.
        case unknown
    }

    public let id: RowID<OutgoingMailRow>
    /// Given by the client: the same key sends once.
    public let clientKey: String
    public let draftHash: [UInt8]
    public let opportunity: RowID<Opportunity>
    /// The message answered, or forwarded.
    public let answered: RowID<StoredMessage>
    public let mailbox: RowID<MailboxAccount>
    public let raw: RowID<RawMailRow>
    /// Without angle brackets.
    public let messageID: String
    public let recipients: [OutgoingRecipient]
    public let actor: String
    public let state: State
    /// Of SMTP, 200...599.
    public let replyCode: Int?
    /// What is wrong and what to do. No words of the server, no address.
    public let fault: String?
    /// In the conversation, from `sent` or `unknown` on.
    public let message: RowID<StoredMessage>?
    public let createdAt: Instant
    public let settledAt: Instant?
    public let purpose: Purpose

    static let columns = """
        id, client_key, draft_hash, opportunity_id, answered_id, mailbox_id, raw_id, message_id, recipients, \
        actor, state, reply_code, fault, own_message_id, created_at, settled_at, \
        purpose
        """

    init(_ row: inout RowReader) throws {
        id = row.id()
        clientKey = row.text()
        draftHash = row.blob()
        opportunity = row.id()
        answered = row.id()
        mailbox = row.id()
        raw = row.id()
        messageID = row.text()
        recipients = try StoreJSON.value([OutgoingRecipient].self, row.text())
        actor = row.text()
        // A state that this version does not know promises nothing.
        state = State(rawValue: row.text()) ?? .unknown
        replyCode = row.countOrNil()
        fault = row.textOrNil()
        message = row.idOrNil()
        createdAt = row.instant()
        settledAt = row.instantOrNil()
        // One that this version does not know claims nothing about the lead.
        purpose = Purpose(rawValue: row.text()) ?? .forward
    }
}

/// One recipient of the envelope, and the server's answer to it.
public struct OutgoingRecipient: Codable, Hashable, Sendable {
    public let address: String
    /// Of SMTP; nil until the server has answered.
    public var code: Int?

    public init(_ address: String, code: Int? = nil) {
        self.address = address
        self.code = code
    }
}

/// What is written down before a mail goes out.
public struct NewOutgoingMail: Sendable {
    public var clientKey: String
    /// Of everything the person gave: the same key with another text is a mistake of the client.
    public var draftHash: [UInt8]
    public var purpose: OutgoingMailRow.Purpose
    public var opportunity: RowID<Opportunity>
    public var answered: RowID<StoredMessage>
    public var mailbox: RowID<MailboxAccount>
    public var mail: PackedMail
    public var messageID: String
    public var recipients: [String]
    public var actor: String
    /// The process that sends it, and how long it may take.
    public var leaseOwner: String
    public var leaseUntil: Instant

    public init(
        clientKey: String, draftHash: [UInt8], purpose: OutgoingMailRow.Purpose = .answer,
        opportunity: RowID<Opportunity>, answered: RowID<StoredMessage>, mailbox: RowID<MailboxAccount>,
        mail: PackedMail, messageID: String,
        recipients: [String], actor: String, leaseOwner: String, leaseUntil: Instant
    ) {
        self.clientKey = clientKey
        self.draftHash = draftHash
        self.purpose = purpose
        self.opportunity = opportunity
        self.answered = answered
        self.mailbox = mailbox
        self.mail = mail
        self.messageID = messageID
        self.recipients = recipients
        self.actor = actor
        self.leaseOwner = leaseOwner
        self.leaseUntil = leaseUntil
    }
}

/// How sending ended.
public struct OutgoingResult: Hashable, Sendable {
    public var state: OutgoingMailRow.State
    public var replyCode: Int?
    public var fault: String?
    /// Nil leaves them as they are.
    public var recipients: [OutgoingRecipient]?

    public init(
        _ state: OutgoingMailRow.State, replyCode: Int? = nil, fault: String? = nil,
        recipients: [OutgoingRecipient]? = nil
    ) {
        self.state = state
        self.replyCode = replyCode
        self.fault = fault
        self.recipients = recipients
    }
}

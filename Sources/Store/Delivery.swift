import CalendarTime

/// These bytes came by this way: what a source hands over. Unique on (source, key).
public struct NewDelivery: Sendable {
    /// The way, for example `imap:INBOX`, `file`, `hook:ses`.
    public let source: String
    /// Names the message within the source: UIDVALIDITY and UID, a provider's id, a content hash.
    public let sourceKey: String
    public let mailbox: RowID<MailboxAccount>
    public let folder: String?
    /// Packed before the transaction begins, so that the write lock is not held while it compresses.
    public let mail: PackedMail
    public let receivedAt: Instant

    public init(
        source: String, sourceKey: String, mailbox: RowID<MailboxAccount>, folder: String? = nil,
        mail: PackedMail, receivedAt: Instant
    ) {
        self.source = source
        self.sourceKey = sourceKey
        self.mailbox = mailbox
        self.folder = folder
        self.mail = mail
        self.receivedAt = receivedAt
    }
}

/// A phantom for the ids of raw mails.
public enum RawMailRow {}

/// What became of one `NewDelivery`.
public struct RecordedDelivery: Hashable, Sendable {
    /// Nil when this delivery was recorded before.
    public let id: RowID<Delivery>?
    public var isNew: Bool { id != nil }
}

/// A delivery as it lies in the store.
public struct Delivery: Hashable, Sendable {
    public enum State: String, CaseIterable, Hashable, Sendable {
        case waiting, done, failed
    }

    public let id: RowID<Delivery>
    public let source: String
    public let sourceKey: String
    public let mailbox: RowID<MailboxAccount>
    public let folder: String?
    public let raw: RowID<RawMailRow>
    public let receivedAt: Instant
    public let state: State
    public let attempts: Int
    public let message: RowID<StoredMessage>?
    public let error: String?

    static let columns = """
        id, source, source_key, mailbox_id, folder, raw_id, received_at, state, attempts, message_id, error
        """

    init(_ row: inout RowReader) {
        id = row.id()
        source = row.text()
        sourceKey = row.text()
        mailbox = row.id()
        folder = row.textOrNil()
        raw = row.id()
        receivedAt = row.instant()
        state = State(rawValue: row.text()) ?? .failed
        attempts = row.count()
        message = row.idOrNil()
        error = row.textOrNil()
    }
}

/// A delivery that one worker holds until its lease runs out.
public struct ClaimedDelivery: Sendable {
    public let id: RowID<Delivery>
    public let source: String
    public let mailbox: RowID<MailboxAccount>
    public let folder: String?
    public let receivedAt: Instant
    /// This attempt included.
    public let attempts: Int
    /// Goes back with the result; an older one changes nothing.
    public let fence: Int64
    public let raw: RowID<RawMailRow>
    /// Nil when the mail was erased meanwhile.
    public let mail: PackedMail?
}

/// The end of one delivery's way.
public enum DeliveryResult: Hashable, Sendable {
    case done(RowID<StoredMessage>?)
    /// Tried again after `at`.
    case retry(at: Instant, error: String)
    /// For people to look at; constant text, without words of the mail.
    case failed(error: String)
}

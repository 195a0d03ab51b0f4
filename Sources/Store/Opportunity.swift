import CalendarTime

/// A card of the inbox: one conversation with one lead.
public struct Opportunity: Hashable, Sendable {
    public enum State: String, CaseIterable, Hashable, Sendable {
        case open, snoozed, done
    }

    public let id: RowID<Opportunity>
    public let lead: RowID<Lead>
    public let thread: String
    public let enrollment: RowID<Enrollment>?
    public let campaign: RowID<Campaign>?
    public let mailbox: RowID<MailboxAccount>?
    public let state: State
    public let isUnread: Bool
    /// By rules; a label by hand stands beside it.
    public let category: String
    public let subject: String
    public let assignee: String?
    public let snoozeUntil: Instant?
    public let banner: String?
    public let lastMessageAt: Instant
    /// For lists: the lead's name and main address.
    public let leadName: String
    public let leadAddress: String

    static let columns = """
        o.id, o.lead_id, o.thread_key, o.enrollment_id, o.campaign_id, o.mailbox_id, o.state, o.unread, \
        o.category, o.subject, o.assignee, o.snooze_until, o.banner, o.last_message_at, l.name, \
        COALESCE((SELECT a.address FROM addresses a WHERE a.lead_id = o.lead_id AND a.is_primary LIMIT 1), '')
        """

    init(_ row: inout RowReader) {
        id = row.id()
        lead = row.id()
        thread = row.text()
        enrollment = row.idOrNil()
        campaign = row.idOrNil()
        mailbox = row.idOrNil()
        state = State(rawValue: row.text()) ?? .open
        isUnread = row.flag()
        category = row.text()
        subject = row.text()
        assignee = row.textOrNil()
        snoozeUntil = row.instantOrNil()
        banner = row.textOrNil()
        lastMessageAt = row.instant()
        leadName = row.text()
        leadAddress = row.text()
    }
}

/// Which cards, and from where on; the newest message first.
public struct OpportunityFilter: Hashable, Sendable {
    public enum Assignee: Hashable, Sendable {
        case nobody
        case person(String)
    }

    public var state: Opportunity.State?
    public var category: String?
    public var label: String?
    public var assignee: Assignee?
    public var campaign: RowID<Campaign>?
    public var mailbox: RowID<MailboxAccount>?
    public var isUnread: Bool?
    /// Words that occur in a message of the card.
    public var words: String?
    /// The last card of the page before.
    public var after: Opportunity?
    public var limit: Int

    public init(
        state: Opportunity.State? = nil, category: String? = nil, label: String? = nil,
        assignee: Assignee? = nil, campaign: RowID<Campaign>? = nil, mailbox: RowID<MailboxAccount>? = nil,
        isUnread: Bool? = nil, words: String? = nil, after: Opportunity? = nil, limit: Int = 50
    ) {
        self.state = state
        self.category = category
        self.label = label
        self.assignee = assignee
        self.campaign = campaign
        self.mailbox = mailbox
        self.isUnread = isUnread
        self.words = words
        self.after = after
        self.limit = limit
    }
}

public struct OpportunityNote: Hashable, Sendable {
    public let id: RowID<OpportunityNote>
    public let actor: String
    public let note: String
    public let createdAt: Instant
}

/// One change of one field of a card, with old and new.
public struct OpportunityChange: Hashable, Sendable {
    public let id: RowID<OpportunityChange>
    public let field: String
    public let old: String?
    public let new: String?
    public let actor: String
    public let changedAt: Instant
}

/// A card with everything on it.
public struct OpportunityDetail: Sendable {
    public let opportunity: Opportunity
    /// In order of time.
    public let messages: [StoredMessage]
    public let labels: [String]
    public let notes: [OpportunityNote]
    public let changes: [OpportunityChange]
}

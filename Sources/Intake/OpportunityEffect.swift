import CalendarTime
import Classification

/// Where a message goes in the Opportunities inbox.
public struct OpportunityEffect: Hashable, Sendable {
    public let lead: Int64
    /// One card for each lead and thread: the conversation is the enrollment's.
    public let thread: String
    public let enrollment: Int64?
    public let category: OpportunityCategory
    /// False for what robots write: it is filed under "Automatic" and alerts nobody.
    public let alerts: Bool
    public let banner: OpportunityBanner?
    /// "away until", "not now until": a reminder may be set on it.
    public let date: CivilDate?
    public let receivedAt: Instant
    public let subject: String

    public init(
        lead: Int64, thread: String, enrollment: Int64?, category: OpportunityCategory, alerts: Bool,
        banner: OpportunityBanner? = nil, date: CivilDate? = nil, receivedAt: Instant, subject: String
    ) {
        self.lead = lead
        self.thread = thread
        self.enrollment = enrollment
        self.category = category
        self.alerts = alerts
        self.banner = banner
        self.date = date
        self.receivedAt = receivedAt
        self.subject = subject
    }
}

/// What a message of a card is about; by rules. A person's label stands beside it.
public enum OpportunityCategory: String, CaseIterable, Hashable, Sendable {
    case interested
    case meeting
    case question
    case notInterested = "not_interested"
    case notNow = "not_now"
    case wrongPerson = "wrong_person"
    case referral
    case leftCompany = "left_company"
    case outOfOffice = "out_of_office"
    case automatic
    case unsubscribe
    case bounce
    case unknown

    public init(_ verdict: Verdict) {
        switch verdict.kind {
        case .unsubscribe: self = .unsubscribe
        case .reply: self = verdict.optOut ? .unsubscribe : Self(intent: verdict.intent)
        case .outOfOffice: self = .outOfOffice
        case .autoReply: self = verdict.subkind == .leftCompany ? .leftCompany : .automatic
        case .bounce, .complaint: self = verdict.kind == .bounce ? .bounce : .unsubscribe
        case .receipt, .delay, .delivered: self = .automatic
        case .other: self = .unknown
        }
    }

    private init(intent: Intent?) {
        switch intent {
        case .interested: self = .interested
        case .meeting: self = .meeting
        case .question: self = .question
        case .notNow: self = .notNow
        case .notInterested: self = .notInterested
        case .referral: self = .referral
        case .other, nil: self = .unknown
        }
    }
}

/// A line across the card.
public enum OpportunityBanner: String, CaseIterable, Hashable, Sendable {
    /// The person is on the Do Not Contact list; campaign mail stays off.
    case doNotContact = "do_not_contact"
    /// A later mail to this lead bounced.
    case laterMailBounced = "later_mail_bounced"
    /// Matched by address only.
    case inferred
    /// From another address than the one that was mailed.
    case otherAddress = "other_address"
    /// A colleague, or a shared mailbox, answers for the lead.
    case colleague
    /// An opt-out that nothing proves; a person decides.
    case unprovenOptOut = "unproven_opt_out"
}

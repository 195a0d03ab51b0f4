import CalendarTime
import Classification
import LeadStages

/// Everything that follows from one message: plain values for one transaction.
///
/// Each effect has a key derived from the logical message, so that applying a decision twice changes nothing. Nothing
/// here depends on the stage that a lead is in: events are appended unconditionally, and the fold decides.
public struct IntakeDecision: Sendable {
    public var match: MatchResult
    public var state: State
    /// The lead it is filed under; nil when nobody was matched.
    public var lead: Int64?
    /// Events of the enrollments matched, and derived ones of their siblings; sorted by enrollment, then key.
    public var events: [EnrollmentEvent] = []
    public var addresses: [AddressEffect] = []
    public var suppressions: [SuppressionEffect] = []
    public var opportunity: OpportunityEffect?
    public var reviews: [ReviewEffect] = []
    /// Addresses that turned out to belong to a lead.
    public var alternates: [AlternateEffect] = []
    public var suggestions: [SuggestionEffect] = []
    public var outbox: [OutboxEffect] = []

    public init(match: MatchResult, state: State) {
        self.match = match
        self.state = state
        lead = match.hits.first?.lead
    }

    /// What became of the message; the raw value is stored.
    public enum State: String, Hashable, Sendable, CaseIterable {
        case matched
        /// Waits in a queue until somebody attaches it, or it expires.
        case unmatched
        /// Somebody has to confirm whom it concerns, or whether it is true.
        case held
        /// It is our own mail.
        case own
        /// It has nothing to do with a campaign.
        case unrelated
    }
}

public struct EnrollmentEvent: Hashable, Sendable {
    public let enrollment: Int64
    public let event: StageEvent

    public init(enrollment: Int64, event: StageEvent) {
        self.enrollment = enrollment
        self.event = event
    }
}

/// What a message says about an address of a lead.
public struct AddressEffect: Hashable, Sendable {
    public let lead: Int64
    public let address: String
    public let event: AddressEvent

    public init(lead: Int64, address: String, event: AddressEvent) {
        self.lead = lead
        self.address = address
        self.event = event
    }
}

/// A Do Not Contact entry of person scope: the store makes one for each address the lead has.
public struct SuppressionEffect: Hashable, Sendable {
    /// Derived from the message and the lead; one entry for each address is keyed below it.
    public let key: String
    public let lead: Int64
    /// The address that asked, which may be none that the lead is known by.
    public let address: String
    public let reason: SuppressionReason
    /// The words, or the rule, that say so.
    public let evidence: String

    public init(key: String, lead: Int64, address: String, reason: SuppressionReason, evidence: String) {
        self.key = key
        self.lead = lead
        self.address = address
        self.reason = reason
        self.evidence = evidence
    }
}

/// An address that a reply proved to be the lead's. It is never suppressed for being an alternate.
public struct AlternateEffect: Hashable, Sendable {
    public let lead: Int64
    public let address: String

    public init(lead: Int64, address: String) {
        self.lead = lead
        self.address = address
    }
}

/// Something a person may want to do; nothing happens by itself.
public struct SuggestionEffect: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The person left; write to this one instead.
        case newContact = "new_contact"
        /// The person has another address now.
        case newAddress = "new_address"
    }

    public let key: String
    public let lead: Int64
    public let kind: Kind
    public let address: String

    public init(key: String, lead: Int64, kind: Kind, address: String) {
        self.key = key
        self.lead = lead
        self.kind = kind
        self.address = address
    }
}

/// Something to tell the outside, at least once, under an id that stays the same.
public struct OutboxEffect: Hashable, Sendable {
    public let id: String
    public let topic: EventTopic
    public let payload: [String: String]
    public let evidence: [EventEvidence]

    public init(
        id: String, topic: EventTopic, payload: [String: String], evidence: [EventEvidence] = []
    ) {
        self.id = id
        self.topic = topic
        self.payload = payload
        self.evidence = evidence
    }
}

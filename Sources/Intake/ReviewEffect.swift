import CalendarTime
import LeadStages

/// Something a person has to decide.
public struct ReviewEffect: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// An opt-out the classifier is not sure of: applied when nobody has decided by the due time.
        case unsureUnsubscribe = "unsure_unsubscribe"
        /// An opt-out that nothing proves to come from the lead.
        case unauthenticatedUnsubscribe = "unauthenticated_unsubscribe"
        /// Somebody asks for the removal of somebody else.
        case otherUnsubscribe = "other_unsubscribe"
        case unmatched
        /// More than one lead may be meant, or only a weak sign points to one.
        case candidates
        /// A bounce that nothing binds to a mail of ours.
        case unprovenBounce = "unproven_bounce"
        case unprovenComplaint = "unproven_complaint"
        /// A report about a message that we cannot have sent.
        case forged
        /// The verdict itself is unsure.
        case unsureVerdict = "unsure_verdict"
    }

    /// Unique for the message and kind.
    public let key: String
    public let kind: Kind
    public let lead: Int64?
    public let enrollment: Int64?
    /// Who may be meant; sorted.
    public let candidates: [Int64]
    /// What happens by itself at this time: `unsureUnsubscribe` becomes Unsubscribed, `unmatched` expires.
    public let due: Instant?
    /// Nothing is sent to the lead and the candidates until somebody decides.
    public let holdsSends: Bool
    public let note: String

    public init(
        key: String, kind: Kind, lead: Int64? = nil, enrollment: Int64? = nil, candidates: [Int64] = [],
        due: Instant? = nil, holdsSends: Bool = false, note: String = ""
    ) {
        self.key = key
        self.kind = kind
        self.lead = lead
        self.enrollment = enrollment
        self.candidates = candidates
        self.due = due
        self.holdsSends = holdsSends
        self.note = note
    }

    /// Days until an unsure opt-out is applied.
    public static let unsureDays = 2
}

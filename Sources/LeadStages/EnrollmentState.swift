import CalendarTime

/// What the events of one enrollment add up to. Made by `fold` only; the same set of events gives the same state.
public struct EnrollmentState: Hashable, Sendable, Codable {
    public internal(set) var stage = Stage.notStarted
    /// When the stage was entered; nil before the first change.
    public internal(set) var since: Instant?
    /// The event that brought the stage.
    public internal(set) var reasonKey: String?
    public internal(set) var position = Position()
    public internal(set) var startRequestedAt: Instant?
    /// Set exactly in the stage Out of Office.
    public internal(set) var pause: Pause?
    /// Set exactly in the stage Has Errors.
    public internal(set) var error: LeadError?
    /// A refusal that came while the lead was away; it shows when the pause ends.
    public internal(set) var pendingError: LeadErrorCode?
    /// In Has Errors: an absence, or a pause by hand. A resume before it warns.
    public internal(set) var holdUntil: Instant?
    /// End of the last absence known, whatever the stage; a card shows it as "away until".
    public internal(set) var awayUntil: Instant?
    /// Sorted, each once.
    public internal(set) var badges: [Badge] = []
    public internal(set) var softBounces = SoftBounceWindow()
    /// Failures in a row of the send that is tried silently.
    public internal(set) var silentFailures = 0
    /// Set exactly in the stage Canceled.
    public internal(set) var cancelReason: CancelReason?
    public internal(set) var canceledAt: Instant?
    /// Absences in a row, each after a resume.
    public internal(set) var absencesInARow = 0
    /// Since the last stop the address was changed or cleared: a bounced lead may be resumed.
    public internal(set) var isAddressRepaired = false
    /// An opt-out or a Do Not Contact entry stands against this enrollment, whatever its stage.
    public internal(set) var isSuppressed = false
    public internal(set) var isDeleted = false
    /// Longest time between a stop and a mail that left all the same, in seconds.
    public internal(set) var sentAfterStopSeconds: Int64?
    public internal(set) var history: [Change] = []

    /// An absence was answered to the last mail.
    var isAbsentSinceSend = false

    /// Above this many seconds between the stop and the send the operator is alarmed.
    public static let sentDuringStopAlarmSeconds: Int64 = 60
    /// Absences in a row after which somebody should look at the lead.
    public static let absencesToCheck = 3

    public init() {}

    public var oooUntil: Instant? { pause?.until }
    public var lastStepSentAt: Instant? { position.lastStepSentAt }
    public var nextDueAt: Instant? { position.nextDueAt }
    /// A start was asked for and the tick has not come: the grey "Queued".
    public var isQueued: Bool { stage == .notStarted && startRequestedAt != nil }

    /// Where the lead is in the steps; by id, so that steps may be added and moved.
    public struct Position: Hashable, Sendable, Codable {
        /// The step to do next.
        public internal(set) var step: String?
        public internal(set) var nextDueAt: Instant?
        public internal(set) var lastStep: String?
        public internal(set) var lastStepSentAt: Instant?
        /// Every step there was has been executed.
        public internal(set) var isAtEnd = false
    }

    public struct Pause: Hashable, Sendable, Codable {
        public internal(set) var until: Instant
        public internal(set) var basis: OutOfOfficePause.Basis
        public internal(set) var returnDate: CivilDate?
        public internal(set) var evidence: String?
        /// The event that set `until`.
        public internal(set) var eventKey: String
        public let from: Instant
    }

    public struct Change: Hashable, Sendable, Codable {
        public let eventKey: String
        public let at: Instant
        public let from: Stage
        public let to: Stage
    }

    public enum Badge: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
        case unsubscribedElsewhere = "unsubscribed_elsewhere"
        case doNotContact = "do_not_contact"
        case bouncedAfterReply = "bounced_after_reply"
        /// The address bounced, yet a robot behind it answers.
        case bouncedButAnswers = "bounced_but_answers"
        case sentDuringStop = "sent_during_stop"
        case checkLead = "check_lead"
        /// Replied, while the campaign continues on reply.
        case replied

        public static func < (left: Badge, right: Badge) -> Bool { left.rawValue < right.rawValue }
    }
}

extension EnrollmentState {
    mutating func add(_ badge: Badge) {
        if !badges.contains(badge) { badges = (badges + [badge]).sorted() }
    }

    mutating func remove(_ gone: Set<Badge>) { badges.removeAll { gone.contains($0) } }
}

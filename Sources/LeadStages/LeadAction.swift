import CalendarTime

/// What a person, or a program on a person's behalf, does to one enrollment.
public enum LeadAction: Hashable, Sendable {
    case start
    case cancel
    case resume(ResumeRequest)
    case pause(until: Instant)
    case unsubscribe
    /// The answer came by telephone or elsewhere.
    case markReplied
    case clearInvalid
    case changeAddress(to: String)
    case reclassify(ReclassificationRequest)
    case removeSuppression(Suppression, consentEvidence: String?)
    case delete

    public struct ResumeRequest: Hashable, Sendable {
        public let confirmed: Bool
        public let notBefore: Instant?
        /// Chosen by the person, where the step the lead waited for is gone.
        public let step: String?

        public init(confirmed: Bool = false, notBefore: Instant? = nil, step: String? = nil) {
            self.confirmed = confirmed
            self.notBefore = notBefore
            self.step = step
        }
    }

    /// Another class for a message. `events` are what the new class brings this enrollment.
    public struct ReclassificationRequest: Hashable, Sendable {
        public let messageID: String
        public let withdraws: [String]
        public let appends: [StageEvent]
        /// The old class was an opt-out or complaint, the new one is not.
        public let undoesOptOut: Bool

        public init(messageID: String, withdraws: [String], appends: [StageEvent], undoesOptOut: Bool) {
            self.messageID = messageID
            self.withdraws = withdraws
            self.appends = appends
            self.undoesOptOut = undoesOptOut
        }
    }
}

/// Who acts, when, and what is so at that moment.
public struct ActionContext: Hashable, Sendable {
    public var role: Role
    /// Name of the person or token.
    public var actor: String
    public var now: Instant
    /// Unique within the enrollment; the first event gets it, any further one with a suffix.
    public var key: String
    /// As typed.
    public var reason: String?
    public var gates: Gates
    /// The next step that was not sent; nil when none is left.
    public var nextStep: NextStep?
    /// Entries of the Do Not Contact list that stand besides the one to be removed.
    public var otherSuppressions: Int
    /// What the lead's error waits for is there, as the caller has just read: credits, or the connection.
    public var isPreconditionMet: Bool

    public struct NextStep: Hashable, Sendable {
        public let step: String
        /// Seconds after the step before.
        public let wait: Int64

        public init(step: String, wait: Int64) {
            self.step = step
            self.wait = wait
        }
    }

    public init(
        role: Role, actor: String, now: Instant, key: String, reason: String? = nil, gates: Gates = Gates(),
        nextStep: NextStep? = nil, otherSuppressions: Int = 0, isPreconditionMet: Bool = false
    ) {
        self.role = role
        self.actor = actor
        self.now = now
        self.key = key
        self.reason = reason
        self.gates = gates
        self.nextStep = nextStep
        self.otherSuppressions = otherSuppressions
        self.isPreconditionMet = isPreconditionMet
    }
}

/// The answer to an action.
public enum LeadDecision: Hashable, Sendable {
    /// To be appended in one transaction, with what else follows.
    case accepted([StageEvent], effects: [LeadEffect])
    case refused(Refusal)

    public var events: [StageEvent] {
        guard case .accepted(let events, _) = self else { return [] }
        return events
    }

    public var refusal: Refusal? {
        guard case .refused(let refusal) = self else { return nil }
        return refusal
    }
}

/// What an accepted action changes outside the enrollment's log.
public enum LeadEffect: Hashable, Sendable {
    /// Address and person go on the Do Not Contact list; sibling enrollments get `unsubscribed(.elsewhere)`.
    case suppress(SuppressionReason)
    /// Append to the address's log.
    case addressEvent(AddressEvent)
    case setAddress(String)
    case updateSuppression(Suppression)
    /// To be shown: the person acts before the lead's absence ends.
    case warnsOfAbsence(until: Instant)
}

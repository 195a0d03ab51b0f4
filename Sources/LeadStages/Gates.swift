import CalendarTime

/// What is checked before a lead starts, resumes, comes back from an absence, and before every send.
///
/// The caller reads these facts in the transaction that acts on the answer.
public struct Gates: Hashable, Sendable {
    /// Standing entries against the lead's address; empty: none.
    public var suppressions: [SuppressionReason]
    public var address: AddressState.Status
    public var step: StepReadiness
    public var sender: SenderReadiness
    /// Reword with AI is on and no credit is left.
    public var isOutOfCredits: Bool
    /// The step is a LinkedIn message and the lead is not connected.
    public var isUnconnected: Bool
    /// An unsure opt-out waits for a decision: nothing is sent, nothing is an error.
    public var isHeldByReview: Bool

    public enum StepReadiness: Hashable, Sendable {
        case ready
        case paused
        /// No variation's conditions fit the lead.
        case unmatched
        case missing
        case missingVariable
    }

    public enum SenderReadiness: Hashable, Sendable {
        case ready
        case removed
        case authExpired
        case quotaExceeded
    }

    public init(
        suppressions: [SuppressionReason] = [], address: AddressState.Status = .ok,
        step: StepReadiness = .ready,
        sender: SenderReadiness = .ready, isOutOfCredits: Bool = false, isUnconnected: Bool = false,
        isHeldByReview: Bool = false
    ) {
        self.suppressions = suppressions
        self.address = address
        self.step = step
        self.sender = sender
        self.isOutOfCredits = isOutOfCredits
        self.isUnconnected = isUnconnected
        self.isHeldByReview = isHeldByReview
    }

    public enum Outcome: Hashable, Sendable {
        case passes
        /// The person asked; the lead becomes Unsubscribed.
        case optedOut
        /// Somebody of ours entered it; the lead is canceled.
        case doNotContact
        case leftCompany
        case held
        case error(LeadErrorCode)
    }

    /// The gravest first: a wish to be left alone before any fault.
    public var outcome: Outcome {
        if suppressions.contains(where: \.isOptOut) { return .optedOut }
        if !suppressions.isEmpty { return .doNotContact }
        if address == .retired { return .leftCompany }
        if address == .invalid { return .error(.emailWillBounce) }
        if isHeldByReview { return .held }
        return error.map { .error($0) } ?? .passes
    }

    private var error: LeadErrorCode? {
        switch step {
        case .paused, .unmatched: return .noVariationsFound
        case .missing: return .stepMissing
        case .missingVariable: return .missingVariable
        case .ready: break
        }
        switch sender {
        case .removed: return .senderRemoved
        case .authExpired: return .senderAuthExpired
        case .quotaExceeded: return .quotaExceeded
        case .ready: break
        }
        if isUnconnected { return .notConnected }
        return isOutOfCredits ? .rewordCreditsExhausted : nil
    }

    /// Why the lead cannot be added to a campaign; nil when it can.
    public static func refusalToAdd(
        suppressions: [SuppressionReason], isEnrolled: Bool
    ) -> Refusal? {
        if isEnrolled { return Refusal(.alreadyEnrolled) }
        return suppressions.isEmpty ? nil : Refusal(.suppressed)
    }
}

extension Gates.Outcome {
    /// The event for an outcome that stops the lead; nil when it may go on, or has to wait.
    public var stop: StageEvent.Kind? {
        switch self {
        case .passes, .held: nil
        case .optedOut: .unsubscribed(.elsewhere, by: .gate)
        case .doNotContact: .doNotContactMatched
        case .leftCompany: .canceledByRule(.leftCompany)
        case .error(let code): .preflightFailed(code)
        }
    }
}

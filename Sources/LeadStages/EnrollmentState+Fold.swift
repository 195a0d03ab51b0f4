import CalendarTime

extension EnrollmentState {
    /// The state after a set of events. The order in which they are given does not matter, and neither does a key that
    /// occurs twice.
    public static func fold(_ events: some Sequence<StageEvent>) -> EnrollmentState {
        var state = EnrollmentState()
        for event in effective(events) { state.apply(event) }
        return state
    }

    /// The events that count, in the order of the fold: each key once, without what was withdrawn.
    public static func effective(_ events: some Sequence<StageEvent>) -> [StageEvent] {
        var seen: Set<String> = []
        let sorted = events.sorted(by: StageEvent.foldsBefore).filter { seen.insert($0.key).inserted }
        var withdrawn: Set<String> = []
        for case .withdrawn(let keys) in sorted.map(\.kind) { withdrawn.formUnion(keys) }
        return sorted.filter { $0.kind.name == .withdrawn || !withdrawn.contains($0.key) }
    }

    /// What the table says of an event in this state.
    public enum Resolution: Hashable, Sendable {
        case unchanged
        case move(Move)
        case refused(Refusal.Code)
    }

    public func resolve(_ event: StageEvent) -> Resolution {
        guard !isDeleted else { return .refused(.gone) }
        guard let move = Move.find(row(for: event), from: stage) else { return .unchanged }
        if case .refused(let code) = move.result { return .refused(code) }
        for requirement in move.requires {
            if let code = unmet(requirement, event) { return .refused(code) }
        }
        return .move(move)
    }

    /// Adds one event, which the caller takes in the order of the fold. An event that is refused is history only.
    mutating func apply(_ event: StageEvent) {
        guard !isDeleted else { return }
        let resolution = resolve(event)
        record(event)
        guard case .move(let move) = resolution else { return }
        if let badge = move.badge { add(badge) }
        switch move.result {
        case .stays: stay(event)
        case .to(let next): enter(next, event)
        case .error(let code): fail(code ?? event.kind.errorCode ?? .smtpFailed, event)
        case .gone: isDeleted = true
        case .refused: break
        }
    }

    /// The row of the table that an event belongs to in this state.
    public func row(for event: StageEvent) -> MoveRow {
        switch event.kind {
        case .startRequested: .startRequested
        case .tick: startRequestedAt == nil ? .fact : .tick
        case .preflightPassed: .preflightPassed
        case .preflightFailed(let error):
            error == .emailWillBounce ? .addressInvalidAtGate : .preflightOrSendError
        case .sendFailed(let error, _):
            silentFailures < error.silentRetries.count ? .fact : .preflightOrSendError
        case .stepSent(let sent): sent.isImported ? .importedSend : .fact
        case .lastStepExecuted: .lastStepExecuted
        case .humanReply(let reply): reply.continues ? .continuingReply : .humanReply
        case .outOfOffice: .outOfOffice
        case .leftCompany: .leftCompany
        case .autoReply(let stops): stops ? .stoppingAutoReply : .autoReply
        case .unsubscribed(.here, _): .unsubscribed
        case .unsubscribed(.elsewhere, _), .complaint(.elsewhere): .unsubscribedElsewhere
        case .complaint(.here): .complaint
        case .hardBounce(.here, _): .hardBounce
        case .hardBounce(.elsewhere, _): .hardBounceElsewhere
        case .softBounce(let scope, let send): softBounceRow(scope, send, event.at)
        case .delayed: .delayed
        case .refusedByPolicy: .refusedByPolicy
        case .canceled: .canceled
        case .canceledByRule: .canceledByRule
        case .doNotContactMatched: .doNotContactMatched
        case .outOfOfficeElapsed(let timer): timerRow(timer)
        case .resumed: .resumed
        case .paused: .paused
        case .stepAdded: .stepAdded
        case .stepRemoved(let step): position.step == step ? .openStepRemoved : .fact
        case .deleted: .deleted
        case .doNotContactRemoved: .doNotContactRemoved
        case .markedReplied: .markedReplied
        case .connectionAccepted(let continues): connectionRow(continues, event.at)
        case .stepWaits, .delivered, .stepPaused, .addressChanged, .addressCleared, .creditsAvailable,
            .withdrawn:
            .fact
        }
    }

    private func softBounceRow(_ scope: StageEvent.Scope, _ send: String, _ at: Instant) -> MoveRow {
        var window = softBounces
        // Only this enrollment's own mail can make it Bounced; elsewhere the address's state stops it at the gate.
        return window.record(send: send, at: at) && scope == .here
            ? .softBounceAtLimit : .softBounceBelowLimit
    }

    private func timerRow(_ timer: StageEvent.TimerElapsed) -> MoveRow {
        guard let pause, pause.until <= timer.until else { return .fact }
        switch timer.error {
        case nil: return .outOfOfficeElapsed
        case .emailWillBounce: return .addressInvalidAtGate
        default: return .gateErrorAtTimer
        }
    }

    private func connectionRow(_ continues: Bool, _ at: Instant) -> MoveRow {
        guard continues, error?.code == .notConnected else { return .fact }
        return (holdUntil ?? at) > at ? .connectionAcceptedWhileHeld : .connectionAcceptedWhileWaiting
    }

    private func unmet(_ requirement: Move.Requirement, _ event: StageEvent) -> Refusal.Code? {
        guard case .resumed(let resume) = event.kind else { return nil }
        switch requirement {
        case .confirmed: return resume.confirmed ? nil : .confirmationRequired
        case .notSuppressed: return isSuppressed ? .suppressed : nil
        case .addressRepaired: return isAddressRepaired ? nil : .addressInvalid
        case .stepLeft: return resume.nextStep != nil || !position.isAtEnd ? nil : .nothingToSend
        case .errorAllows:
            guard let error, case .when(let precondition) = error.code.resumable,
                !error.isPreconditionMet,
                !resume.isPreconditionMet
            else { return nil }
            return precondition == .creditsAvailable ? .creditsExhausted : .preconditionNotMet
        }
    }
}

extension StageEvent.Kind {
    /// The error an event brings by itself.
    var errorCode: LeadErrorCode? {
        switch self {
        case .preflightFailed(let code), .sendFailed(let code, _): code
        case .outOfOfficeElapsed(let timer): timer.error
        default: nil
        }
    }
}

import CalendarTime

/// The question before every send, asked in the transaction that marks the mail as handed over.
public enum SendGate {
    public enum Answer: Hashable, Sendable {
        case send
        /// Not now; nil: until something else happens.
        case wait(until: Instant?)
        /// Do not send, and append this.
        case stop(StageEvent.Kind)
    }

    public static func answer(_ state: EnrollmentState, gates: Gates, now: Instant) -> Answer {
        guard state.stage.sends, !state.isDeleted else { return .wait(until: state.oooUntil) }
        let outcome = gates.outcome
        switch outcome {
        // A wish or a dead address stops the lead at once; a fault of the step counts when the step is due.
        case .optedOut, .doNotContact, .leftCompany, .error(.emailWillBounce): break
        case .held: return .wait(until: nil)
        case .passes, .error:
            if let due = state.nextDueAt, due > now { return .wait(until: due) }
        }
        return outcome.stop.map { .stop($0) } ?? .send
    }
}

extension OutOfOfficePause {
    /// What the timer of an absence appends at `now`; empty when it is not over. The lead passes the gates first.
    public static func elapsed(
        _ state: EnrollmentState, gates: Gates, settings: OutOfOfficeSettings, now: Instant
    ) -> [StageEvent.Kind] {
        guard !state.isDeleted, state.stage == .outOfOffice, let until = state.oooUntil, until <= now else {
            return []
        }
        switch gates.outcome {
        case .held: return []
        case .passes:
            return [
                .outOfOfficeElapsed(StageEvent.TimerElapsed(until: until, freezeDelay: settings.freezeDelay))
            ]
        case .error(let code):
            return [
                .outOfOfficeElapsed(
                    StageEvent.TimerElapsed(until: until, error: code, freezeDelay: settings.freezeDelay))
            ]
        case .optedOut, .doNotContact, .leftCompany:
            return gates.outcome.stop.map { [$0] } ?? []
        }
    }
}

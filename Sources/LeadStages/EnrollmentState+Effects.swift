import CalendarTime

extension EnrollmentState {
    /// What an event tells whatever the stage is: counters, position, marks.
    mutating func record(_ event: StageEvent) {
        switch event.kind {
        case .stepSent(let sent): record(sent, at: event.at)
        case .stepWaits(let step, let due):
            position.step = step
            position.nextDueAt = due
        case .lastStepExecuted:
            position.isAtEnd = true
            position.step = nil
            position.nextDueAt = nil
        case .stepAdded(let step):
            if position.isAtEnd { position.step = step }
            position.isAtEnd = false
        case .sendFailed(let error, _): recordFailure(error, at: event.at)
        case .refusedByPolicy(let step):
            // The lead did not get this step, so it is the open one again.
            if let step, stage.isActive { position.step = step }
        case .humanReply(let reply):
            absencesInARow = 0
            awayUntil = reply.awayUntil
            softBounces.reset()
        case .canceledByRule(.repliedElsewhere), .delivered: softBounces.reset()
        case .outOfOffice(let pause):
            softBounces.reset()
            awayUntil = max(awayUntil ?? pause.until, pause.until)
        case .softBounce(_, let send): _ = softBounces.record(send: send, at: event.at)
        case .hardBounce: isAddressRepaired = false
        case .addressChanged, .addressCleared: recordRepair()
        case .unsubscribed, .complaint, .doNotContactMatched: isSuppressed = true
        case .doNotContactRemoved:
            isSuppressed = false
            remove([.unsubscribedElsewhere, .doNotContact])
        case .connectionAccepted: if error?.code == .notConnected { error?.isPreconditionMet = true }
        case .creditsAvailable:
            if error?.code == .rewordCreditsExhausted { error?.isPreconditionMet = true }
        default: break
        }
    }

    private mutating func record(_ sent: StageEvent.StepSent, at: Instant) {
        if !isAbsentSinceSend { absencesInARow = 0 }
        isAbsentSinceSend = false
        silentFailures = 0
        position.lastStep = sent.step
        position.lastStepSentAt = max(position.lastStepSentAt ?? at, at)
        position.step = sent.nextStep
        position.nextDueAt = sent.nextDueAt
        if let since, stage.isStopped && stage != .completed || stage == .outOfOffice {
            add(.sentDuringStop)
            sentAfterStopSeconds = max(sentAfterStopSeconds ?? 0, at.seconds(since: since))
        }
    }

    private mutating func recordFailure(_ error: LeadErrorCode, at: Instant) {
        guard stage == .running, silentFailures < error.silentRetries.count else { return }
        position.nextDueAt = at.adding(seconds: error.silentRetries[silentFailures])
        silentFailures += 1
    }

    private mutating func recordRepair() {
        isAddressRepaired = true
        softBounces.reset()
        remove([.bouncedAfterReply, .bouncedButAnswers])
    }

    /// A listed event that leaves the stage as it is.
    mutating func stay(_ event: StageEvent) {
        switch event.kind {
        case .startRequested: startRequestedAt = startRequestedAt ?? event.at
        case .outOfOffice(let pause):
            isAbsentSinceSend = true
            if stage == .outOfOffice { extend(to: pause, event) }
            if stage == .hasErrors { holdUntil = max(holdUntil ?? pause.until, pause.until) }
        case .paused(let until):
            pauseAgain(until, event)
        case .refusedByPolicy: pendingError = pendingError ?? .rejectedByServer
        case .stepRemoved: pendingError = pendingError ?? .stepMissing
        default: break
        }
    }

    /// A person may shorten a pause; a rule never does.
    private mutating func pauseAgain(_ until: Instant, _ event: StageEvent) {
        let isHuman = event.origin == .human
        if stage == .hasErrors { holdUntil = isHuman ? until : max(holdUntil ?? until, until) }
        guard stage == .outOfOffice, isHuman || until > (pause?.until ?? until) else { return }
        pause = Pause(until, .manual, event, from: pause?.from)
    }

    /// Never shortens; a person does that with a pause by hand.
    private mutating func extend(to other: OutOfOfficePause, _ event: StageEvent) {
        guard let pause, other.until > pause.until else { return }
        self.pause = Pause(other, event, from: pause.from)
    }

    mutating func fail(_ code: LeadErrorCode, _ event: StageEvent) {
        let held = stage == .outOfOffice ? Stage.running : stage
        finishPause(event)
        change(to: .hasErrors, event)
        error = LeadError(code: code, since: event.at, heldStage: held, eventKey: event.key)
    }

    mutating func enter(_ next: Stage, _ event: StageEvent) {
        if next == .running, let pendingError {
            fail(pendingError, event)
            return
        }
        let held = holdUntil
        finishPause(event)
        if case .resumed(let resume) = event.kind { resumePosition(resume, at: event.at, from: stage) }
        change(to: next == .running && position.isAtEnd ? .completed : next, event)
        if stage == .outOfOffice { beginPause(event, held: held) }
        if stage == .canceled {
            cancelReason = event.kind.cancelReason
            canceledAt = event.at
        }
        if stage == .replied, event.kind.name == .markedReplied { absencesInARow = 0 }
    }

    private mutating func change(to next: Stage, _ event: StageEvent) {
        history.append(Change(eventKey: event.key, at: event.at, from: stage, to: next))
        stage = next
        since = event.at
        reasonKey = event.key
        error = nil
        cancelReason = nil
        startRequestedAt = nil
        holdUntil = nil
        silentFailures = 0
        if next != .outOfOffice { pause = nil }
        if next != .starting, next != .outOfOffice { pendingError = nil }
        if next != .running { remove([.replied]) }
    }

    private mutating func beginPause(_ event: StageEvent, held: Instant?) {
        switch event.kind {
        case .outOfOffice(let pause):
            self.pause = Pause(pause, event, from: event.at)
            isAbsentSinceSend = true
            absencesInARow += 1
            if absencesInARow >= Self.absencesToCheck { add(.checkLead) }
        case .paused(let until): pause = Pause(until, .manual, event, from: nil)
        default: pause = Pause(held ?? event.at, .manual, event, from: nil)
        }
    }

    /// At the end of a pause the next mail is due at `max(planned, end)`, or, with a frozen delay, what was left of the
    /// delay after the end.
    private mutating func finishPause(_ event: StageEvent) {
        guard let pause, case .outOfOfficeElapsed(let timer) = event.kind,
            let planned = position.nextDueAt
        else { return }
        let left = max(0, planned.microseconds - pause.from.microseconds)
        position.nextDueAt =
            timer.freezeDelay ? pause.until.adding(microseconds: left) : max(planned, pause.until)
    }

    private mutating func resumePosition(_ resume: StageEvent.Resume, at: Instant, from stage: Stage) {
        var due = max(at, resume.notBefore ?? at)
        if let last = position.lastStepSentAt {
            due = max(due, last.adding(seconds: resume.waitSeconds))
        }
        // An early resume ends the absence, not the delay of the step.
        if stage == .outOfOffice, let planned = position.nextDueAt { due = max(due, planned) }
        // After an error the same step again, unless that is gone; else the next one that was not sent.
        let isSameStep = stage == .hasErrors && position.step != nil && error?.code != .stepMissing
        if let step = resume.nextStep {
            if !isSameStep { position.step = step }
            position.isAtEnd = false
        }
        position.nextDueAt = due
    }
}

extension EnrollmentState.Pause {
    init(_ pause: OutOfOfficePause, _ event: StageEvent, from: Instant) {
        self.init(
            until: pause.until, basis: pause.basis, returnDate: pause.returnDate,
            evidence: pause.evidence,
            eventKey: event.key, from: from)
    }

    init(_ until: Instant, _ basis: OutOfOfficePause.Basis, _ event: StageEvent, from: Instant?) {
        self.init(
            until: until, basis: basis, returnDate: nil, evidence: nil, eventKey: event.key,
            from: from ?? event.at)
    }
}

extension StageEvent.Kind {
    var cancelReason: CancelReason {
        switch self {
        case .canceledByRule(let reason): reason
        case .doNotContactMatched: .doNotContact
        case .leftCompany: .leftCompany
        case .autoReply: .autoReply
        default: .manual
        }
    }
}

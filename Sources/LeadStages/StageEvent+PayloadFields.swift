import CalendarTime

extension StageEvent.Reply {
    var fields: StageEventFields {
        .with(.humanReply) {
            $0.isFromMailedAddress = isFromMailedAddress
            $0.isCalendarAnswer = isCalendarAnswer
            $0.continues = continues
            $0.awayUntil = awayUntil?.microseconds
        }
    }

    init(_ fields: StageEventFields) {
        self.init(
            isFromMailedAddress: fields.isFromMailedAddress ?? true,
            isCalendarAnswer: fields.isCalendarAnswer ?? false, continues: fields.continues ?? false,
            awayUntil: fields.awayUntil.map { Instant(microseconds: $0) })
    }
}

extension StageEvent.StepSent {
    var fields: StageEventFields {
        .with(.stepSent) {
            $0.step = step
            $0.send = send
            $0.nextStep = nextStep
            $0.dueAt = nextDueAt?.microseconds
            $0.isImported = isImported
        }
    }

    init?(_ fields: StageEventFields) {
        guard let step = fields.step, let send = fields.send else { return nil }
        self.init(
            step: step, send: send, nextStep: fields.nextStep,
            nextDueAt: fields.dueAt.map { Instant(microseconds: $0) },
            isImported: fields.isImported ?? false)
    }
}

extension StageEvent.TimerElapsed {
    var fields: StageEventFields {
        .with(.outOfOfficeElapsed) {
            $0.until = until.microseconds
            $0.error = error
            $0.freezeDelay = freezeDelay
        }
    }

    init?(_ fields: StageEventFields) {
        guard let until = fields.until else { return nil }
        self.init(
            until: Instant(microseconds: until), error: fields.error,
            freezeDelay: fields.freezeDelay ?? false)
    }
}

extension StageEvent.Resume {
    var fields: StageEventFields {
        .with(.resumed) {
            $0.confirmed = confirmed
            $0.notBefore = notBefore?.microseconds
            $0.nextStep = nextStep
            $0.waitSeconds = waitSeconds
            $0.isPreconditionMet = isPreconditionMet
        }
    }

    init(_ fields: StageEventFields) {
        self.init(
            confirmed: fields.confirmed ?? false,
            notBefore: fields.notBefore.map { Instant(microseconds: $0) },
            nextStep: fields.nextStep, waitSeconds: fields.waitSeconds ?? 0,
            isPreconditionMet: fields.isPreconditionMet ?? false)
    }
}

extension OutOfOfficePause {
    var fields: StageEventFields {
        .with(.outOfOffice) {
            $0.until = until.microseconds
            $0.basis = basis
            $0.returnDate = returnDate?.description
            $0.evidence = evidence
        }
    }

    init?(_ fields: StageEventFields) {
        guard let until = fields.until else { return nil }
        self.init(
            until: Instant(microseconds: until), basis: fields.basis ?? .campaignDefault,
            returnDate: fields.returnDate.flatMap { CivilDate(iso8601: $0) }, evidence: fields.evidence)
    }
}

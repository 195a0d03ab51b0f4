import CalendarTime

extension StageEvent.Kind {
    var fields: StageEventFields {
        switch self {
        case .startRequested: StageEventFields(.startRequested)
        case .tick: StageEventFields(.tick)
        case .preflightPassed: StageEventFields(.preflightPassed)
        case .preflightFailed(let error): .with(.preflightFailed) { $0.error = error }
        case .sendFailed(let error, let step):
            .with(.sendFailed) {
                $0.error = error
                $0.step = step
            }
        case .stepSent(let sent): sent.fields
        case .stepWaits(let step, let due):
            .with(.stepWaits) {
                $0.step = step
                $0.dueAt = due.microseconds
            }
        case .lastStepExecuted: StageEventFields(.lastStepExecuted)
        case .humanReply(let reply): reply.fields
        case .outOfOffice(let pause): pause.fields
        case .leftCompany: StageEventFields(.leftCompany)
        case .autoReply(let stops): .with(.autoReply) { $0.stops = stops }
        case .unsubscribed(let scope, let way):
            .with(.unsubscribed) {
                $0.scope = scope
                $0.by = way
            }
        case .complaint(let scope): .with(.complaint) { $0.scope = scope }
        case .hardBounce(let scope, let code):
            .with(.hardBounce) {
                $0.scope = scope
                $0.code = code
            }
        case .softBounce(let scope, let send):
            .with(.softBounce) {
                $0.scope = scope
                $0.send = send
            }
        case .delayed: StageEventFields(.delayed)
        case .delivered(let send): .with(.delivered) { $0.send = send }
        case .refusedByPolicy(let step): .with(.refusedByPolicy) { $0.step = step }
        case .canceled: StageEventFields(.canceled)
        case .canceledByRule(let reason): .with(.canceledByRule) { $0.reason = reason }
        case .doNotContactMatched: StageEventFields(.doNotContactMatched)
        case .outOfOfficeElapsed(let timer): timer.fields
        case .resumed(let resume): resume.fields
        case .paused(let until): .with(.paused) { $0.until = until.microseconds }
        case .stepAdded(let step): .with(.stepAdded) { $0.step = step }
        case .stepRemoved(let step): .with(.stepRemoved) { $0.step = step }
        case .stepPaused(let step): .with(.stepPaused) { $0.step = step }
        case .deleted: StageEventFields(.deleted)
        case .doNotContactRemoved: StageEventFields(.doNotContactRemoved)
        case .addressChanged: StageEventFields(.addressChanged)
        case .addressCleared: StageEventFields(.addressCleared)
        case .connectionAccepted(let continues): .with(.connectionAccepted) { $0.continues = continues }
        case .creditsAvailable: StageEventFields(.creditsAvailable)
        case .markedReplied: StageEventFields(.markedReplied)
        case .withdrawn(let keys): .with(.withdrawn) { $0.keys = keys }
        }
    }

    /// Nil when a field of the type is missing.
    init?(_ fields: StageEventFields) {
        switch fields.type {
        case .startRequested: self = .startRequested
        case .tick: self = .tick
        case .preflightPassed: self = .preflightPassed
        case .lastStepExecuted: self = .lastStepExecuted
        case .leftCompany: self = .leftCompany
        case .delayed: self = .delayed
        case .canceled: self = .canceled
        case .doNotContactMatched: self = .doNotContactMatched
        case .deleted: self = .deleted
        case .doNotContactRemoved: self = .doNotContactRemoved
        case .addressChanged: self = .addressChanged
        case .addressCleared: self = .addressCleared
        case .creditsAvailable: self = .creditsAvailable
        case .markedReplied: self = .markedReplied
        case .delivered: self = .delivered(send: fields.send)
        case .refusedByPolicy: self = .refusedByPolicy(step: fields.step)
        case .autoReply: self = .autoReply(stops: fields.stops ?? false)
        case .connectionAccepted: self = .connectionAccepted(continues: fields.continues ?? false)
        case .humanReply: self = .humanReply(StageEvent.Reply(fields))
        case .resumed: self = .resumed(StageEvent.Resume(fields))
        default:
            guard let kind = Self.needingFields(fields) else { return nil }
            self = kind
        }
    }

    private static func needingFields(_ fields: StageEventFields) -> StageEvent.Kind? {
        switch fields.type {
        case .preflightFailed: fields.error.map { .preflightFailed($0) }
        case .sendFailed: fields.error.map { .sendFailed($0, step: fields.step) }
        case .stepSent: StageEvent.StepSent(fields).map { .stepSent($0) }
        case .outOfOffice: OutOfOfficePause(fields).map { .outOfOffice($0) }
        case .complaint: fields.scope.map { .complaint($0) }
        case .hardBounce: fields.scope.map { .hardBounce($0, code: fields.code) }
        case .canceledByRule: fields.reason.map { .canceledByRule($0) }
        case .outOfOfficeElapsed: StageEvent.TimerElapsed(fields).map { .outOfOfficeElapsed($0) }
        case .paused: fields.until.map { .paused(until: Instant(microseconds: $0)) }
        case .stepAdded: fields.step.map { .stepAdded(step: $0) }
        case .stepRemoved: fields.step.map { .stepRemoved(step: $0) }
        case .stepPaused: fields.step.map { .stepPaused(step: $0) }
        case .withdrawn: fields.keys.map { .withdrawn(keys: $0) }
        case .stepWaits:
            needingTwo(fields.step, fields.dueAt) { .stepWaits(step: $0, due: Instant(microseconds: $1)) }
        case .unsubscribed: needingTwo(fields.scope, fields.by) { .unsubscribed($0, by: $1) }
        case .softBounce: needingTwo(fields.scope, fields.send) { .softBounce($0, send: $1) }
        default: nil
        }
    }

    private static func needingTwo<First, Second>(
        _ first: First?, _ second: Second?, _ make: (First, Second) -> StageEvent.Kind
    ) -> StageEvent.Kind? {
        guard let first, let second else { return nil }
        return make(first, second)
    }
}

extension StageEventFields {
    static func with(_ type: StageEvent.Kind.Name, _ fill: (inout StageEventFields) -> Void)
        -> StageEventFields
    {
        var fields = StageEventFields(type)
        fill(&fields)
        return fields
    }
}

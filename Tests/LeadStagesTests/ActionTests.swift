import CalendarTime
import Testing

@testable import LeadStages

private let everyRole: [Role] = [
    .viewer, .member, .owner, .admin, .token(scopes: [.read]), .token(scopes: [.read, .write]),
    .token(scopes: [.read, .write, .erase]), .system,
]

/// In the order of `everyRole`: `y`, `-`, or `r` where a reason has to be typed.
private let rights: [(Role.Permission, String)] = [
    (.see, "yyyyyyy-"),
    (.start, "-yyy-yyy"),
    (.pause, "-yyy-yyy"),
    (.resume, "-yyy-yyy"),
    (.resumeStopped, "-yyy-rr-"),
    (.resumeUnsubscribed, "---y----"),
    (.cancel, "-yyy-yyy"),
    (.unsubscribe, "-yyy-yyy"),
    (.markReplied, "-rrr-rr-"),
    (.changeAddress, "-yyy-yy-"),
    (.clearInvalid, "-ryy-rry"),
    (.reclassify, "-yyy-yy-"),
    (.undoOptOut, "---r----"),
    (.removeSuppression, "---r----"),
    (.delete, "--yy--y-"),
    (.applyReplay, "---y----"),
]

@Test("who may do what", arguments: rights)
func roleTable(_ permission: Role.Permission, _ cells: String) {
    #expect(rights.count == Role.Permission.allCases.count)
    for (role, cell) in zip(everyRole, cells) {
        #expect(role.may(permission) == (cell != "-"), "\(role) \(permission)")
        if cell != "-" {
            #expect(role.needsReason(for: permission) == (cell == "r"), "\(role) \(permission)")
        }
    }
}

private let write = Role.token(scopes: [.write])

private let decisions: [(LeadAction, Stage, Role, String?, Gates, Refusal.Code?)] = [
    (.start, .notStarted, .member, nil, Gates(), nil),
    (.start, .notStarted, .viewer, nil, Gates(), .forbidden),
    (.start, .notStarted, .member, nil, Gates(suppressions: [.import]), .suppressed),
    // Error 1 at the pre-flight, which the bulk start of a list must not be stopped by.
    (.start, .notStarted, .member, nil, Gates(address: .invalid), nil),
    (.start, .replied, .member, nil, Gates(), .useResume),
    (.start, .running, .member, nil, Gates(), nil),
    (.resume(.init()), .notStarted, .member, nil, Gates(), .useStart),
    (.resume(.init()), .replied, .member, nil, Gates(), .confirmationRequired),
    (.resume(.init(confirmed: true)), .replied, .member, nil, Gates(), nil),
    (.resume(.init(confirmed: true)), .replied, write, nil, Gates(), .reasonRequired),
    (.resume(.init(confirmed: true)), .replied, write, "by telephone", Gates(), nil),
    (.resume(.init(confirmed: true)), .replied, .system, nil, Gates(), .forbidden),
    (.resume(.init(confirmed: true)), .replied, .member, nil, Gates(suppressions: [.manual]), .suppressed),
    (.resume(.init(confirmed: true)), .bounced, .member, nil, Gates(), .addressInvalid),
    (.resume(.init()), .hasErrors, .member, nil, Gates(address: .invalid), nil),
    (.resume(.init(notBefore: after(-1))), .outOfOffice, .member, nil, Gates(), .dateInPast),
    (.resume(.init()), .outOfOffice, .system, nil, Gates(), nil),
    (.pause(until: after(5)), .running, .member, nil, Gates(), nil),
    (.pause(until: after(-5)), .running, .member, nil, Gates(), .dateInPast),
    (.pause(until: after(5)), .notStarted, .member, nil, Gates(), .notStarted),
    (.cancel, .canceled, .member, nil, Gates(), nil),
    (.cancel, .completed, .member, nil, Gates(), .alreadyStopped),
    (.unsubscribe, .completed, .member, nil, Gates(), nil),
    (.markReplied, .running, .member, nil, Gates(), .reasonRequired),
    (.markReplied, .running, .member, "called", Gates(), nil),
    (.clearInvalid, .bounced, .member, nil, Gates(), .reasonRequired),
    (.clearInvalid, .bounced, .owner, nil, Gates(), nil),
    (.changeAddress(to: "nobody"), .bounced, .member, nil, Gates(), .notFound),
    (.changeAddress(to: "anna@example.com"), .bounced, .member, nil, Gates(), nil),
    (.delete, .running, .member, nil, Gates(), .forbidden),
    (.delete, .running, .token(scopes: [.erase]), nil, Gates(), nil),
]

@Test("actions", arguments: decisions.indices)
func action(_ index: Int) {
    let (action, stage, role, reason, gates, code) = decisions[index]
    let decision = action.decide(on: .fold(events(to: stage)), context(role, reason: reason, gates: gates))
    #expect(decision.refusal?.code == code, "\(action) in \(stage) by \(role)")
    if code == nil { #expect(!decision.events.isEmpty, "unchanged is logged too") }
}

@Test("scenario 1: nothing is sent before Running, and that is reached within 15 minutes")
func scenario1() {
    let tick = StartTick(interval: 900)
    var log: [StageEvent] = []
    log += LeadAction.start.decide(on: .fold(log), context(at: 0)).events
    let queued = EnrollmentState.fold(log)
    #expect(queued.stage == .notStarted)
    #expect(queued.isQueued)
    #expect(SendGate.answer(queued, gates: Gates(), now: after(0)) == .wait(until: nil))
    let at = tick.next(after: start.adding(seconds: -60), now: start)
    #expect(at.seconds(since: start) <= StartTick.maximumLatency)
    let kinds = tick.events(for: queued, at: at, gates: Gates())
    #expect(kinds == [.tick, .preflightPassed])
    for (number, kind) in kinds.enumerated() {
        log.append(
            StageEvent(key: "t\(number)", at: at, sequence: Int64(number + 1), origin: .system, kind: kind))
    }
    let running = EnrollmentState.fold(log)
    #expect(running.stage == .running)
    #expect(running.history.map(\.to) == [.starting, .running])
    #expect(running.startRequestedAt == nil)
}

@Test("Starting lasts two ticks at most")
func startTimeout() {
    let tick = StartTick(interval: 300)
    let starting = EnrollmentState.fold(events(to: .starting))
    let since = after(-2.9)
    #expect(tick.events(for: starting, at: since.adding(seconds: 599), gates: nil).isEmpty)
    #expect(
        tick.events(for: starting, at: since.adding(seconds: 600), gates: nil) == [
            .preflightFailed(.startTimeout)
        ])
    #expect(tick.events(for: starting, at: since.adding(seconds: 900), gates: Gates()) == [.preflightPassed])
}

@Test("the tick's interval and its next time")
func tickTimes() {
    #expect(StartTick(interval: 1).interval == 60)
    #expect(StartTick(interval: 5000).interval == 900)
    #expect(StartTick().interval == 300)
    #expect(StartTick().next(after: nil, now: start) == start)
    #expect(StartTick().next(after: after(-1), now: start) == start, "after a restart at once")
    #expect(StartTick().next(after: start, now: start) == start.adding(seconds: 300))
}

@Test("a start canceled before the tick sends nothing")
func canceledBeforeTick() {
    let log = [StageEvent(.startRequested, 0, .human), StageEvent(.canceled, 0.1, .human)]
    let state = EnrollmentState.fold(log)
    #expect(state.stage == .canceled)
    #expect(state.startRequestedAt == nil)
    #expect(StartTick().events(for: state, at: after(1), gates: Gates()).isEmpty)
}

private let gates: [(Gates, Gates.Outcome)] = [
    (Gates(), .passes),
    (Gates(suppressions: [.manual, .oneClick], address: .invalid, step: .paused), .optedOut),
    (Gates(suppressions: [.import], address: .invalid), .doNotContact),
    (Gates(address: .retired), .leftCompany),
    (Gates(address: .invalid, step: .paused), .error(.emailWillBounce)),
    (Gates(address: .suspect), .passes),
    (Gates(step: .paused), .error(.noVariationsFound)),
    (Gates(step: .unmatched), .error(.noVariationsFound)),
    (Gates(step: .missing), .error(.stepMissing)),
    (Gates(step: .missingVariable), .error(.missingVariable)),
    (Gates(sender: .removed), .error(.senderRemoved)),
    (Gates(sender: .authExpired), .error(.senderAuthExpired)),
    (Gates(sender: .quotaExceeded), .error(.quotaExceeded)),
    (Gates(isOutOfCredits: true), .error(.rewordCreditsExhausted)),
    (Gates(isUnconnected: true), .error(.notConnected)),
    (Gates(step: .paused, isHeldByReview: true), .held),
]

@Test("gates: the gravest first", arguments: gates)
func gate(_ gates: Gates, _ outcome: Gates.Outcome) {
    #expect(gates.outcome == outcome)
}

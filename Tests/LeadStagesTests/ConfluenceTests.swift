import CalendarTime
import Testing

@testable import LeadStages

/// Sets of events as they happened, and the stage they must give in whatever order they come in.
private let sets: [(name: String, events: [StageEvent], stage: Stage)] = [
    (
        "scenario 22: absence, reply, soft bounce, opt-out, delay, duplicate",
        [
            StageEvent(pause(until: 14), 0), StageEvent(.humanReply(.init()), 1),
            StageEvent(.softBounce(.here, send: "1"), 2), StageEvent(.unsubscribed(.here, by: .reply), 3),
            StageEvent(.delayed, 4), StageEvent(.humanReply(.init()), 1),
        ], .unsubscribed
    ),
    (
        "the same at one instant",
        [
            StageEvent(pause(until: 14), 0), StageEvent(.humanReply(.init()), 0),
            StageEvent(.softBounce(.here, send: "1"), 0), StageEvent(.hardBounce(.here, code: nil), 0),
            StageEvent(.delayed, 0), StageEvent(.leftCompany, 0),
        ], .replied
    ),
    (
        "opt-out between sends, with a resume by hand",
        [
            StageEvent(.humanReply(.init()), 0),
            StageEvent(.resumed(.init(confirmed: true, nextStep: "s2")), 1, .human),
            StageEvent(.preflightPassed, 1.1, .system), StageEvent(.unsubscribed(.elsewhere, by: .link), 0.5),
            StageEvent(.stepSent(.init(step: "s2", send: "2")), 2, .system), StageEvent(pause(until: 20), 3),
        ], .replied
    ),
    (
        "no opt-out, a resume by hand after a reply, then a bounce",
        [
            StageEvent(.humanReply(.init()), 0),
            StageEvent(.resumed(.init(confirmed: true, nextStep: "s2")), 1, .human),
            StageEvent(.preflightPassed, 1.1, .system),
            StageEvent(.stepSent(.init(step: "s2", send: "2")), 2, .system),
            StageEvent(.hardBounce(.here, code: "5.1.1"), 3), StageEvent(pause(until: 9), 0.5),
        ], .bounced
    ),
    (
        "an absence older than the resume does not undo it",
        [
            StageEvent(pause(until: 14), 0), StageEvent(.resumed(.init(nextStep: "s2")), 1, .human),
            StageEvent(.preflightPassed, 1.1, .system), StageEvent(.autoReply(stops: false), 2),
            StageEvent(.softBounce(.elsewhere, send: "8"), 3), StageEvent(.delayed, 4),
        ], .running
    ),
    (
        "a resume that was not confirmed does not leave a reply that comes late",
        [
            StageEvent(pause(until: 14), 0), StageEvent(.humanReply(.init()), 0.5),
            StageEvent(.resumed(.init(nextStep: "s2")), 1, .human),
            StageEvent(.preflightPassed, 1.1, .system),
            StageEvent(.stepSent(.init(step: "s2", send: "2")), 2, .system), StageEvent(.delayed, 4),
        ], .replied
    ),
    (
        "cancel by hand, and a reply from before it",
        [
            StageEvent(.canceled, 1, .human), StageEvent(.humanReply(.init()), 0.5),
            StageEvent(pause(until: 9), 0.2), StageEvent(.softBounce(.here, send: "1"), 0.1),
            StageEvent(.hardBounce(.elsewhere, code: nil), 2),
            StageEvent(.canceledByRule(.repliedElsewhere), 3),
        ], .replied
    ),
    (
        "a late extension holds the timer back",
        [
            StageEvent(pause(until: 5), 0), StageEvent(pause(until: 9), 1),
            StageEvent(.outOfOfficeElapsed(.init(until: after(5))), 5, .system),
            StageEvent(.delayed, 6), StageEvent(.autoReply(stops: false), 2), StageEvent(pause(until: 7), 3),
        ], .outOfOffice
    ),
    (
        "three soft bounces, a reply between",
        [
            StageEvent(.softBounce(.here, send: "1"), 0), StageEvent(.softBounce(.here, send: "2"), 1),
            StageEvent(.humanReply(.init(continues: true)), 2), StageEvent(.softBounce(.here, send: "3"), 3),
            StageEvent(.softBounce(.here, send: "4"), 4), StageEvent(.delayed, 5),
        ], .running
    ),
    (
        "three soft bounces",
        [
            StageEvent(.softBounce(.here, send: "1"), 0), StageEvent(.softBounce(.here, send: "2"), 1),
            StageEvent(.softBounce(.here, send: "3"), 3), StageEvent(.softBounce(.here, send: "3"), 4),
            StageEvent(.stepSent(.init(step: "s2", send: "2")), 2, .system),
            StageEvent(.stepAdded(step: "s8"), 5, .human),
        ], .bounced
    ),
]

@Test("every order of up to six events gives the same state", arguments: sets)
func confluence(_ name: String, _ events: [StageEvent], _ stage: Stage) {
    // The store numbers events as they come in; what came from outside must not depend on that number.
    var states: Set<EnrollmentState> = []
    var count = 0
    for order in orders(events) {
        var log = begun
        for (number, event) in order.enumerated() {
            var stored = event
            stored.sequence = Int64(100 + number)
            if !log.contains(where: { $0.key == event.key }) { log.append(stored) }
        }
        states.insert(EnrollmentState.fold(log))
        count += 1
    }
    #expect(count == 720)
    #expect(states.count == 1, "\(name)")
    #expect(states.first?.stage == stage, "\(name)")
}

/// The order in which a person's action is decided on what is known by then, and mail keeps coming late.
@Test("an action that was taken keeps its effect whatever comes late", arguments: 0..<24)
func actionAmongLateMail(_ number: Int) {
    let mail = [
        StageEvent(pause(until: 14), 0), StageEvent(.autoReply(stops: false), 0.3),
        StageEvent(.softBounce(.here, send: "1"), 0.6),
    ]
    var log = begun
    for item in orders([0, 1, 2, 3])[number] {
        if item < 3 {
            log.append(mail[item])
            continue
        }
        let state = EnrollmentState.fold(log)
        let decision = LeadAction.resume(.init()).decide(on: state, context(at: 1))
        #expect(decision.refusal == nil, "unchanged is accepted and logged")
        log += decision.events
    }
    let state = EnrollmentState.fold(log)
    #expect(state.stage == .starting)
    #expect(state.oooUntil == nil)
}

@Test("the order of strength decides one instant")
func strength() {
    let kinds: [Kind] = [
        .delayed, .softBounce(.here, send: "1"), pause(until: 1), .leftCompany, .humanReply(.init()),
        .hardBounce(.here, code: nil), .complaint(.here),
    ]
    let sorted = kinds.map { StageEvent($0, 0) }.sorted(by: StageEvent.foldsBefore)
    #expect(sorted.map(\.kind) == kinds.reversed())
    let human = StageEvent(.canceled, 0, .human, sequence: 1)
    #expect(StageEvent.foldsBefore(StageEvent(.delayed, 0), human), "what came from outside goes before")
}

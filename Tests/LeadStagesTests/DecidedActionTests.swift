import Testing

@testable import LeadStages

private let inbound: [Kind] = [
    pause(until: 14), .humanReply(.init()), .leftCompany, .unsubscribed(.here, by: .reply),
    .unsubscribed(.elsewhere, by: .link), .hardBounce(.here, code: nil), .softBounce(.here, send: "9"),
    .refusedByPolicy(step: "s1"), .canceledByRule(.repliedElsewhere),
]

private let actions: [LeadAction] = [
    .cancel, .resume(.init()), .resume(.init(confirmed: true)), .pause(until: after(5)), .unsubscribe,
    .markReplied,
]

private let early = inbound.enumerated().map { StageEvent($1, 0.5, key: "early\($0)") }
private let late = inbound.enumerated().map { StageEvent($1, 2, key: "late\($0)") }

/// An action is decided on what is known when it is taken (day 1). Mail received before it may come late; mail received
/// after it cannot come before. A refused action is no event, so accepted and refused each give one stage; and where the
/// action is accepted in every order, one in all.
@Test("an action among late mail: any order, one stage", arguments: Stage.allCases)
func decidedAction(_ stage: Stage) {
    let base = events(to: stage)
    let pairs =
        early.indices.flatMap { one in (0..<one).map { [early[one], early[$0]] } }
        + early.flatMap { one in late.map { [one, $0] } }
    for action in actions {
        for mail in pairs {
            let outcomes = Set(
                orders([mail[0], mail[1], nil]).filter(isPossible).map { final(base, $0, action) })
            let place: Comment = "\(action) with \(mail[0].kind) and \(mail[1].kind)"
            #expect(outcomes.count == Set(outcomes.map(\.isAccepted)).count, place)
        }
    }
}

private struct Outcome: Hashable {
    let stage: Stage
    let isAccepted: Bool
}

private func isPossible(_ order: [StageEvent?]) -> Bool {
    order.prefix { $0 != nil }.allSatisfy { ($0?.at ?? start) < after(1) }
}

/// `nil` stands for the action.
private func final(_ base: [StageEvent], _ order: [StageEvent?], _ action: LeadAction) -> Outcome {
    var log = base
    var isAccepted = false
    for item in order {
        if let item {
            log.append(item)
        } else {
            let decision = action.decide(on: .fold(log), context(at: 1, reason: "typed"))
            isAccepted = decision.refusal == nil
            log += decision.events
        }
    }
    return Outcome(stage: EnrollmentState.fold(log).stage, isAccepted: isAccepted)
}

import CalendarTime
import Testing

@testable import LeadStages

/// Exactly the requirement's texts.
private let texts: [(LeadErrorCode, String)] = [
    (.emailWillBounce, "This email will bounce."),
    (.noVariationsFound, "No variations found."),
    (.providerNotFound, "System Exception: 404 Not Found"),
    (.rewordCreditsExhausted, "Can't send emails, no more reword credits to use."),
    (.notConnected, "Message can't be sent. You are not connected to this lead."),
]

@Test("the five error texts, to the byte", arguments: texts)
func errorText(_ code: LeadErrorCode, _ text: String) {
    #expect(Array(code.message.utf8) == Array(text.utf8))
}

@Test("every error has a text and a help line of its own")
func errorsExplainThemselves() {
    #expect(Set(LeadErrorCode.allCases.map(\.message)).count == LeadErrorCode.allCases.count)
    #expect(Set(LeadErrorCode.allCases.map(\.help)).count == LeadErrorCode.allCases.count)
    #expect(LeadErrorCode.allCases.filter(\.mayBeIgnored) == [.emailWillBounce, .noVariationsFound])
    #expect(LeadErrorCode.allCases.filter { !$0.silentRetries.isEmpty } == [.providerNotFound])
}

@Test("error 3 is tried again after 15 minutes, 1 hour and 6 hours before anybody sees it")
func silentRetries() {
    var log = begun
    for (number, wait) in [15, 60, 360].enumerated() {
        log.append(StageEvent(.sendFailed(.providerNotFound, step: "s2"), Double(number), .system))
        let state = EnrollmentState.fold(log)
        #expect(state.stage == .running)
        #expect(state.nextDueAt == after(Double(number)).adding(seconds: Int64(wait) * 60))
    }
    log.append(StageEvent(.sendFailed(.providerNotFound, step: "s2"), 4, .system))
    let failed = EnrollmentState.fold(log)
    #expect(failed.stage == .hasErrors)
    #expect(failed.error?.code == .providerNotFound)
    #expect(failed.error?.heldStage == .running)
    #expect(failed.position.step == "s2", "an error never moves the position")
    log.append(StageEvent(.resumed(.init(nextStep: "s3")), 5, .human))
    #expect(EnrollmentState.fold(log).position.step == "s2", "the same step again")
}

@Test("a send that works forgets the failures before it")
func retriesStartAgain() {
    let failure = Kind.sendFailed(.providerNotFound, step: "s2")
    let log =
        begun + (0..<3).map { StageEvent(failure, Double($0), .system) } + [
            StageEvent(.stepSent(.init(step: "s2", send: "2")), 3, .system), StageEvent(failure, 4, .system),
        ]
    #expect(EnrollmentState.fold(log).stage == .running)
}

private func failed(_ code: LeadErrorCode) -> [StageEvent] {
    begun + [StageEvent(.preflightFailed(code), -1, .system)]
}

@Test("error 4 takes credits, or Reword off, and then a resume by hand")
func rewordCredits() {
    let state = EnrollmentState.fold(failed(.rewordCreditsExhausted))
    let refused = LeadAction.resume(.init()).decide(on: state, context())
    #expect(refused.refusal?.code == .creditsExhausted)
    #expect(refused.refusal?.message == "Can't send emails, no more reword credits to use.")
    let bought = EnrollmentState.fold(
        failed(.rewordCreditsExhausted) + [StageEvent(.creditsAvailable, -0.5, .system)])
    #expect(bought.stage == .hasErrors, "by hand")
    #expect(LeadAction.resume(.init()).decide(on: bought, context()).refusal == nil)
    var read = context()
    read.isPreconditionMet = true
    #expect(LeadAction.resume(.init()).decide(on: state, read).refusal == nil)
}

@Test("scenario 19: error 5 waits for the connection")
func notConnected() {
    let log = failed(.notConnected)
    let state = EnrollmentState.fold(log)
    let refusal = LeadAction.resume(.init()).decide(on: state, context()).refusal
    #expect(refusal?.code == .preconditionNotMet)
    #expect(refusal?.message == "Message can't be sent. You are not connected to this lead.")
    #expect(
        SendGate.answer(state, gates: Gates(), now: after(9)) == .wait(until: nil), "later steps wait too")
    let accepted = log + [StageEvent(.connectionAccepted(continues: false), -0.5, .system)]
    #expect(EnrollmentState.fold(accepted).stage == .hasErrors)
    #expect(LeadAction.resume(.init()).decide(on: EnrollmentState.fold(accepted), context()).refusal == nil)
    let continuing = log + [StageEvent(.connectionAccepted(continues: true), -0.5, .system)]
    #expect(EnrollmentState.fold(continuing).stage == .starting)
    let away =
        log + [
            StageEvent(.paused(until: after(5)), -0.8, .human),
            StageEvent(.connectionAccepted(continues: true), -0.5, .system),
        ]
    #expect(EnrollmentState.fold(away).stage == .outOfOffice)
    #expect(EnrollmentState.fold(away).oooUntil == after(5))
}

@Test("a deleted step: the error comes at once, and a person chooses the next")
func stepMissing() {
    let log = begun + [StageEvent(.stepRemoved(step: "s2"), -1, .human)]
    let state = EnrollmentState.fold(log)
    #expect(state.error?.code == .stepMissing)
    #expect(LeadAction.resume(.init()).decide(on: state, context()).refusal?.code == .preconditionNotMet)
    let chosen = LeadAction.resume(.init(step: "s3")).decide(on: state, context())
    #expect(EnrollmentState.fold(log + chosen.events).position.step == "s3")
    #expect(
        EnrollmentState.fold(begun + [StageEvent(.stepRemoved(step: "s7"), -1, .human)]).stage == .running)
}

@Test("an absence during an error is remembered, and a resume before its end warns")
func holdDuringError() {
    let log = failed(.noVariationsFound) + [StageEvent(pause(until: 10), -0.5)]
    let state = EnrollmentState.fold(log)
    #expect(state.stage == .hasErrors)
    #expect(state.holdUntil == after(10))
    let decision = LeadAction.resume(.init()).decide(on: state, context())
    guard case .accepted(_, let effects) = decision else {
        Issue.record("refused")
        return
    }
    #expect(effects == [.warnsOfAbsence(until: after(10))])
}

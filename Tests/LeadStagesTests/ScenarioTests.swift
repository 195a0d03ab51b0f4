import CalendarTime
import Testing

@testable import LeadStages

@Test("scenarios 5 and 6: a reply ends an absence; an absence after a reply is a note")
func scenario5And6() {
    let replied = EnrollmentState.fold(events(to: .outOfOffice) + [StageEvent(.humanReply(.init()), 0)])
    #expect(replied.stage == .replied)
    #expect(replied.oooUntil == nil)
    #expect(replied.awayUntil == nil)
    let away = EnrollmentState.fold(events(to: .replied) + [StageEvent(pause(until: 9), 0)])
    #expect(away.stage == .replied)
    #expect(away.awayUntil == after(9))
}

@Test("scenario 7: one click, twice and by two ways: one opt-out")
func scenario7() {
    let click = StageEvent(.unsubscribed(.here, by: .oneClick), 0, key: "click")
    let later = StageEvent(.unsubscribed(.here, by: .oneClick), 1, key: "click again")
    let state = EnrollmentState.fold(begun + [click, later, click])
    #expect(state.history.filter { $0.to == .unsubscribed }.count == 1)
    #expect(state.since == after(0))
}

@Test("scenario 8: an opt-out in words, and an answer; scenario 13: failed and delayed recipients")
func scenario8And13() {
    func stage(_ kind: Kind) -> Stage { EnrollmentState.fold(begun + [StageEvent(kind, 0)]).stage }
    #expect(stage(.unsubscribed(.here, by: .reply)) == .unsubscribed)
    #expect(stage(.humanReply(.init())) == .replied)
    #expect(stage(.hardBounce(.here, code: "5.1.1")) == .bounced)
    #expect(stage(.delayed) == .running)
}

@Test("scenario 10: Bounced only for its own mail; the other campaign has error 1 at its gate")
func scenario10() {
    let bounce = Kind.hardBounce(.here, code: "5.1.1")
    #expect(EnrollmentState.fold(begun + [StageEvent(bounce, 0)]).stage == .bounced)
    let sibling = SiblingRule().derived(from: bounce)
    #expect(sibling == .hardBounce(.elsewhere, code: "5.1.1"))
    let other = EnrollmentState.fold(begun + (sibling.map { [StageEvent($0, 0)] } ?? []))
    #expect(other.stage == .running)
    #expect(
        SendGate.answer(other, gates: Gates(address: .invalid), now: after(0))
            == .stop(.preflightFailed(.emailWillBounce)))
}

@Test("scenario 12: a provider's absence without a status counts nothing; the mail itself pauses")
func scenario12() {
    let state = EnrollmentState.fold(
        begun + [StageEvent(.autoReply(stops: false), 0), StageEvent(pause(until: 9), 1)])
    #expect(state.stage == .outOfOffice)
    #expect(state.softBounces.count == 0)
}

@Test("scenarios 15 and 16: a bounce after a reply is a banner; a reply after a bounce wins")
func scenario15And16() {
    let late = EnrollmentState.fold(events(to: .replied) + [StageEvent(.hardBounce(.here, code: nil), 0)])
    #expect(late.stage == .replied)
    #expect(late.badges == [.bouncedAfterReply])
    #expect(
        EnrollmentState.fold(events(to: .bounced) + [StageEvent(.humanReply(.init()), 0)]).stage == .replied)
}

@Test("scenarios 17 and 18: a step added later is sent after a resume only, max(now, last + wait)")
func scenario17And18() {
    let log = events(to: .completed)
    let nothing = LeadAction.resume(.init()).decide(on: .fold(log), context(nextStep: nil))
    #expect(nothing.refusal?.code == .nothingToSend)
    let added = log + [StageEvent(.stepAdded(step: "s3"), 0, .human)]
    #expect(EnrollmentState.fold(added).stage == .completed)
    for (wait, due) in [(Int64(1), after(0.5)), (10, after(-2.8).adding(seconds: 10 * day))] {
        let resumed = LeadAction.resume(.init()).decide(
            on: .fold(added), context(at: 0.5, nextStep: .init(step: "s3", wait: wait * 86_400)))
        let state = EnrollmentState.fold(added + resumed.events)
        #expect(state.stage == .starting)
        #expect(state.position.step == "s3")
        #expect(state.nextDueAt == due)
    }
}

@Test("resume on a date")
func resumeOnDate() {
    let decision = LeadAction.resume(.init(confirmed: true, notBefore: after(20)))
        .decide(on: .fold(events(to: .canceled)), context())
    let state = EnrollmentState.fold(events(to: .canceled) + decision.events)
    #expect(state.nextDueAt == after(20))
    #expect(state.canceledAt == after(-1), "stays in the history")
    #expect(state.cancelReason == nil)
}

@Test("scenario 25: an opt-out taken back; the entry that only this mail proves goes with it")
func scenario25() {
    let wrong = StageEvent(.unsubscribed(.here, by: .reply), 0, key: "m1:unsubscribe")
    let mail = wrong.messageID ?? ""
    let log = begun + [wrong]
    let sibling = begun + [StageEvent(.unsubscribed(.elsewhere, by: .reply), 0, key: mail)]
    let right = StageEvent(.humanReply(.init()), 0, key: "m1:reply")
    func entry(_ id: String, _ reason: SuppressionReason, _ evidence: [String]) -> Suppression {
        Suppression(
            id: id, kind: .address, key: "address:a@b.c", reason: reason, evidence: evidence, at: start)
    }
    let plan = Reclassification.plan(
        messageID: mail, logs: ["1": log, "2": sibling],
        replacements: [
            "1": [right], "2": [StageEvent(.canceledByRule(.repliedElsewhere), 0, key: "m1:elsewhere")],
        ],
        suppressions: [
            entry("a", .reply, [mail]), entry("b", .reply, [mail, "m2"]), entry("c", .manual, [mail]),
            entry("d", .oneClick, []),
        ], revision: 0)
    #expect(plan.undoesOptOut)
    #expect(plan.suppressionsToWithdraw == ["a"])
    let action = LeadAction.reclassify(plan.enrollments[0].request)
    #expect(action.decide(on: .fold(log), context(reason: "typed")).refusal?.code == .forbidden)
    #expect(action.decide(on: .fold(log), context(.admin)).refusal?.code == .reasonRequired)
    let decision = action.decide(on: .fold(log), context(.admin, key: "fix", reason: "he says yes"))
    let state = EnrollmentState.fold(log + decision.events)
    #expect(state.stage == .replied)
    #expect(!state.isSuppressed)
    let other = LeadAction.reclassify(plan.enrollments[1].request)
        .decide(on: .fold(sibling), context(.admin, key: "fix", reason: "he says yes"))
    #expect(EnrollmentState.fold(sibling + other.events).cancelReason == .repliedElsewhere)
    // And back again: the new events have keys of their own.
    let back = Reclassification.plan(
        messageID: mail, logs: ["1": log + decision.events], replacements: ["1": [wrong]], suppressions: [],
        revision: 1)
    #expect(!back.undoesOptOut)
    let again = LeadAction.reclassify(back.enrollments[0].request)
        .decide(on: state, context(key: "fix2"))
    #expect(EnrollmentState.fold(log + decision.events + again.events).stage == .unsubscribed)
}

@Test("scenario 27: another class leaves what people did")
func scenario27() {
    let log =
        events(to: .outOfOffice) + [
            StageEvent(.resumed(.init(nextStep: "s2")), 0, .human), StageEvent(.canceled, 1, .human),
        ]
    let absence = log.first { $0.kind.name == .outOfOffice }
    let plan = Reclassification.plan(
        messageID: absence?.messageID ?? "", logs: ["1": log], replacements: [:], suppressions: [],
        revision: 0)
    #expect(plan.enrollments.first?.request.withdraws == absence.map { [$0.key] })
    let decision = LeadAction.reclassify(plan.enrollments[0].request)
        .decide(on: .fold(log), context(.admin, at: 2))
    let state = EnrollmentState.fold(log + decision.events)
    #expect(state.stage == .canceled)
    #expect(!state.history.contains { $0.to == .outOfOffice })
}

@Test("mail that left after the stop is shown, and measured")
func sentDuringStop() {
    let sent = StageEvent(.stepSent(.init(step: "s2", send: "2")), -1 + 90.0 / 86_400, .system)
    let state = EnrollmentState.fold(events(to: .replied) + [sent])
    #expect(state.stage == .replied)
    #expect(state.badges == [.sentDuringStop])
    #expect((state.sentAfterStopSeconds ?? 0) > EnrollmentState.sentDuringStopAlarmSeconds)
    #expect(state.position.lastStep == "s2")
}

@Test("the last step went out while an absence was on its way: Completed after the pause")
func completedAfterPause() {
    let log =
        events(to: .outOfOffice) + [
            StageEvent(.stepSent(.init(step: "s2", send: "2")), 0, .system),
            StageEvent(.lastStepExecuted, 0.1, .system),
            StageEvent(.outOfOfficeElapsed(.init(until: after(10))), 10, .system),
        ]
    #expect(EnrollmentState.fold(log).stage == .completed)
}

@Test("an unsure opt-out counts when nobody has decided for two days")
func optOutReview() {
    let review = OptOutReview(openedAt: start, messageID: "m1")
    #expect(review.elapsed(now: after(1.9)) == nil)
    let event = review.elapsed(now: after(5))
    #expect(event?.at == after(2), "a late check changes nothing")
    #expect(event == review.elapsed(now: after(6)))
    let log = begun + [StageEvent(.humanReply(.init()), 0)]
    #expect(EnrollmentState.fold(log + (event.map { [$0] } ?? [])).stage == .unsubscribed)
}

@Test("what follows deletion changes nothing")
func deleted() {
    let state = EnrollmentState.fold(
        begun + [StageEvent(.deleted, 0, .human), StageEvent(.unsubscribed(.here, by: .link), 1)])
    #expect(state.isDeleted)
    #expect(state.stage == .running)
    #expect(LeadAction.cancel.decide(on: state, context()).refusal?.code == .gone)
}

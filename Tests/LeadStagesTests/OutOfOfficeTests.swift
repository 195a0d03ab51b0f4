import CalendarTime
import Testing

@testable import LeadStages

private struct PauseRow: Sendable, CustomTestStringConvertible {
    let received: String
    var date: String?
    var isCertain = true
    var settings = OutOfOfficeSettings()
    let until: String
    let basis: OutOfOfficePause.Basis
    let why: String
    var testDescription: String { why }
}

private let pauses: [PauseRow] = [
    PauseRow(
        received: "2026-03-01T08:00:00Z", until: "2026-03-15T08:00:00Z", basis: .campaignDefault,
        why: "14 days, no change of the clock between"),
    PauseRow(
        received: "2026-03-20T08:00:00Z", until: "2026-04-03T07:00:00Z", basis: .campaignDefault,
        why: "14 days at the same local time, across the change to summer time"),
    PauseRow(
        received: "2026-10-20T07:00:00Z", until: "2026-11-03T08:00:00Z", basis: .campaignDefault,
        why: "14 days across the change back"),
    PauseRow(
        received: "2026-03-15T01:30:00Z", until: "2026-03-29T01:30:00Z", basis: .campaignDefault,
        why: "02:30 does not exist on 29 March: 03:30"),
    PauseRow(
        received: "2026-09-04T10:00:00Z", date: "2026-09-08", until: "2026-09-09T07:00:00Z",
        basis: .returnDate,
        why: "scenario 3: the business day after 8 September, 09:00 local"),
    PauseRow(
        received: "2026-12-30T10:00:00Z", date: "2027-01-02", until: "2027-01-04T08:00:00Z",
        basis: .returnDate,
        why: "scenario 4: over the turn of the year; 2 January is a Saturday, so Monday"),
    PauseRow(
        received: "2026-03-24T10:00:00Z", date: "2026-03-27", until: "2026-03-30T07:00:00Z",
        basis: .returnDate,
        why: "back on Friday: Monday, and summer time by then"),
    PauseRow(
        received: "2026-09-04T10:00:00Z", date: "2026-09-04", until: "2026-09-07T07:00:00Z",
        basis: .returnDate,
        why: "the day of receipt is not stale"),
    PauseRow(
        received: "2026-09-04T10:00:00Z", date: "2026-09-03", until: "2026-09-18T10:00:00Z",
        basis: .staleDate,
        why: "before the day of receipt: not used"),
    PauseRow(
        received: "2026-09-04T10:00:00Z", date: "2026-09-10", isCertain: false, until: "2026-09-18T10:00:00Z",
        basis: .uncertainDate, why: "only a weekday: default"),
    PauseRow(
        received: "2026-06-01T10:00:00Z", date: "2027-06-01", until: "2026-08-30T10:00:00Z", basis: .capped,
        why: "at most 90 days"),
    PauseRow(
        received: "2026-09-04T10:00:00Z", date: "2026-09-08",
        settings: OutOfOfficeSettings(alwaysDefault: true), until: "2026-09-18T10:00:00Z",
        basis: .alwaysDefault,
        why: "the campaign ignores dates"),
    PauseRow(
        received: "2026-06-01T10:00:00Z", settings: OutOfOfficeSettings(days: 0),
        until: "2026-06-02T10:00:00Z",
        basis: .campaignDefault, why: "at least one day"),
    PauseRow(
        received: "2026-06-01T10:00:00Z", settings: OutOfOfficeSettings(days: 1000),
        until: "2026-08-30T10:00:00Z",
        basis: .campaignDefault, why: "at most 90 days"),
]

@Test("end of a pause, in Berlin", arguments: pauses)
private func pauseEnds(_ row: PauseRow) throws {
    let plan = OutOfOfficePause.plan(
        receivedAt: try #require(Instant(iso8601: row.received)),
        returnDate: row.date.flatMap { CivilDate(iso8601: $0) },
        isCertain: row.isCertain, zone: berlin, settings: row.settings, evidence: "back on")
    #expect(plan.until == Instant(iso8601: row.until), "\(plan.until)")
    #expect(plan.basis == row.basis)
    #expect(plan.returnDate?.description == row.date, "kept, also where it is not used")
}

@Test("scenario 2: absence without a date, then on at the next tick; the step goes once")
func scenario2() {
    let plan = OutOfOfficePause.plan(
        receivedAt: start, returnDate: nil, isCertain: false, zone: berlin, settings: .init())
    var log = begun + [StageEvent(.outOfOffice(plan), 0)]
    let away = EnrollmentState.fold(log)
    #expect(away.stage == .outOfOffice)
    #expect(berlin.local(at: plan.until).description == "2026-03-15T09:00:00")
    let early = plan.until.adding(seconds: -1)
    #expect(OutOfOfficePause.elapsed(away, gates: Gates(), settings: .init(), now: early).isEmpty)
    let elapsed = OutOfOfficePause.elapsed(away, gates: Gates(), settings: .init(), now: plan.until)
    log += elapsed.map { StageEvent($0, 14, .system) }
    let back = EnrollmentState.fold(log)
    #expect(back.stage == .running)
    #expect(back.nextDueAt == plan.until, "max(planned, end), not the delay once more")
    #expect(SendGate.answer(back, gates: Gates(), now: plan.until) == .send)
    log.append(
        StageEvent(
            .stepSent(.init(step: "s2", send: "2", nextStep: "s3", nextDueAt: after(17))), 14.1, .system))
    #expect(SendGate.answer(.fold(log), gates: Gates(), now: after(14.2)) == .wait(until: after(17)))
}

@Test("the delay of the step: planned later than the end, and frozen")
func delays() {
    let log = begun + [StageEvent(pause(until: 2), 0)]
    func due(freeze: Bool) -> Instant? {
        EnrollmentState.fold(
            log + [StageEvent(.outOfOfficeElapsed(.init(until: after(2), freezeDelay: freeze)), 2, .system)]
        ).nextDueAt
    }
    #expect(due(freeze: false) == after(3), "it was planned for day 3 all along")
    #expect(due(freeze: true) == after(5), "three days were left when the absence began")
}

@Test("the later date wins; only a person shortens")
func extends() {
    let log = begun + [StageEvent(pause(until: 10), 0), StageEvent(pause(until: 8), 1)]
    #expect(EnrollmentState.fold(log).oooUntil == after(10))
    #expect(EnrollmentState.fold(log + [StageEvent(pause(until: 12), 2)]).oooUntil == after(12))
    #expect(
        EnrollmentState.fold(log + [StageEvent(.paused(until: after(3)), 2, .human)]).oooUntil == after(3))
    #expect(EnrollmentState.fold(log + [StageEvent(.paused(until: after(3)), 2)]).oooUntil == after(10))
}

@Test("three absences in a row ask for a look; a mail between that was not answered so begins anew")
func streak() {
    func round(_ number: Int, _ answered: Bool) -> [StageEvent] {
        let at = Double(number) * 20
        let sent = StageEvent(
            .stepSent(.init(step: "s\(number)", send: "\(number)", nextStep: "n")), at, .system)
        guard answered else { return [sent] }
        return [
            sent, StageEvent(pause(until: at + 10), at + 1),
            StageEvent(.outOfOfficeElapsed(.init(until: after(at + 10))), at + 10, .system),
        ]
    }
    let three = EnrollmentState.fold(begun + round(1, true) + round(2, true) + round(3, true))
    #expect(three.badges == [.checkLead])
    let interrupted = EnrollmentState.fold(
        begun + round(1, true) + round(2, true) + round(3, false) + round(4, true))
    #expect(interrupted.absencesInARow == 1)
    #expect(interrupted.badges.isEmpty)
}

@Test("the end of an absence passes the gates")
func timerGates() {
    let away = EnrollmentState.fold(events(to: .outOfOffice))
    func stage(_ gates: Gates) -> (Stage, LeadErrorCode?) {
        let kinds = OutOfOfficePause.elapsed(away, gates: gates, settings: .init(), now: after(10))
        let state = EnrollmentState.fold(events(to: .outOfOffice) + kinds.map { StageEvent($0, 10, .system) })
        return (state.stage, state.error?.code)
    }
    #expect(stage(Gates()) == (.running, nil))
    #expect(stage(Gates(address: .invalid)) == (.hasErrors, .emailWillBounce))
    #expect(stage(Gates(suppressions: [.link])) == (.unsubscribed, nil))
    #expect(stage(Gates(suppressions: [.manual])) == (.canceled, nil))
    #expect(stage(Gates(step: .paused)) == (.hasErrors, .noVariationsFound))
    #expect(stage(Gates(isHeldByReview: true)) == (.outOfOffice, nil))
}

import CalendarTime
import Ingestion
import LeadStages
import Testing

/// Scenarios 1 to 6 of the lead stages.
struct AbsenceScenarioTests {
    @Test("1: queued until the tick, then Starting and Running")
    func starts() async throws {
        let world = try await World("2026-03-02T10:00:00Z")
        let enrollment = try await world.lead("anna@firm.example")
        #expect(try await world.act(.start, enrollment).isDone)
        let queued = try await world.state(enrollment)
        #expect(queued.stage == .notStarted && queued.isQueued)
        world.set("2026-03-02T10:15:00Z")
        let report = try await world.tick()
        #expect(report.changes.map(\.to) == [.starting, .running])
        let running = try await world.state(enrollment)
        #expect(running.stage == .running)
        #expect(running.nextDueAt == world.now)
        #expect(try await world.tick().changes.isEmpty)
    }

    @Test(
        "2: an absence without a date ends after 14 days at the same local time, across the change of the clock"
    )
    func pausesByDefault() async throws {
        let world = try await World("2026-02-27T09:00:00Z", zone: "America/New_York")
        let enrollment = try await world.lead("anna@firm.example")
        try await world.send("slc.1@northwind.example", to: "anna@firm.example", at: "2026-02-27T08:00:00Z")
        try await world.take(TestMail("o1", "kind=out_of_office", at: "2026-03-01T14:00:00Z"))
        let away = try await world.state(enrollment)
        #expect(away.stage == .outOfOffice)
        #expect(away.oooUntil == World.at("2026-03-15T13:00:00Z"))
        world.set("2026-03-15T12:59:00Z")
        try await world.tick()
        #expect(try await world.stage(enrollment) == .outOfOffice)
        world.set("2026-03-15T13:04:00Z")
        try await world.tick()
        let back = try await world.state(enrollment)
        #expect(back.stage == .running)
        // The step that went out is not done again.
        let second = try await world.read { transaction in
            let campaign = try #require(try transaction.campaign(named: "Spring"))
            return try transaction.steps(of: campaign.id)[1].key
        }
        #expect(back.position.step == second)
    }

    @Test("3: with a date, the next business day after it at nine")
    func usesDate() async throws {
        let world = try await World("2026-09-03T08:00:00Z")
        let enrollment = try await world.lead("anna@firm.example")
        try await world.send("slc.1@northwind.example", to: "anna@firm.example", at: "2026-09-03T08:00:00Z")
        try await world.take(
            TestMail("o1", "kind=out_of_office; return=2026-09-08", at: "2026-09-04T08:00:00Z"))
        let away = try await world.state(enrollment)
        #expect(away.oooUntil == World.at("2026-09-09T07:00:00Z"))
        #expect(away.pause?.basis == .returnDate)
        #expect(away.pause?.evidence == "2026-09-08")
    }

    @Test("4: the date of an absence over New Year")
    func rollsYear() async throws {
        let world = try await World("2026-12-29T08:00:00Z")
        let enrollment = try await world.lead("anna@firm.example")
        try await world.send("slc.1@northwind.example", to: "anna@firm.example", at: "2026-12-29T08:00:00Z")
        try await world.take(
            TestMail("o1", "kind=out_of_office; return=2027-01-02", at: "2026-12-30T08:00:00Z"))
        #expect(try await world.state(enrollment).oooUntil == World.at("2027-01-04T08:00:00Z"))
    }

    @Test("5: a reply during an absence ends it")
    func replyEndsAbsence() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        try await world.take(TestMail("o1", "kind=out_of_office", at: "2026-03-03T09:00:00Z"))
        try await world.take(TestMail("r1", "kind=reply; intent=interested", at: "2026-03-04T09:00:00Z"))
        let state = try await world.state(enrollment)
        #expect(state.stage == .replied)
        #expect(state.pause == nil)
        let cards = try await world.cards
        #expect(cards.map(\.category) == ["interested"])
        #expect(cards.map(\.isUnread) == [true])
        world.set("2026-04-01T09:00:00Z")
        #expect(try await world.tick().changes.isEmpty)
    }

    @Test("6: an absence after the reply is a badge")
    func absenceAfterReply() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        try await world.take(TestMail("r1", "kind=reply", at: "2026-03-03T09:00:00Z"))
        try await world.take(TestMail("o1", "kind=out_of_office", at: "2026-03-04T09:00:00Z"))
        let state = try await world.state(enrollment)
        #expect(state.stage == .replied)
        #expect(state.awayUntil == World.at("2026-03-18T09:00:00Z"))
    }

    @Test("an absence pauses every active campaign of the lead")
    func pausesAll() async throws {
        let world = try await World()
        let spring = try await world.running()
        let autumn = try await world.lead("anna@firm.example", in: "Autumn")
        try await world.send(
            "slc.9@northwind.example", to: "anna@firm.example", at: "2026-03-02T08:30:00Z", campaign: "Autumn"
        )
        try await world.take(TestMail("o1", "kind=out_of_office", at: "2026-03-03T09:00:00Z"))
        #expect(try await world.stage(spring) == .outOfOffice)
        #expect(try await world.stage(autumn) == .outOfOffice)
    }
}

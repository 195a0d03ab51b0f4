import CalendarTime
@testable import Ingestion
import Intake
import LeadStages
import Testing

/// Scenarios 10 to 16 of the lead stages.
struct BounceScenarioTests {
    private static let hard = "kind=bounce; failed=anna@firm.example 5.1.1 userunknown"

    @Test("10: a hard bounce; the other campaign has error 1 at its gate")
    func hardBounce() async throws {
        let world = try await World()
        let spring = try await world.running()
        let autumn = try await world.lead("anna@firm.example", in: "Autumn")
        try await world.act(.start, autumn)
        try await world.take(
            .report("b1", Self.hard, about: "slc.1@northwind.example", at: "2026-03-02T09:05:00Z"))
        #expect(try await world.stage(spring) == .bounced)
        #expect(try await world.address("anna@firm.example").status == .invalid)
        #expect(try await world.stage(autumn) == .notStarted)
        world.set("2026-03-02T09:10:00Z")
        try await world.tick()
        let refused = try await world.state(autumn)
        #expect(refused.stage == .hasErrors)
        #expect(refused.error?.message == "This email will bounce.")
    }

    @Test("11: a report about a message that is none of ours has no effect")
    func unknownMessage() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        let effects = try await world.take(
            .report("b1", Self.hard, about: "x@else.example", at: "2026-03-03T09:00:00Z"))
        #expect(effects.state == "unmatched")
        #expect(try await world.stage(enrollment) == .running)
        #expect(try await world.address("anna@firm.example").status == .ok)
    }

    @Test("12: a provider's temporary failure without a status counts nothing; the absence itself does")
    func providerWithoutStatus() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        let event = ProviderEvent(
            id: "ses-1", signal: .softBounce, way: .proven, recipient: "anna@firm.example",
            messageID: "slc.1@northwind.example", at: World.at("2026-03-02T09:01:00Z"))
        try await world.ingest().take(event)
        #expect(try await world.state(enrollment).softBounces.count == 0)
        try await world.take(TestMail("o1", "kind=out_of_office", at: "2026-03-02T09:02:00Z"))
        #expect(try await world.stage(enrollment) == .outOfOffice)
    }

    @Test("13: of one failed and one delayed recipient only the first bounces")
    func perRecipient() async throws {
        let world = try await World()
        let anna = try await world.running()
        let bob = try await world.lead("bob@firm.example")
        try await world.send("slc.2@northwind.example", to: "bob@firm.example", at: "2026-03-02T08:00:00Z")
        try await world.take(
            .report(
                "b1", Self.hard + "; delayed=bob@firm.example 4.4.1", about: "slc.1@northwind.example",
                at: "2026-03-03T09:00:00Z"))
        #expect(try await world.stage(anna) == .bounced)
        #expect(try await world.stage(bob) == .running)
    }

    @Test("14: three soft bounces are a bounce, but not with a reply between", arguments: [false, true])
    func softLimit(_ hasReply: Bool) async throws {
        let world = try await World()
        let enrollment = try await world.running()
        try await world.send(
            "slc.2@northwind.example", to: "anna@firm.example", step: 2, at: "2026-03-05T08:00:00Z")
        try await world.send(
            "slc.3@northwind.example", to: "anna@firm.example", step: 2, at: "2026-03-08T08:00:00Z")
        for (number, day) in [(1, "03"), (2, "06"), (3, "09")] {
            if hasReply, number == 3 {
                try await world.take(TestMail("r", "kind=reply", at: "2026-03-07T09:00:00Z"))
            }
            try await world.take(
                .report(
                    "b\(number)", "kind=bounce; failed=anna@firm.example 4.2.2 mailboxfull",
                    about: "slc.\(number)@northwind.example", at: "2026-03-\(day)T09:00:00Z"))
        }
        #expect(try await world.stage(enrollment) == (hasReply ? .replied : .bounced))
        #expect(try await world.address("anna@firm.example").status == (hasReply ? .suspect : .invalid))
    }

    @Test("15: a hard bounce after the reply leaves it Replied, with a banner")
    func bounceAfterReply() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        try await world.take(TestMail("r1", "kind=reply", at: "2026-03-03T09:00:00Z"))
        try await world.take(
            .report("b1", Self.hard, about: "slc.1@northwind.example", at: "2026-03-04T09:00:00Z"))
        let state = try await world.state(enrollment)
        #expect(state.stage == .replied)
        #expect(state.badges.contains(.bouncedAfterReply))
        #expect(try await world.cards.map(\.banner) == [OpportunityBanner.laterMailBounced.rawValue])
    }

    @Test("16: who answers after a bounce exists")
    func replyAfterBounce() async throws {
        let world = try await World()
        let enrollment = try await world.running()
        try await world.take(
            .report("b1", Self.hard, about: "slc.1@northwind.example", at: "2026-03-03T09:00:00Z"))
        try await world.take(TestMail("r1", "kind=reply", at: "2026-03-04T09:00:00Z"))
        #expect(try await world.stage(enrollment) == .replied)
        #expect(try await world.address("anna@firm.example").status == .ok)
    }
}

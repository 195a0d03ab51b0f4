import Intake
import LeadStages
import Store
import Testing

@testable import Ingestion

/// Many cards are given another class, one by one.
struct CardCorrectionTests {
    private struct Story {
        let world: World
        let anna: RowID<Enrollment>
        let bob: RowID<Enrollment>
        let annas: Corrections.Choice
        let bobs: Corrections.Choice
        var corrections: Corrections { Corrections(world.ingest()) }
        var stages: [Stage] {
            get async throws { [try await world.stage(anna), try await world.stage(bob)] }
        }
    }

    private static func codes(_ results: [Result<[StageChange], Refusal>]) -> [Refusal.Code?] {
        results.map { result in
            if case .failure(let refusal) = result { refusal.code } else { nil }
        }
    }

    /// Anna asked to be removed, Bob answered.
    private func story() async throws -> Story {
        let world = try await World()
        let anna = try await world.running()
        let bob = try await world.lead("bob@firm.example")
        try await world.send("slc.2@northwind.example", to: "bob@firm.example", at: "2026-03-02T08:00:00Z")
        try await world.take(TestMail("u1", "kind=unsubscribe; optout=1", at: "2026-03-03T09:00:00Z"))
        try await world.take(
            TestMail(
                "r1", "kind=reply", from: "bob@firm.example", at: "2026-03-03T10:00:00Z",
                about: "slc.2@northwind.example"))
        func choice(_ enrollment: RowID<Enrollment>) async throws -> Corrections.Choice {
            let card = try #require(try await world.cards.first { $0.enrollment == enrollment }).id
            let message = try await world.read { try $0.detail(of: card)?.lastIncoming?.id }
            return Corrections.Choice(card: card, message: try #require(message))
        }
        return Story(
            world: world, anna: anna, bob: bob, annas: try await choice(anna), bobs: try await choice(bob))
    }

    @Test("one that is refused keeps no other back, in whatever order", arguments: [false, true])
    func goesOn(_ isReversed: Bool) async throws {
        let story = try await story()
        let choices = isReversed ? [story.bobs, story.annas] : [story.annas, story.bobs]
        let results = try await story.corrections.reclassify(
            choices, as: .init(.reply, intent: .meeting), by: World.member)
        #expect(results.count == 2)
        // Only an admin takes an opt-out back.
        #expect(Self.codes(results) == (isReversed ? [nil, .forbidden] : [.forbidden, nil]))
        #expect(try await story.stages == [.unsubscribed, .replied])
        let categories = try await story.world.cards.reduce(into: [:]) { $0[$1.id] = $1.category }
        #expect(categories == [story.annas.card: "unsubscribe", story.bobs.card: "meeting"])
    }

    @Test("a preview tells what the correction then does, and leaves nothing behind")
    func previews() async throws {
        let story = try await story()
        let choices = [story.annas, story.bobs]
        let told = try await story.corrections.preview(choices, as: .init(.unsubscribe), by: World.admin)
        #expect(try await story.stages == [.unsubscribed, .replied])
        #expect(try await !story.world.isSuppressed("bob@firm.example"))
        let done = try await story.corrections.reclassify(
            choices, as: .init(.unsubscribe), by: World.admin)
        #expect(told == done)
        #expect(try done[1].get().map(\.to) == [.unsubscribed])
        #expect(try await story.stages == [.unsubscribed, .unsubscribed])
        #expect(try await story.world.isSuppressed("bob@firm.example"))
    }

    @Test("a card that somebody wrote on since it was looked at, and one that is not, are refused")
    func refuses() async throws {
        let story = try await story()
        try await story.world.take(
            TestMail(
                "r2", "kind=reply", from: "bob@firm.example", at: "2026-03-03T11:00:00Z",
                about: "slc.2@northwind.example"))
        let nobody = Corrections.Choice(card: RowID(999), message: story.annas.message)
        let results = try await story.corrections.reclassify(
            [story.bobs, nobody], as: .init(.unsubscribe), by: World.admin)
        #expect(Self.codes(results) == [.preconditionNotMet, .notFound])
        #expect(try await story.stages == [.unsubscribed, .replied])
    }
}

import LeadStages
import Store
import Testing

@testable import Ingestion

struct ManualSuppressionTests {
    @Test("a domain stops its leads but for the exceptions, once, in every campaign")
    func domain() async throws {
        let world = try await World()
        let anna = try await world.running()
        let autumn = try await world.lead("anna@firm.example", in: "Autumn")
        let spared = try await world.lead("bob@firm.example")
        let below = try await world.lead("eve@mail.firm.example")
        let other = try await world.lead("kim@else.example")
        let entry = ManualSuppression(
            domain: "firm.example", exceptions: ["bob@firm.example"], note: "asked", actor: "ada")
        let added = try await world.store.write(in: world.workspace, at: world.now) { try entry.add($0) }
        #expect(added == (true, 3))
        let stages = [
            try await world.stage(anna), try await world.stage(autumn), try await world.stage(spared),
            try await world.stage(below), try await world.stage(other),
        ]
        #expect(stages == [.canceled, .canceled, .notStarted, .canceled, .notStarted])
        #expect(try await !world.isSuppressed("bob@firm.example"))
        let again = try await world.store.write(in: world.workspace, at: world.now) { try entry.add($0) }
        #expect(again == (false, 0))
    }
}

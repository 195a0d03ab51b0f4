import CalendarTime
import Intake
import LeadStages
import Store
import Testing

@testable import Ingestion

/// A bounce as a provider tells it, by an id of its own.
private func bounce(_ id: String) -> ProviderEvent {
    ProviderEvent(
        id: "postmark:\(id)", signal: .hardBounce, way: .unproven, recipient: "anna@firm.example",
        messageID: id,
        status: "5.1.1", at: World.at("2026-03-03T09:00:00Z"))
}

@Test("a provider's own id of a mail finds it once the sender has told it", arguments: [true, false])
func providerID(_ isTold: Bool) async throws {
    let world = try await World()
    let enrollment = try await world.running()
    if isTold {
        try await world.store.write(in: world.workspace, at: world.now) { transaction in
            let send = try #require(try transaction.sends(of: enrollment).first)
            try transaction.setProviderID("2706ee8a-737c", of: send.id)
        }
    }
    try await world.ingest().take(bounce("2706ee8a-737c"))
    #expect(try await world.stage(enrollment) == (isTold ? .bounced : .running))
    let reviews = try await world.store.read(in: world.workspace, at: world.now) {
        try $0.openReviews(limit: 10)
    }
    #expect(reviews.isEmpty == isTold, "what is not proven waits for a person")
}

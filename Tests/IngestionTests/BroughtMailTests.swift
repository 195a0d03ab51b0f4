import CalendarTime
import Store
import Testing

@testable import Ingestion

struct BroughtMailTests {
    @Test("the same bytes for the same mailbox are one delivery; for another one they are another")
    func knowsBytes() async throws {
        let world = try await World()
        _ = try await world.running()
        let bytes = Array(TestMail("r1", "kind=reply", at: "2026-03-03T09:00:00Z").text.utf8)
        let (mia, tom) = try await world.read {
            (try #require(try $0.mailbox(World.mia)).id, try #require(try $0.mailbox(World.tom)).id)
        }
        let ingest = world.ingest()
        let first = try await ingest.accept(bytes, source: "api", mailbox: mia)
        let again = try await ingest.accept(bytes, source: "api", mailbox: mia)
        let other = try await ingest.accept(bytes, source: "api", mailbox: tom)
        #expect(first.isNew && !again.isNew && other.isNew)
        #expect(first.delivery.id == again.delivery.id && first.delivery.id != other.delivery.id)
        #expect(first.delivery.state == .waiting)
        _ = try await ingest.work()
        let done = try await world.read { try #require(try $0.delivery(first.delivery.id)) }
        #expect(done.state == .done && done.message != nil)
    }

    @Test("waiting messages come in pages, each once, also when one is attached between two pages")
    func pagesOfWaiting() async throws {
        let world = try await World()
        for number in 1...5 {
            // Two at the same time: the id decides.
            try await world.take(
                TestMail(
                    "u\(number)", "kind=reply", from: "who\(number)@else.example",
                    at: "2026-03-03T09:0\(number / 2):00Z", about: nil))
        }
        var seen: [RowID<StoredMessage>] = []
        var place: ReceivedPlace?
        while true {
            let current = place
            let page = try await world.read {
                try $0.unattached(state: "unmatched", after: current, limit: 2)
            }
            guard let last = page.last else { break }
            seen += page.map(\.id)
            place = ReceivedPlace(at: last.receivedAt, message: last.id)
        }
        let all = try await world.read { try $0.unattached(state: "unmatched", limit: 10) }
        #expect(seen.count == 5 && Set(seen) == Set(all.map(\.id)))
    }

    @Test("the end of a page stands, though its row is gone")
    func endOfPage() async throws {
        let world = try await World()
        let ids = [try await world.lead("a@firm.example"), try await world.lead("b@firm.example")]
        let rows = try await world.read { transaction in
            let spring = try #require(try transaction.campaign(named: "Spring")).id
            return try transaction.leads(of: spring, EnrollmentFilter(limit: 1))
        }
        #expect(rows.map(\.id) == [ids[0]])
        try await world.act(.delete, ids[0])
        let lead = try #require(rows.last).lead
        let next = try await world.read { transaction in
            let spring = try #require(try transaction.campaign(named: "Spring")).id
            return try transaction.leads(
                of: spring, EnrollmentFilter(after: EnrollmentRow(endOfPage: lead), limit: 1))
        }
        #expect(next.map(\.id) == [ids[1]])
    }
}

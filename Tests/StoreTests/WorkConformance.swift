import CalendarTime
import Intake
import LeadStages
import Store
import Testing

@Suite("store conformance: reviews, outbox, leases")
struct WorkConformance {
    @Test("a review holds sends until it is decided, once", arguments: StoreEngine.all)
    func reviews(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let lead = try await fixture.lead(of: try await fixture.enroll("a@x.example"))
        let other = try await fixture.lead(of: try await fixture.enroll("b@x.example"))
        let due = fixture.now.adding(seconds: 2 * 86_400)
        let effect = ReviewEffect(
            key: "m:unsure", kind: .unsureUnsubscribe, lead: lead.rawValue, candidates: [other.rawValue],
            due: due,
            holdsSends: true, note: "n")
        #expect(try await fixture.write { try $0.openReview(effect, message: nil) })
        #expect(try await fixture.write { try $0.openReview(effect, message: nil) } == false)
        for held in [lead, other] {
            #expect(try await fixture.read { try $0.gates(of: held).outcome } == .held)
        }
        let open = try await fixture.read { try $0.openReviews(limit: 10) }
        #expect(open.map(\.candidates) == [[other.rawValue]] && open.first?.holdsSends == true)
        #expect(try await fixture.read { try $0.openReviews(kind: .forged, limit: 10) } == [])
        #expect(try await fixture.write(at: due.adding(seconds: -1)) { try $0.dueReviews(limit: 9) } == [])
        let review = try #require(try await fixture.write(at: due) { try $0.dueReviews(limit: 9) }.first)
        #expect(
            try await fixture.write { try $0.decideReview(review.id, decision: "dismissed", actor: "ann") })
        #expect(
            try await fixture.write { try $0.decideReview(review.id, decision: "applied", actor: "system") }
                == false)
        #expect(try await fixture.read { try $0.review(review.id)?.decision } == "dismissed")
        #expect(try await fixture.read { try $0.hasSendHold(lead) } == false)
        #expect(try await fixture.write(at: due) { try $0.dueReviews(limit: 9) } == [])
    }

    @Test("an outgoing event is tried until it is delivered, under one id", arguments: StoreEngine.all)
    func outbox(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        try await fixture.write { transaction in
            #expect(try transaction.enqueue(.leadReplied, id: "1", payload: ["b": "2", "a": "1"]))
            let again = try transaction.enqueue(.leadReplied, id: "1", payload: [:])
            #expect(!again)
        }
        func claim(at seconds: Int64) async throws -> [OutboxEvent] {
            try await fixture.write(at: fixture.now.adding(seconds: seconds)) { transaction in
                try transaction.claimOutbox(limit: 5, retryAt: transaction.now.adding(seconds: 60))
            }
        }
        let first = try await claim(at: 0)
        #expect(first.map(\.payload) == [#"{"a":"1","b":"2"}"#])
        #expect(try await claim(at: 59) == [])
        let second = try #require(try await claim(at: 60).first)
        #expect(second.eventID == "1" && second.attempts == 2)
        try await fixture.write {
            try $0.postpone(second.id, until: $0.now.adding(seconds: 500), error: "refused")
        }
        #expect(try await claim(at: 499) == [])
        #expect(try await claim(at: 500).count == 1)
        try await fixture.write { try $0.delivered(second.id) }
        #expect(try await claim(at: 99_999) == [])
    }

    @Test("a fence only grows, and an old one writes nothing", arguments: StoreEngine.all)
    func leases(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        func acquire(_ owner: String, at seconds: Int64) async throws -> Int64? {
            try await fixture.write(at: fixture.now.adding(seconds: seconds)) { transaction in
                try transaction.acquireLease(
                    "poll:1", owner: owner, until: transaction.now.adding(seconds: 30))
            }
        }
        let first = try #require(try await acquire("a", at: 0))
        #expect(try await acquire("b", at: 29) == nil)
        let second = try #require(try await acquire("b", at: 30))
        #expect(second > first)
        await #expect(throws: StoreError.leaseLost(name: "poll:1")) {
            try await fixture.write { transaction in
                try transaction.setSetting("late", to: "x")
                try transaction.checkFence("poll:1", fence: first)
            }
        }
        #expect(try await fixture.read { try $0.setting("late") } == nil)
        try await fixture.write { transaction in
            try transaction.checkFence("poll:1", fence: second)
            let late = try transaction.renewLease("poll:1", fence: first, until: transaction.now)
            #expect(!late)
            #expect(
                try transaction.renewLease(
                    "poll:1", fence: second, until: transaction.now.adding(seconds: 90)))
        }
        #expect(try await acquire("a", at: 89) == nil)
        try await fixture.write { try $0.releaseLease("poll:1", fence: second) }
        #expect(try #require(try await acquire("a", at: 31)) > second)
    }

    @Test("one of many gets the lease", arguments: StoreEngine.all)
    func leaseRace(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let winners = try await withThrowingTaskGroup(of: Int64?.self) { group in
            for worker in 0..<16 {
                group.addTask {
                    try await fixture.write { transaction in
                        try transaction.acquireLease(
                            "tick", owner: "w\(worker)", until: transaction.now.adding(seconds: 30))
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(winners == [1])
    }
}

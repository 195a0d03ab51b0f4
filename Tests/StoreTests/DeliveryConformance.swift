import CalendarTime
import Store
import Testing

@Suite("store conformance: deliveries")
struct DeliveryConformance {
    private func delivery(_ key: String, _ fixture: StoreFixture, text: String? = nil) -> NewDelivery {
        NewDelivery(
            source: "imap:INBOX", sourceKey: key, mailbox: fixture.mailbox, folder: "INBOX",
            mail: PackedMail(Array((text ?? key).utf8)), receivedAt: fixture.now)
    }

    @Test("fetching again stores nothing, and says so", arguments: StoreEngine.all)
    func idempotent(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let batch = [delivery("1", fixture), delivery("2", fixture), delivery("1", fixture)]
        let first = try await fixture.write { transaction in
            try transaction.setCursor(of: "imap:INBOX", to: "7:2")
            return try transaction.recordDeliveries(batch).map(\.isNew)
        }
        #expect(first == [true, true, false])
        #expect(
            try await fixture.write { try $0.recordDeliveries(batch).map(\.isNew) } == [false, false, false])
        #expect(try await fixture.read { try $0.cursor(of: "imap:INBOX") } == "7:2")
        #expect(try await fixture.read { try $0.waitingDeliveryCount() } == 2)
    }

    @Test("the same bytes by two ways lie in the store once", arguments: StoreEngine.all)
    func sharedBytes(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let text = String(repeating: "Grüße aus Köln\r\n", count: 200)
        let batch = [delivery("1", fixture, text: text), delivery("2", fixture, text: text)]
        _ = try await fixture.write { try $0.recordDeliveries(batch) }
        let statistics = try await fixture.read { try $0.statistics() }
        #expect(statistics.rawMails == 1)
        #expect(statistics.rawBytes == text.utf8.count)
        #expect(statistics.deliveries == ["waiting": 2])
        let later = fixture.now.adding(seconds: 60)
        let claimed = try await fixture.write {
            try $0.claimDeliveries(limit: 9, owner: "w", leaseUntil: later)
        }
        #expect(
            try claimed.map { String(decoding: try $0.mail?.bytes() ?? [], as: UTF8.self) } == [text, text])
    }

    @Test(
        "a lease that ran out is taken over, and the late worker changes nothing", arguments: StoreEngine.all)
    func fencing(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let batch = [delivery("1", fixture)]
        _ = try await fixture.write { try $0.recordDeliveries(batch) }
        let leaseUntil = fixture.now.adding(seconds: 30)
        let first = try #require(
            try await fixture.write { try $0.claimDeliveries(limit: 5, owner: "a", leaseUntil: leaseUntil) }
                .first)
        let held = try await fixture.write(at: fixture.now.adding(seconds: 29)) {
            try $0.claimDeliveries(limit: 5, owner: "b", leaseUntil: leaseUntil)
        }
        #expect(held.isEmpty)
        let second = try #require(
            try await fixture.write(at: leaseUntil) {
                try $0.claimDeliveries(limit: 5, owner: "b", leaseUntil: leaseUntil.adding(seconds: 30))
            }.first)
        #expect(second.fence > first.fence)
        #expect(second.attempts == 2)
        await #expect(throws: StoreError.leaseLost(name: "delivery \(first.id)")) {
            try await fixture.write { transaction in
                try transaction.setSetting("late", to: "effect")
                try transaction.finishDelivery(first.id, fence: first.fence, .done(nil))
            }
        }
        #expect(try await fixture.read { try $0.setting("late") } == nil)
        try await fixture.write { try $0.finishDelivery(second.id, fence: second.fence, .done(nil)) }
        #expect(try await fixture.read { try $0.waitingDeliveryCount() } == 0)
        await #expect(throws: StoreError.self) {
            try await fixture.write { try $0.finishDelivery(second.id, fence: second.fence, .done(nil)) }
        }
    }

    @Test("retry waits, failure stops, and people may start it again", arguments: StoreEngine.all)
    func results(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let batch = [delivery("1", fixture)]
        _ = try await fixture.write { try $0.recordDeliveries(batch) }
        func claim(at seconds: Int64) async throws -> ClaimedDelivery? {
            let now = fixture.now.adding(seconds: seconds)
            return try await fixture.write(at: now) {
                try $0.claimDeliveries(limit: 1, owner: "w", leaseUntil: now.adding(seconds: 10)).first
            }
        }
        let first = try #require(try await claim(at: 0))
        try await fixture.write { transaction in
            try transaction.finishDelivery(
                first.id, fence: first.fence, .retry(at: transaction.now.adding(seconds: 100), error: "later")
            )
        }
        #expect(try await claim(at: 99) == nil)
        let second = try #require(try await claim(at: 100))
        try await fixture.write {
            try $0.finishDelivery(second.id, fence: second.fence, .failed(error: "no"))
        }
        #expect(try await claim(at: 1000) == nil)
        let failed = try await fixture.read { try $0.failedDeliveries(limit: 10) }
        #expect(failed.map(\.id) == [first.id])
        #expect(failed.first?.error == "no")
        try await fixture.write { try $0.requeueDelivery(first.id) }
        #expect(try await claim(at: 1000)?.attempts == 1)
    }

    @Test("many workers claim each delivery exactly once", arguments: StoreEngine.all)
    func race(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let batch = (0..<200).map { delivery(String($0), fixture) }
        _ = try await fixture.write { try $0.recordDeliveries(batch) }
        let claimed = try await withThrowingTaskGroup(of: [RowID<Delivery>].self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var mine: [RowID<Delivery>] = []
                    while true {
                        let some = try await fixture.write { transaction in
                            try transaction.claimDeliveries(
                                limit: 7, owner: "w\(worker)", leaseUntil: transaction.now.adding(seconds: 60)
                            )
                        }
                        if some.isEmpty { return mine }
                        mine += some.map(\.id)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.count == 200)
        #expect(Set(claimed).count == 200)
    }
}

extension ClaimedDelivery: Equatable {
    public static func == (left: ClaimedDelivery, right: ClaimedDelivery) -> Bool {
        left.id == right.id && left.fence == right.fence
    }
}

import CalendarTime
import Store
import Testing

@Suite("store conformance: notifications of providers")
struct WebhookConformance {
    private func source(_ fixture: StoreFixture, _ endpoint: String) async throws -> RowID<WebhookSource> {
        try await fixture.write {
            try $0.addWebhookSource(provider: "ses", endpoint: endpoint, name: "n", mailbox: nil)
        }
    }

    private func keep(
        _ fixture: StoreFixture, _ source: RowID<WebhookSource>, _ keys: String...
    ) async throws {
        let new = keys.map {
            NewWebhook(
                workspace: fixture.workspace, source: source, key: $0, head: "{}", body: Array($0.utf8),
                proof: "a", receivedAt: fixture.now)
        }
        try await fixture.store.keep(new)
    }

    private func claim(_ fixture: StoreFixture, at seconds: Int64) async throws -> [StoredWebhook] {
        try await fixture.write(at: fixture.now.adding(seconds: seconds)) {
            try $0.claimWebhooks(limit: 9, retryAt: $0.now.adding(seconds: 300))
        }
    }

    @Test("kept once, claimed until it is finished", arguments: StoreEngine.all)
    func once(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let source = try await source(fixture, "one")
        try await keep(fixture, source, "a", "b")
        try await keep(fixture, source, "a")
        let first = try await claim(fixture, at: 0)
        #expect(first.map(\.body) == [Array("a".utf8), Array("b".utf8)] && first.map(\.attempts) == [1, 1])
        #expect(try await claim(fixture, at: 299) == [])
        try await fixture.write { try $0.finish(first[0].id) }
        #expect(try await claim(fixture, at: 300).map(\.id) == [first[1].id])
        #expect(try await fixture.read { try $0.webhookCounts(of: source) } == ["done": 1, "waiting": 1])
    }

    @Test("put off: a try counts, and what was not tried does not", arguments: StoreEngine.all)
    func postponed(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let source = try await source(fixture, "one")
        try await keep(fixture, source, "a", "b")
        let first = try await claim(fixture, at: 0)
        try await fixture.write { transaction in
            let until = transaction.now.adding(seconds: 40)
            try transaction.postpone(first[0].id, until: until, error: "tried")
            try transaction.postpone(first[1].id, until: until, error: "paused", isAttempt: false)
        }
        #expect(try await claim(fixture, at: 39) == [])
        #expect(try await claim(fixture, at: 40).map(\.attempts) == [2, 1])
        #expect(try await fixture.read { try $0.latestWebhookFault(of: source) } == "paused")
    }

    @Test("what was put aside is taken up again, of this source only", arguments: StoreEngine.all)
    func retried(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let (one, other) = (try await source(fixture, "one"), try await source(fixture, "other"))
        try await keep(fixture, one, "done", "failed")
        try await keep(fixture, other, "elsewhere")
        let claimed = try await claim(fixture, at: 0)
        try await fixture.write { transaction in
            try transaction.finish(claimed[0].id)
            for webhook in claimed.dropFirst() { try transaction.finish(webhook.id, error: "no key") }
        }
        #expect(try await fixture.read { try $0.latestWebhookFault(of: one) } == "no key")
        #expect(try await claim(fixture, at: 86_400) == [])
        #expect(try await fixture.write { try $0.retryFailedWebhooks(of: one) } == 1)
        #expect(try await fixture.read { try $0.latestWebhookFault(of: one) } == nil)
        let again = try await claim(fixture, at: 0)
        #expect(again.map(\.body) == [Array("failed".utf8)] && again.map(\.attempts) == [1])
        #expect(try await fixture.read { try $0.webhookCounts(of: other) } == ["failed": 1])
        // It is not forgotten with what ended long ago.
        let late = fixture.now.adding(seconds: 40 * 86_400)
        let forgotten = try await fixture.store.forgetWebhooks(
            of: fixture.workspace, endedBefore: late, at: late)
        #expect(forgotten.notifications == 2)
        #expect(try await fixture.read { try $0.webhookCounts(of: one) } == ["waiting": 1])
    }
}

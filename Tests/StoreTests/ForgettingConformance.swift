import CalendarTime
import Store
import Testing

@Suite("store conformance: webhooks that ended are forgotten")
struct ForgettingConformance {
    private static let day: Int64 = 86_400

    /// An event that happens now and goes to the endpoint; without a result it waits.
    private static func deliver(
        _ id: String, to endpoint: WebhookEndpoint, _ result: WebhookResult?, in transaction: StoreTransaction
    ) throws {
        try transaction.enqueue(.leadReplied, id: id, payload: [:])
        _ = try transaction.fanOutWebhooks(limit: 10)
        guard let result else { return }
        let lease = transaction.now.adding(seconds: 60)
        let claim = try #require(
            try transaction.claimWebhooks(for: endpoint, limit: 10, leaseUntil: lease).first)
        let isOurs = try transaction.recordWebhook(claim, result)
        #expect(isOurs)
    }

    private static func endpoint(_ transaction: StoreTransaction) throws -> WebhookEndpoint {
        try transaction.addWebhookEndpoint(
            "https://hooks.example.com/", topics: WebhookTopics(["*"])
        ) { _ in "sealed" }
    }

    static let results: [(id: String, result: WebhookResult?, isForgotten: Bool)] = [
        ("taken", .delivered(status: 200), true),
        ("given up", .failed(status: 500, error: "the receiver answered 500"), true),
        // However old it is: its endpoint may be disabled, and enabled again.
        ("waiting", nil, false),
    ]

    @Test("after the time, and not before", arguments: StoreEngine.all, results)
    func afterTheTime(
        _ engine: StoreEngine, _ row: (id: String, result: WebhookResult?, isForgotten: Bool)
    ) async throws {
        let fixture = try await StoreFixture(engine)
        let endpoint = try await fixture.write { transaction in
            let endpoint = try Self.endpoint(transaction)
            try Self.deliver(row.id, to: endpoint, row.result, in: transaction)
            return endpoint
        }
        let early = try await fixture.store.forgetWebhooks(
            of: fixture.workspace, endedBefore: fixture.now, at: fixture.now)
        #expect(early == ForgottenWebhooks())
        // A replay brings back what is still kept, also what was given up.
        #expect(try await fixture.write { try $0.replayWebhook(event: row.id, to: endpoint.id) })
        if let result = row.result {
            try await fixture.write { transaction in
                let lease = transaction.now.adding(seconds: 60)
                let claim = try #require(
                    try transaction.claimWebhooks(for: endpoint, limit: 10, leaseUntil: lease).first)
                try transaction.recordWebhook(claim, result)
            }
        }
        let late = try await fixture.store.forgetWebhooks(
            of: fixture.workspace, endedBefore: fixture.now.adding(seconds: 1), at: fixture.now)
        let count = row.isForgotten ? 1 : 0
        #expect(late == ForgottenWebhooks(deliveries: count, events: count))
        let left = try await fixture.read { try $0.webhookDeliveries(of: endpoint.id, limit: 10).count }
        #expect(left == 1 - count)
        let isReplayed = try await fixture.write { try $0.replayWebhook(event: row.id, to: endpoint.id) }
        #expect(isReplayed != row.isForgotten)
        try await fixture.expectClean()
    }

    @Test("an event stays while one of its endpoints has it before itself", arguments: StoreEngine.all)
    func sharedEvent(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        try await fixture.write { transaction in
            let first = try Self.endpoint(transaction)
            _ = try Self.endpoint(transaction)
            try Self.deliver("1", to: first, .delivered(status: 204), in: transaction)
        }
        let late = fixture.now.adding(seconds: 40 * Self.day)
        let forgotten = try await fixture.store.forgetWebhooks(
            of: fixture.workspace, endedBefore: late, at: late)
        #expect(forgotten == ForgottenWebhooks(deliveries: 1, events: 0))
    }

    @Test(
        "an event that nobody was handed stays while somebody may want it", arguments: StoreEngine.all,
        [true, false])
    func notHandedOut(_ engine: StoreEngine, isActive: Bool) async throws {
        let fixture = try await StoreFixture(engine)
        try await fixture.write { transaction in
            let endpoint = try Self.endpoint(transaction)
            if !isActive { try transaction.disableWebhookEndpoint(endpoint.id, reason: "gone") }
            try transaction.enqueue(.leadReplied, id: "1", payload: [:])
        }
        let late = fixture.now.adding(seconds: 40 * Self.day)
        let forgotten = try await fixture.store.forgetWebhooks(
            of: fixture.workspace, endedBefore: late, at: late)
        #expect(forgotten.events == (isActive ? 0 : 1))
    }

    @Test("notifications that were worked on or put aside", arguments: StoreEngine.all)
    func notifications(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let source = try await fixture.write {
            try $0.addWebhookSource(provider: "postmark", endpoint: "e", name: "n", mailbox: nil)
        }
        let new = ["done", "failed", "waiting"].map {
            NewWebhook(
                workspace: fixture.workspace, source: source, key: $0, head: "{}", body: [1], proof: "d",
                receivedAt: fixture.now)
        }
        try await fixture.store.keep(new)
        try await fixture.write { transaction in
            let claimed = try transaction.claimWebhooks(
                limit: 2, retryAt: transaction.now.adding(seconds: 60))
            for (webhook, error) in zip(claimed, [nil, "no JSON"]) {
                try transaction.finish(webhook.id, error: error)
            }
        }
        let late = fixture.now.adding(seconds: 40 * Self.day)
        let forgotten = try await fixture.store.forgetWebhooks(
            of: fixture.workspace, endedBefore: late, at: late)
        #expect(forgotten == ForgottenWebhooks(notifications: 2))
        #expect(try await fixture.read { try $0.webhookCounts(of: source) } == ["waiting": 1])
    }

    @Test("a call has a bound, and the next goes on", arguments: StoreEngine.all)
    func slices(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        let count = MailStore.maximumForgettingSlices + 3
        let other = try await fixture.store.createWorkspace("other", at: fixture.now).id
        for workspace in [fixture.workspace, other] {
            try await fixture.store.write(in: workspace, at: fixture.now) { transaction in
                for id in 0..<count { try transaction.enqueue(.leadReplied, id: "\(id)", payload: [:]) }
                _ = try transaction.fanOutWebhooks(limit: count)
            }
        }
        let late = fixture.now.adding(seconds: 1)
        func forget(_ workspace: RowID<Workspace>, by size: Int) async throws -> Int {
            try await fixture.store.forgetWebhooks(
                of: workspace, endedBefore: late, at: late, sliceSize: size
            ).events
        }
        #expect(try await forget(fixture.workspace, by: 1) == MailStore.maximumForgettingSlices)
        #expect(try await forget(fixture.workspace, by: 2) == 3)
        #expect(try await forget(fixture.workspace, by: 2) == 0)
        // Nothing of another workspace went with it.
        #expect(try await forget(other, by: 100) == count)
    }
}

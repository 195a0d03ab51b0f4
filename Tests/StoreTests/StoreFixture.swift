import CalendarTime
import LeadStages
import Store
import Testing

/// A migrated store with one workspace, a mailbox and a campaign, and a clock that stands.
struct StoreFixture: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let mailbox: RowID<MailboxAccount>
    let campaign: RowID<Campaign>
    let now: Instant

    static let start = Instant(iso8601: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)

    init(_ engine: StoreEngine, now: Instant = start) async throws {
        store = try await MailStore.open(try await engine.make(), at: now)
        workspace = try await store.createWorkspace("main", at: now).id
        self.now = now
        (mailbox, campaign) = try await store.write(in: workspace, at: now) { transaction in
            let mailbox = try transaction.createMailbox("out@ours.example").id
            return (mailbox, try transaction.createCampaign("Spring", timeZone: "Europe/Berlin"))
        }
    }

    @discardableResult
    func write<T: Sendable>(
        at time: Instant? = nil, _ body: @escaping @Sendable (StoreTransaction) throws -> T
    ) async throws -> T {
        try await store.write(in: workspace, at: time ?? now, body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await store.read(in: workspace, at: now, body)
    }

    func enroll(_ address: String) async throws -> RowID<Enrollment> {
        let campaign = campaign
        let outcome = try await write { try $0.addLead(NewLead(address: address, name: "L"), to: campaign) }
        guard case .enrolled(let id) = outcome else { throw StoreError.notFound("enrollment of a new lead") }
        return id
    }

    func lead(of enrollment: RowID<Enrollment>) async throws -> RowID<Lead> {
        let found = try await read { try $0.enrollment(enrollment)?.lead }
        return try #require(found)
    }

    /// A message that came by one delivery, with a verdict.
    func message(_ key: String, lead: RowID<Lead>?, text: String = "", state: String = "matched") async throws
        -> RowID<StoredMessage>
    {
        let mailbox = mailbox
        return try await write { transaction in
            let mail = PackedMail(Array("Subject: \(key)\r\n\r\n\(text)".utf8))
            let delivery = NewDelivery(
                source: "test", sourceKey: key, mailbox: mailbox, mail: mail, receivedAt: transaction.now)
            _ = try transaction.recordDeliveries([delivery])
            let claimed = try #require(
                try transaction.claimDeliveries(
                    limit: 1, owner: "test", leaseUntil: transaction.now.adding(seconds: 60)
                ).first)
            let message = try transaction.insertMessage(
                NewMessage(
                    logicalKey: key, raw: claimed.raw, mailbox: mailbox, messageID: "\(key)@their.example",
                    subject: "Re: \(key)", sender: "a@their.example", receivedAt: transaction.now, lead: lead,
                    matchState: state, matchLevel: 3, kind: "reply", searchText: text))
            try transaction.insertVerdict(
                NewVerdict(
                    kind: "reply", subkind: nil, intent: nil, confidence: 0.9, detail: "{}",
                    rulesVersion: "r1"),
                on: message.id, isFirst: true)
            try transaction.finishDelivery(claimed.id, fence: claimed.fence, .done(message.id))
            return message.id
        }
    }

    func event(
        _ key: String, _ kind: StageEvent.Kind, after seconds: Int64 = 0, origin: StageEvent.Origin = .system
    ) -> StageEvent {
        StageEvent(key: key, at: now.adding(seconds: seconds), origin: origin, kind: kind)
    }

    /// Not Started, queued, Starting, Running.
    var started: [StageEvent] {
        [
            event("start", .startRequested, origin: .human), event("tick", .tick, after: 1),
            event("go", .preflightPassed, after: 2),
        ]
    }

    func expectClean(_ location: SourceLocation = #_sourceLocation) async throws {
        let report = try await store.verify(workspace: workspace, at: now)
        #expect(report.differences == [], sourceLocation: location)
    }
}

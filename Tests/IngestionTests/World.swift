import CalendarTime
import DataFormats
import Foundation
import Intake
import LeadStages
import MailFormat
import MailSources
import Store
import StoreSQLite
import Synchronization
import Testing

@testable import Ingestion

/// A store with two mailboxes and two campaigns of three steps each, a clock that a test moves, and verdicts that the
/// mails name themselves.
final class World: Sendable {
    static let mia = "mia@outreach.northwind.example"
    static let tom = "tom@outreach.northwind.example"

    let folder: String
    let store: MailStore
    let workspace: RowID<Workspace>
    private let time: Mutex<Instant>

    static func at(_ text: String) -> Instant { Instant(iso8601: text) ?? Instant(seconds: 0) }

    init(_ now: String = "2026-03-02T09:00:00Z", zone: String = "Europe/Berlin") async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ingestion-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let start = World.at(now)
        time = Mutex(start)
        store = try await MailStore.open(try SQLiteDriver(path: folder + "/s.sqlite"), at: start)
        workspace = try await store.createWorkspace("default", at: start).id
        try await store.write(in: workspace, at: start) { transaction in
            try transaction.createMailbox(World.mia)
            try transaction.createMailbox(World.tom)
            for name in ["Spring", "Autumn"] {
                let campaign = try transaction.createCampaign(name, timeZone: zone)
                for step in 0..<3 {
                    try transaction.addStep(to: campaign, waitSeconds: step == 0 ? 0 : 3 * 86_400)
                }
            }
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var now: Instant { time.withLock { $0 } }
    func set(_ text: String) { time.withLock { $0 = World.at(text) } }
    func set(_ instant: Instant) { time.withLock { $0 = instant } }

    // MARK: What is under test

    func ingest(_ verdicts: VerdictSource = ScriptedVerdict.source()) -> Ingest {
        Ingest(store: store, workspace: workspace, verdicts: verdicts, clock: { [self] in now })
    }

    var actions: LeadActions { LeadActions(store: store, workspace: workspace, clock: { [self] in now }) }
    var clock: StageClock { StageClock(store: store, workspace: workspace) }

    static let admin = LeadActions.Actor(name: "ada", role: .admin, reason: "test")
    static let member = LeadActions.Actor(name: "max", role: .member, reason: "test")

    @discardableResult
    func tick() async throws -> StageClock.Report { try await clock.tick(now: now) }

    @discardableResult
    func act(
        _ action: LeadAction, _ enrollment: RowID<Enrollment>, by actor: LeadActions.Actor = admin
    ) async throws -> LeadActions.Result {
        let results = try await actions.perform(action, on: [enrollment], by: actor)
        return try #require(results.first)
    }

    /// One message in one transaction, as a worker does it.
    @discardableResult
    func take(_ mail: TestMail, to mailbox: String = mia, source: String = "file") async throws
        -> AppliedEffects
    {
        let bytes = Array(mail.text.utf8)
        let classifier = ScriptedVerdict.source()
        return try await store.write(in: workspace, at: now) { transaction in
            let account = try #require(try transaction.mailbox(mailbox))
            let packed = PackedMail(bytes)
            let recorded = try transaction.recordDeliveries([
                NewDelivery(
                    source: source, sourceKey: "\(mailbox):\(Hex.encode(packed.sha256))",
                    mailbox: account.id,
                    folder: mail.folder, mail: packed, receivedAt: mail.received)
            ])
            guard let id = recorded.first?.id, let raw = try transaction.rawMail(of: id) else {
                return AppliedEffects()
            }
            let message = Message(bytes)
            let inbound = InboundMail(
                message: message, identity: MailHashes.identity(of: message, sha256: packed.sha256),
                mailbox: mailbox, folder: mail.folder.map { MailFolder(name: $0) } ?? .inbox,
                receivedAt: mail.received)
            let prepared = PreparedMail(
                inbound, classifier: classifier, raw: raw, mailbox: account.id, label: mail.id)
            return try DecisionWriter(store: transaction, settings: .init()).take(prepared)
        }
    }
}

/// What a test says about the store.
extension World {
    @discardableResult
    func lead(_ address: String, in campaign: String = "Spring") async throws -> RowID<Enrollment> {
        try await store.write(in: workspace, at: now) { transaction in
            let campaign = try #require(try transaction.campaign(named: campaign)).id
            guard case .enrolled(let id) = try transaction.addLead(NewLead(address: address), to: campaign)
            else {
                throw StoreError.notFound("enrollment")
            }
            return id
        }
    }

    /// The campaign mail `id` to a lead, as an outside sender tells it.
    func send(
        _ id: String, to lead: String, step: Int = 1, at time: String, campaign: String = "Spring",
        from mailbox: String = mia
    ) async throws {
        let line = """
            {"message_id":"<\(id)>","lead":"\(lead)","campaign":"\(campaign)","step":\(step),\
            "mailbox":"\(mailbox)","sent_at":"\(time)"}
            """
        let report = try await SendImport(store: store, workspace: workspace, clock: { [self] in now })
            .run(LineReader(text: line), source: "test")
        #expect(report.faults == [] && report.added == 1)
    }

    func state(_ enrollment: RowID<Enrollment>) async throws -> EnrollmentState {
        try await store.read(in: workspace, at: now) { try #require(try $0.enrollment(enrollment)).state }
    }

    func stage(_ enrollment: RowID<Enrollment>) async throws -> Stage { try await state(enrollment).stage }

    func read<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await store.read(in: workspace, at: now, body)
    }

    func address(_ address: String) async throws -> LeadAddress {
        try await read { try #require(try $0.address(address)) }
    }

    func isSuppressed(_ address: String) async throws -> Bool {
        try await read { try !$0.standingSuppressions(address: address).isEmpty }
    }

    var cards: [Opportunity] {
        get async throws { try await read { try $0.opportunities(OpportunityFilter()) } }
    }

    /// A lead that got the first mail of Spring on 2 March.
    func running(_ address: String = "anna@firm.example") async throws -> RowID<Enrollment> {
        let enrollment = try await lead(address)
        try await send("slc.1@northwind.example", to: address, at: "2026-03-02T08:00:00Z")
        #expect(try await stage(enrollment) == .running)
        return enrollment
    }
}

/// A mail as it comes back.
struct TestMail {
    var id: String
    var from = "Anna <anna@firm.example>"
    var verdict: String
    var about: String? = "slc.1@northwind.example"
    var received: Instant
    var folder: String?
    var header = ""
    var body = "word of the person"

    init(
        _ id: String, _ verdict: String, from: String = "Anna <anna@firm.example>", at time: String,
        about: String? = "slc.1@northwind.example", folder: String? = nil, header: String = "",
        body: String = "word of the person"
    ) {
        self.id = id
        self.verdict = verdict
        self.from = from
        self.about = about
        received = World.at(time)
        self.folder = folder
        self.header = header
        self.body = body
    }

    /// A report of a mail system about one of our mails.
    static func report(_ id: String, _ verdict: String, about: String, at time: String) -> TestMail {
        TestMail(
            id, verdict + "; about=\(about)", from: "MAILER-DAEMON@mx.example", at: time, about: nil,
            header: "Return-Path: <>\r\n")
    }

    var text: String {
        header + "From: \(from)\r\nTo: \(World.mia)\r\nSubject: Re: Quick question\r\nMessage-ID: <\(id)>\r\n"
            + (about.map { "In-Reply-To: <\($0)>\r\n" } ?? "") + "X-Verdict: \(verdict)\r\n\r\n\(body)\r\n"
    }
}

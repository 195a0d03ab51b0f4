import CalendarTime
import Classification
import Correspondence
import Credentials
import CurlTransport
import Foundation
import Intake
import LeadStages
import PollScheduling
import Store
import StoreSQLite
import Synchronization
import TestServers
import Testing

@testable import Ingestion

/// All suites with servers: at the same time they would measure each other's load.
@Suite(.serialized)
enum SendingTests {}

/// A store with one lead who answered a campaign's mail, and the SMTP server of the mailbox that wrote.
final class Desk: Sendable {
    static let mailbox = "mia@ours.example"
    static let lead = "anna@their.example"
    static let start = Instant(iso8601: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)

    let store: MailStore
    let workspace: RowID<Workspace>
    let sink: StubServer
    let client: CurlClient
    let access: MailboxAccess
    let vault: MailboxVault
    private let time = Mutex(Desk.start)
    private let count = Mutex(UInt8(0))

    /// `does`: see `smtp_sink.py`.
    init(_ does: String = "auth", password: String = "secret") async throws {
        let folder = try TestFolder.make()
        store = try await MailStore.open(
            try SQLiteDriver(path: folder.appending(path: "s.sqlite").path), at: Desk.start)
        workspace = try await store.createWorkspace("main", at: Desk.start).id
        sink = try await StubServer("smtp_sink.py", [does])
        client = try CurlClient()
        vault = MailboxVault(try SealingKeys(SealingKeys.newKey()))
        access = MailboxAccess(
            store: store, workspace: workspace, client: client, vault: vault, clock: { Desk.start })
        try await write { transaction in
            try transaction.createMailbox(Desk.mailbox)
            try transaction.createCampaign("Spring", timeZone: "Europe/Berlin")
            guard let campaign = try transaction.campaign(named: "Spring")?.id else { return }
            try transaction.addStep(to: campaign, waitSeconds: 0)
            _ = try transaction.addLead(NewLead(address: Desk.lead), to: campaign)
        }
        try await connect { $0.secret = try self.vault.seal(Secret(password), as: .secret, of: $1) }
        let line = """
            {"message_id":"<c1@ours.example>","lead":"\(Desk.lead)","campaign":"Spring","step":1,\
            "mailbox":"\(Desk.mailbox)","sent_at":"2026-03-02T08:00:00Z"}
            """
        let sends = try await SendImport(store: store, workspace: workspace, clock: { Desk.start })
            .run(LineReader(text: line), source: "test")
        #expect(sends.faults == [] && sends.added == 1)
    }

    deinit { client.shutDown() }

    func connect(
        _ change: @escaping @Sendable (inout MailboxConnection, RowID<MailboxAccount>) throws -> Void
    ) async throws {
        let port = sink.port
        try await write { transaction in
            let account = try #require(try transaction.mailbox(Desk.mailbox))
            var connection =
                try MailboxConnection(account) ?? MailboxConnection(host: "imap.ours.example", user: "anna")
            connection.smtp = SubmissionServer(host: "127.0.0.1", port: port, security: .plaintext)
            try change(&connection, account.id)
            try transaction.setMailboxSettings(account.id, to: StoreJSON.text(connection))
        }
    }

    var now: Instant { time.withLock { $0 } }
    func wait(_ seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }

    var sending: ReplySending {
        ReplySending(
            store: store, workspace: workspace, access: access, clock: { [self] in now },
            nonce: { [self] in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                return Array(repeating: number, count: 16)
            })
    }

    func send(
        _ text: String = "Thank you!", key: String = "k1", on card: RowID<Opportunity>,
        _ change: (inout ReplyDraft) -> Void = { _ in }
    ) async throws -> OutgoingMailRow {
        var draft = ReplyDraft(senderName: "Mia", text: text)
        change(&draft)
        return try await sending.send(draft, on: card, key: key, actor: "mia")
    }

    /// The Message-ID of the first answer.
    static let firstID = String(repeating: "01", count: 16) + "@ours.example"

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await store.write(in: workspace, at: now, body)
    }

    // MARK: Mail that comes in

    /// `verdict` is what the rules would say; none of them is under test here.
    func receive(
        _ id: String, from: String = "Anna <\(Desk.lead)>", about: String?, _ verdict: Kind = .reply,
        header: String = "", folder: String? = nil, raw: String? = nil
    ) async throws {
        let text =
            raw
                ?? """
                From: \(from)\r
                To: \(Desk.mailbox)\r
                Subject: Re: Quick question\r
                Date: Mon, 2 Mar 2026 08:30:00 +0000\r
                Message-ID: <\(id)>\r
                \(about.map { "In-Reply-To: <\($0)>\r\n" } ?? "")\(header)\r
                Sounds good.\r

                """
        let kind = verdict
        let verdicts = VerdictSource(version: "t") { message, _ in
            var verdict = Verdict(kind: kind, rulesVersion: "t")
            verdict.confidence = 0.9
            verdict.needsReview = false
            if kind.isReport, let about {
                verdict.referredMessageIDs = [about]
                verdict.recipients = [
                    .init(
                        address: Desk.lead, action: .failed, status: .init("5.1.1"), statusText: "5.1.1",
                        reason: .userunknown)
                ]
            }
            return verdict
        }
        let ingest = Ingest(
            store: store, workspace: workspace, verdicts: verdicts, clock: { [self] in now })
        let mailbox = try await write { try #require(try $0.mailbox(Desk.mailbox)).id }
        let message = FetchedMessage(bytes: Array(text.utf8), folder: folder, stored: now)
        #expect(try await ingest.accept([message], source: "imap", mailbox: mailbox) { _ in } == 1)
        let report = try await ingest.work()
        #expect(report.failed == 0)
    }

    /// The card of the lead's first answer.
    func card() async throws -> RowID<Opportunity> {
        try await receive("r1@their.example", about: "c1@ours.example")
        return try await write { try #require(try $0.opportunities(OpportunityFilter()).first).id }
    }

    func detail(_ card: RowID<Opportunity>) async throws -> OpportunityDetail {
        try await write { try #require(try $0.detail(of: card)) }
    }

    func stage() async throws -> Stage {
        try await write { transaction in
            let lead = try #require(try transaction.opportunities(OpportunityFilter()).first).lead
            return try #require(try transaction.enrollments(of: lead).first).state.stage
        }
    }

    func message(_ id: String) async throws -> StoredMessage {
        try await write { try #require(try $0.messages(messageID: id).first) }
    }

    func expectClean(_ location: SourceLocation = #_sourceLocation) async throws {
        let report = try await store.verify(workspace: workspace, at: now)
        #expect(report.differences == [], sourceLocation: location)
    }

    /// The messages that the sink got since the last time, whether it took them or not.
    func got() async throws -> [String] {
        let server = MailServer(
            service: .smtp, host: "127.0.0.1", port: sink.port, security: .plaintext, login: nil)
        let stream = try await client.connect(to: server)
        try await stream.write(Array("XEND\r\n".utf8))
        var lines: [String] = []
        while let line = await sink.nextLine(), line != "end" { lines.append(line) }
        stream.close()
        return lines.filter { $0.hasPrefix("MAIL") }
    }
}

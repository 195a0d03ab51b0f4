import CalendarTime
import Classification
import Credentials
import CurlTransport
import Intake
import Store
import StoreSQLite
import Synchronization
import TestServers
import TestSigners
import Testing
import Webhooks

@testable import WebService

/// All suites with a running service: at the same time they would measure each other's load.
@Suite(.serialized)
enum HookServiceTests {}

/// The service on a port of its own, with a store of its own and a clock that a test moves. What it asks of providers,
/// the test answers.
final class HookService: Sendable {
    static let start = Instant(iso8601: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)

    let parts: ServiceParts
    let workspace: RowID<Workspace>
    private let port: Int
    private let server: Task<Void, Never>
    private let time: Clock
    private let record: Record

    private final class Clock: Sendable {
        let now = Mutex(HookService.start)
    }

    private final class Record: Sendable {
        let urls = Mutex<[String]>([])
    }

    init(_ answer: @escaping HTTPSender) async throws {
        let folder = try TestFolder.make()
        let store = try await MailStore.open(
            try SQLiteDriver(path: folder.appending(path: "s.sqlite").path), at: Self.start)
        workspace = try await store.createWorkspace("main", at: Self.start).id
        let (time, record) = (Clock(), Record())
        self.time = time
        self.record = record
        var parts = ServiceParts(
            store: store, classifier: Classifier(rules: RuleSet(RuleSource(), version: "test")),
            intake: IntakeSettings(), client: try CurlClient(),
            keys: try SealingKeys(SealingKeys.newKey()), version: "test",
            clock: { time.now.withLock { $0 } })
        parts.askProvider = { request throws(TransportError) in
            record.urls.withLock { $0.append(request.url) }
            return try await answer(request)
        }
        self.parts = parts
        let web = WebServer(parts, settings: WebSettings(port: 0), log: ServiceLog.logger(.critical))
        let listening = AsyncThrowingStream<Int, any Error>.makeStream()
        server = Task {
            do {
                try await web.run { listening.continuation.yield($0) }
                listening.continuation.finish()
            } catch {
                listening.continuation.finish(throwing: error)
            }
        }
        var ports = listening.stream.makeAsyncIterator()
        port = try #require(try await ports.next())
    }

    /// `answers`: bodies by URL; nobody is at any other.
    convenience init(answers: [String: [UInt8]]) async throws {
        try await self.init { request throws(TransportError) in
            guard let body = answers[request.url] else {
                throw TransportError(place: "test", fault: .hostNotFound)
            }
            return HTTPResponse(status: 200, body: body)
        }
    }

    deinit {
        server.cancel()
        parts.client.shutDown()
    }

    /// URLs that providers were asked for.
    var asked: [String] { record.urls.withLock { $0 } }

    func wait(_ seconds: Int64) { time.now.withLock { $0 = $0.adding(seconds: seconds) } }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await parts.store.write(in: workspace, at: parts.clock(), body)
    }

    func add(
        _ provider: WebhookProvider, _ settings: WebhookSettings, mailbox: RowID<MailboxAccount>? = nil
    ) async throws -> WebhookSource {
        let keys = try #require(parts.keys)
        return try await write { transaction in
            let id = try transaction.addWebhookSource(
                provider: provider.rawValue, endpoint: "secret-\(provider.rawValue)", name: "test",
                mailbox: mailbox)
            try transaction.setWebhookSettings(
                WebhookSourceVault(keys: keys).seal(settings, of: id), of: id)
            return try #require(try transaction.webhookSource(id))
        }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, fields: [HTTPField] = [], body: [UInt8]? = nil
    ) async throws -> HTTPResponse {
        try await parts.client.send(
            HTTPRequest(method, "http://127.0.0.1:\(port)\(path)", fields: fields, body: body))
    }

    /// The status of the answer.
    func post(_ post: SignedPost, to source: WebhookSource) async throws -> Int {
        let fields = post.headers.map { HTTPField($0.name, $0.value) }
        return try await send(
            .post, "/hooks/\(source.provider)/\(source.endpoint)", fields: fields, body: post.body
        ).status
    }

    func counts(_ source: WebhookSource) async throws -> [String: Int] {
        try await write { try $0.webhookCounts(of: source.id) }
    }

    func alert(_ source: WebhookSource) async throws -> String? {
        try await write { try $0.webhookSource(source.id)?.alert }
    }

    /// What is on disk and not worked on; it is claimed by this.
    func stored() async throws -> [StoredWebhook] {
        try await write { try $0.claimWebhooks(limit: 100, retryAt: $0.now.adding(seconds: 60)) }
    }
}

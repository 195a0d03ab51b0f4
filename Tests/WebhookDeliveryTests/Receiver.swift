import CalendarTime
import Credentials
import CurlTransport
import Foundation
import Intake
import Store
import StoreSQLite
import Synchronization
import TestServers
import Testing

@testable import WebhookDelivery

/// All suites with servers: at the same time they would measure each other's load.
@Suite(.serialized)
enum ReceiverTests {}

/// A store, a receiver that tells what it got, and a clock that a test moves.
final class Receiver: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let server: StubServer
    let client: CurlClient
    let keys: SealingKeys
    let endpoints: WebhookEndpoints
    private let time: Mutex<Instant>

    static let start = Instant(iso8601: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)

    init() async throws {
        let folder = try TestFolder.make()
        time = Mutex(Self.start)
        store = try await MailStore.open(
            try SQLiteDriver(path: folder.appending(path: "s.sqlite").path), at: Self.start)
        workspace = try await store.createWorkspace("main", at: Self.start).id
        server = try await StubServer("receiver.py")
        client = try CurlClient()
        keys = try SealingKeys(SealingKeys.newKey())
        endpoints = WebhookEndpoints(
            store: store, workspace: workspace, keys: keys, allowsLocal: true, clock: { Self.start })
    }

    deinit { client.shutDown() }

    var now: Instant { time.withLock { $0 } }
    func wait(_ seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }

    /// `timeout` stays what the test can wait for.
    func sender(_ change: (inout DeliverySettings) -> Void = { _ in }, keys: SealingKeys? = nil)
        -> WebhookSender
    {
        var settings = DeliverySettings()
        settings.allowsLocal = true
        settings.timeout = .seconds(20)
        settings.pause = .milliseconds(20)
        change(&settings)
        return WebhookSender(
            store: store, workspace: workspace, client: client, keys: keys ?? self.keys, settings: settings,
            clock: { [self] in now }, jitter: { 0.5 }, report: { Issue.record($0) })
    }

    func add(
        _ path: String, _ topics: [String] = ["*"], host: String = "127.0.0.1"
    ) async throws -> (id: RowID<WebhookEndpoint>, secret: WebhookSecret) {
        let added = try await endpoints.add(url(path, host: host), topics: WebhookTopics(topics))
        return (added.endpoint.id, added.secret)
    }

    func url(_ path: String, host: String = "127.0.0.1") -> String { "http://\(host):\(server.port)\(path)" }

    func happen(_ id: String, _ topic: EventTopic = .leadReplied) async throws {
        try await write { try $0.enqueue(topic, id: id, payload: ["lead": "7"]) }
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws -> T {
        try await store.write(in: workspace, at: now, body)
    }

    func endpoint(_ id: RowID<WebhookEndpoint>) async throws -> WebhookEndpoint {
        try await write { try #require(try $0.webhookEndpoint(id)) }
    }

    /// In order of the events.
    func deliveries(_ id: RowID<WebhookEndpoint>) async throws -> [WebhookDeliveryRow] {
        try await write { try $0.webhookDeliveries(of: id, limit: 100).reversed() }
    }

    struct Request: Decodable {
        let path: String
        let headers: [String: String]
        let body: String

        var id: String { headers["webhook-id"] ?? "" }
        var timestamp: Int64 { headers["webhook-timestamp"].flatMap { Int64($0) } ?? 0 }
        var signature: String { headers["webhook-signature"] ?? "" }

        func isSigned(by secrets: [WebhookSecret]) -> Bool {
            signature
                == WebhookSignature.field(
                    id: id, timestamp: timestamp, body: Array(body.utf8), secrets: secrets)
        }
    }

    func request() async throws -> Request {
        let line = try #require(await server.nextLine())
        return try JSONDecoder().decode(Request.self, from: Data(line.utf8))
    }

    /// What came until now; asks the receiver once more to know the end.
    func requests() async throws -> [Request] {
        _ = try await client.send(HTTPRequest(.get, url("/end")))
        var found: [Request] = []
        while true {
            let next = try await request()
            if next.path == "/end" { return found }
            found.append(next)
        }
    }
}

import Credentials
import CurlTransport
import Foundation
import ProviderMail
import Synchronization
import TestServers
import Testing

/// All suites here: each has its own server, and together they would slow each other down.
@Suite(.serialized)
enum ProviderTests {}

/// A stub of the providers with its client.
struct Provider: Sendable {
    let server: StubServer
    let client: CurlClient

    init() async throws {
        server = try await StubServer("provider_stub.py")
        client = try CurlClient()
    }

    var base: String { "http://127.0.0.1:\(server.port)" }

    func tokens(
        _ refreshToken: String = "good", clientID: String = "client", secret: String? = nil,
        keep: @escaping @Sendable (Secret) async throws -> Void = { _ in }
    ) throws -> AccessTokens {
        let grant = OAuthGrant(
            tokenURL: "\(base)/token", clientID: clientID, clientSecret: try secret.map { try Secret($0) },
            refreshToken: try Secret(refreshToken))
        return AccessTokens(place: "Stub", grant: grant, client: client, keepRefreshToken: keep)
    }

    /// See the stub's own words.
    func control(_ form: String) async throws {
        _ = try await client.send(HTTPRequest(.post, "\(base)/control", body: Array(form.utf8)))
    }

    /// What was asked since the last time.
    func log() async throws -> [String] {
        let response = try await client.send(HTTPRequest(.get, "\(base)/log"))
        return String(decoding: response.body, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

/// Stores what a poll hands over.
final class Store: Sendable {
    private let batches = Mutex<[FetchedBatch]>([])

    var sink: FetchedMailSink {
        { batch in self.batches.withLock { $0.append(batch) } }
    }

    var cursor: String? { batches.withLock { $0.last?.cursor } }
    var cursors: [String] { batches.withLock { $0.map(\.cursor) } }
    var mails: [FetchedMail] { batches.withLock { $0.flatMap(\.mails) } }
    var ids: [String] { mails.map(\.id) }
    var refused: [String] { batches.withLock { $0.flatMap(\.refused).map(\.name) } }
    var settled: [String] { batches.withLock { $0.flatMap(\.settled) } }

    /// As the stub makes them, 8-bit bytes and all.
    static func raw(_ id: String) -> [UInt8] {
        Array("Message-ID: <\(id)@example.net>\r\nSubject: \(id)\r\n\r\n".utf8) + [0xFC]
            + Array("\(id)?>\r\n".utf8)
    }
}

/// The fault that a poll throws; a failure of the test when it throws none or another error.
func providerFault(_ body: () async throws -> Void) async -> ProviderFault? {
    do {
        try await body()
        Issue.record("nothing was thrown")
    } catch let fault as ProviderFault {
        return fault
    } catch {
        Issue.record("\(error)")
    }
    return nil
}

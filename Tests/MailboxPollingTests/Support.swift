import CurlTransport
import Foundation
import IMAPProtocol
import MailboxPolling
import Synchronization
import TestServers
import Testing

/// All suites with servers stand in this one: run at the same time, they would measure each other's load.
@Suite(.serialized)
enum PollingTests {}

/// Trusts the certificate of the test servers; one for all tests.
let sharedClient = Task {
    var configuration = ClientConfiguration()
    configuration.certificateFile = try await TestCertificate.shared.certificate
    return try CurlClient(configuration)
}

enum Way: CaseIterable, Sendable {
    case plaintext, startTLS, tls

    var security: MailServer.Security {
        switch self {
        case .plaintext: .plaintext
        case .startTLS: .startTLS
        case .tls: .tls
        }
    }
}

func poller(
    _ port: Int, _ way: Way, user: String, password: String = "secret", _ settings: IMAPPollSettings = .init()
) async throws -> MailboxPoller {
    let login = Login(user: user, proof: .password(password))
    let server = MailServer(
        service: .imap, host: "127.0.0.1", port: port, security: way.security, login: login)
    return MailboxPoller(client: try await sharedClient.value, server: server, settings: settings)
}

/// What was stored, from a sink.
final class Stored: Sendable {
    private let kept = Mutex<[IMAPBatch]>([])

    func add(_ batch: IMAPBatch) { kept.withLock { $0.append(batch) } }
    func removeAll() { kept.withLock { $0 = [] } }
    var batches: [IMAPBatch] { kept.withLock { $0 } }

    func texts(_ role: IMAPFolderRole = .inbox) -> [String] {
        batches.filter { $0.role == role }.flatMap(\.messages).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
    }
}

func mails(_ count: Int, size: Int = 200) -> [String] {
    (0..<count).map { number in
        "Subject: \(number)\r\n\r\n" + String(repeating: "line \(number)\r\n", count: max(1, size / 8))
    }
}

/// What `body` throws; a failure of the test when it throws nothing.
func fault(_ body: () async throws(MailboxPollError) -> PollReport) async -> MailboxPollError? {
    do throws(MailboxPollError) {
        let report = try await body()
        Issue.record("nothing was thrown: \(report)")
        return nil
    } catch {
        return error
    }
}

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

/// The Maildir of a user of a Dovecot.
struct Maildir {
    let folder: URL
    private static let next = Mutex(1)

    init(_ dovecot: Dovecot, _ user: String) {
        folder = URL(filePath: dovecot.folder).appending(path: "mail/\(user)/Maildir")
    }

    /// Puts a new message into the inbox, or into a folder such as `Junk`.
    func deliver(_ text: String, to name: String? = nil) throws {
        let box = name.map { folder.appending(path: "." + $0) } ?? folder
        for part in ["cur", "new", "tmp"] { try make(box.appending(path: part)) }
        let number = Self.next.withLock { number in
            defer { number += 1 }
            return number
        }
        let file = box.appending(path: "new/\(1_700_000_000 + number).M\(number)P1.test")
        try Data(text.utf8).write(to: file)
        try give(file)
    }

    func files(_ part: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path))?.sorted()
            ?? []
    }

    func remove(_ file: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: file))
    }

    private func make(_ url: URL) throws {
        var missing: [URL] = []
        var place = url
        while !FileManager.default.fileExists(atPath: place.path) {
            missing.append(place)
            place.deleteLastPathComponent()
        }
        for url in missing.reversed() {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
            try give(url)
        }
    }

    /// To the user that the server reads mail as.
    private func give(_ url: URL) throws {
        if getuid() == 0, chown(url.path, 65_534, 65_534) != 0 { throw CocoaError(.fileWriteNoPermission) }
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

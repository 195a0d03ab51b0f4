import Foundation
import TestServers
import Testing

@testable import CurlTransport

/// All suites with servers stand in this one: run at the same time, they would measure each other's load.
@Suite(.serialized)
enum NetworkTests {}

/// Clients that all tests share: threads are few there too.
enum Clients {
    private static let made = Task {
        var configuration = ClientConfiguration()
        configuration.certificateFile = try await TestCertificate.shared.certificate
        return try CurlClient(configuration)
    }

    /// Trusts the certificate of the test servers.
    static var trusting: CurlClient { get async throws { try await made.value } }

    /// Trusts what the system trusts.
    static let ordinary = Result { try CurlClient() }
}

extension MailServer {
    static func local(
        _ port: Int, _ security: Security, service: Service = .imap, host: String = "127.0.0.1",
        login: Login? = Login(user: "anna", proof: .password("secret")), proxy: Proxy? = nil
    ) -> MailServer {
        MailServer(
            service: service, host: host, port: port, security: security, login: login, proxy: proxy)
    }
}

extension ByteStream {
    /// Reads until `text` has come, or to the end.
    func read(until text: String) async throws(TransportError) -> String {
        var bytes: [UInt8] = []
        while !String(decoding: bytes, as: UTF8.self).contains(text) {
            let more = try await read(within: .seconds(20))
            if more.isEmpty { break }
            bytes += more
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Sends one command under the tag `x1` and gives what came until its answer.
    func command(_ text: String) async throws(TransportError) -> String {
        try await write(Array("x1 \(text)\r\n".utf8))
        return try await read(until: "x1 ")
    }
}

/// The fault that `body` throws; a failure of the test when it throws none.
func fault<Value>(
    of body: () async throws(TransportError) -> Value
) async -> TransportError? {
    do throws(TransportError) {
        _ = try await body()
        Issue.record("nothing was thrown")
        return nil
    } catch {
        return error
    }
}

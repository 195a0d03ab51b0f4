import CurlTransport
import Foundation
import IMAPProtocol
import MailboxPolling
import TestServers

/// What the runs share: a client that trusts the test certificate, and pollers for the Dovecot of the run.
struct ImapBench: Sendable {
    let dovecot: Dovecot
    let client: CurlClient
    /// Where the Dovecot is reached: its own port, or one with a long way behind it.
    let port: Int
    private let way: StubServer?

    /// - Parameter delay: milliseconds that octets are under way, in each direction.
    static func start(delay: Int = 0) async throws -> ImapBench {
        let dovecot = try await Dovecot.shared
        let way =
            delay > 0
            ? try await StubServer(
                "delay.py", ["\(dovecot.tlsPort)", "\(delay)"], beside: TestFolder.here) : nil
        return ImapBench(
            dovecot: dovecot, client: try await client(), port: way?.port ?? dovecot.tlsPort, way: way)
    }

    static func client() async throws -> CurlClient {
        var configuration = ClientConfiguration()
        configuration.certificateFile = try await TestCertificate.shared.certificate
        return try CurlClient(configuration)
    }

    func poller(_ user: String, _ settings: IMAPPollSettings = .init()) -> MailboxPoller {
        MailboxPoller(
            client: client,
            server: MailServer(
                service: .imap, host: "127.0.0.1", port: port, security: .tls,
                login: Login(user: user, proof: .password("secret"))), settings: settings)
    }

    /// Made-up messages of about `size` bytes.
    static func message(_ number: Int, size: Int) -> String {
        let head = """
            From: Lead \(number) <lead\(number)@firm.example>\r
            To: mia@outreach.northwind.example\r
            Subject: Re: Quick question\r
            Date: Tue, 3 Mar 2026 09:00:00 +0000\r
            Message-ID: <\(number)@firm.example>\r
            \r\n
            """
        let line =
            "Message \(number): could you send me the prices for next year, and a list of what is in stock?\r\n"
        return head + String(repeating: line, count: max(1, (size - head.utf8.count) / line.utf8.count))
    }

    /// CPU of this process and of those that it ran meanwhile.
    static func seconds(_ body: () async throws -> Void) async rethrows -> (wall: Double, cpu: Double) {
        let cpu = CPUClock.nanoseconds + CPUClock.children
        let start = ContinuousClock.now
        try await body()
        let wall = start.duration(to: .now)
        return (wall / .seconds(1), Double(CPUClock.nanoseconds + CPUClock.children - cpu) / 1e9)
    }

    /// Of all connections until now; nil where there is no way that counts them.
    func roundTrips() async throws -> Int? { try await way?.ask().flatMap { Int($0) } }
}

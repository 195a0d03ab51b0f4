import TestServers
import Testing

@testable import CurlTransport

extension NetworkTests {
    /// Against a real server, over each kind of connection.
    @Suite(.enabled(if: Dovecot.isInstalled, "install Debian's dovecot-imapd"))
    struct DovecotTests {
        enum Way: CaseIterable, Sendable {
            case plaintext, startTLS, tls

            func server(_ dovecot: Dovecot, host: String = "127.0.0.1", _ login: Login) -> MailServer {
                switch self {
                case .plaintext: .local(dovecot.port, .plaintext, host: host, login: login)
                case .startTLS: .local(dovecot.port, .startTLS, host: host, login: login)
                case .tls: .local(dovecot.tlsPort, .tls, host: host, login: login)
                }
            }
        }

        let dovecot: Dovecot
        let client: CurlClient

        init() async throws {
            dovecot = try await Dovecot.shared
            client = try await Clients.trusting
        }

        @Test(
            "login, then our own commands", arguments: Way.allCases,
            [Login.PasswordMechanism.automatic, .plain, .login])
        func speaks(_ way: Way, _ mechanism: Login.PasswordMechanism) async throws {
            let login = Login(user: "anna", proof: .password("secret", mechanism: mechanism))
            let stream = try await client.connect(to: way.server(dovecot, login))
            #expect(stream.dialogue.lines.contains { $0.contains("IMAP4rev1") })
            let answer = try await stream.command("EXAMINE INBOX")
            #expect(answer.contains("* 0 EXISTS") && answer.contains("x1 OK [READ-ONLY]"))
            #expect(try await stream.command("LOGOUT").contains("* BYE"))
        }

        @Test("wrong password", arguments: Way.allCases)
        func refusesPassword(_ way: Way) async throws {
            let login = Login(user: "anna", proof: .password("wr0ngsecret"))
            let error = await fault { () throws(TransportError) in
                try await client.connect(to: way.server(dovecot, login))
            }
            #expect(error?.fault == .loginRefused)
            #expect(error?.dialogue.lines.contains { $0.contains("[AUTHENTICATIONFAILED]") } == true)
            #expect(
                error.map { "\($0)".contains("wr0ngsecret") || "\($0.dialogue)".contains("anna") } == false)
        }

        @Test("a certificate that is not trusted, and one for another name", arguments: [Way.startTLS, .tls])
        func refusesCertificate(_ way: Way) async throws {
            let login = Login(user: "anna", proof: .password("secret"))
            let ordinary = try Clients.ordinary.get()
            let unknown = await fault { () throws(TransportError) in
                try await ordinary.connect(to: way.server(dovecot, login))
            }
            #expect(
                unknown.map { if case .untrusted = $0.fault { true } else { false } } == true,
                "\(unknown as Any)"
            )
            // It listens there too, and its certificate does not say so.
            let other = await fault { () throws(TransportError) in
                try await client.connect(to: way.server(dovecot, host: "127.0.0.2", login))
            }
            #expect(
                other.map { if case .untrusted = $0.fault { true } else { false } } == true, "\(other as Any)"
            )
        }

        @Test("200 connections at once")
        func holdsManyConnections() async throws {
            let servers = (0..<200).map { number in
                let login = Login(user: "user\(number)", proof: .password("secret"))
                return Way.tls.server(dovecot, login)
            }
            let client = client
            try await withThrowingTaskGroup(of: ByteStream.self) { group in
                for server in servers { group.addTask { try await client.connect(to: server) } }
                var streams: [ByteStream] = []
                for try await stream in group { streams.append(stream) }
                #expect(streams.count == 200)
                // All are open: each still answers once the last one is in.
                try await withThrowingTaskGroup(of: String.self) { answers in
                    for stream in streams { answers.addTask { try await stream.command("NOOP") } }
                    for try await answer in answers { #expect(answer.hasPrefix("x1 OK")) }
                }
            }
        }
    }
}

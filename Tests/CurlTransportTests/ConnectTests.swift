import Foundation
import TestServers
import Testing

@testable import CurlTransport

extension NetworkTests {
    /// What can happen until the login is done.
    struct ConnectTests {
        let client: CurlClient

        init() async throws { client = try await Clients.trusting }

        private let quick = ConnectDeadlines(reach: .milliseconds(400), ready: .milliseconds(600))

        private func failure(
            _ server: MailServer, _ deadlines: ConnectDeadlines = ConnectDeadlines()
        ) async -> TransportError? {
            await fault { () throws(TransportError) in
                try await client.connect(to: server, deadlines: deadlines)
            }
        }

        @Test("a server that never answers", arguments: ["silent", "hang-at-login"], [false, true])
        func endsInDeadline(_ behaviour: String, _ tls: Bool) async throws {
            let stub = try await StubServer("imap_stub.py", [behaviour], tls: tls)
            let began = ContinuousClock.now
            let error = await failure(.local(stub.port, tls ? .tls : .plaintext), quick)
            #expect(error?.fault == .deadline(.login, .milliseconds(600)))
            #expect(began.duration(to: .now) < .seconds(4))
        }

        @Test("a server that does not speak TLS where it is expected")
        func endsInDeadlineOfTLS() async throws {
            let stub = try await StubServer("imap_stub.py", ["silent"])
            let error = await failure(.local(stub.port, .tls), quick)
            #expect(error?.fault == .deadline(.securing, .milliseconds(600)))
        }

        @Test("cancelled while connecting")
        func cancels() async throws {
            let stub = try await StubServer("imap_stub.py", ["silent"])
            let server = MailServer.local(stub.port, .plaintext)
            let connecting = Task { await failure(server) }
            try await Task.sleep(for: .milliseconds(100))
            let began = ContinuousClock.now
            connecting.cancel()
            #expect(await connecting.value?.fault == .cancelled)
            #expect(began.duration(to: .now) < .seconds(2))
            let late = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await failure(server)
            }
            #expect(await late.value?.fault == .cancelled)
        }

        private static let answers:
            [(behaviour: String, security: MailServer.Security, TransportError.Fault)] = [
                ("bye", .plaintext, .unexpectedReply),
                ("no-imap", .plaintext, .closedByPeer),  // libcurl waits for an IMAP greeting
                ("echo", .startTLS, .noTLS),  // it offers none
            ]

        @Test("answers that end it", arguments: answers)
        func endsIt(
            _ behaviour: String, _ security: MailServer.Security, _ expected: TransportError.Fault
        ) async throws {
            let stub = try await StubServer("imap_stub.py", [behaviour])
            #expect(await failure(.local(stub.port, security))?.fault == expected)
        }

        @Test("nobody listens; the name leads nowhere")
        func findsNobody() async throws {
            let refused = await failure(.local(try TestFolder.freePort(), .plaintext))
            #expect(refused?.fault == .unreachable("Connection refused"))
            let unknown = await failure(.local(143, .plaintext, host: "nowhere.invalid"))
            #expect(unknown?.fault == .hostNotFound)
        }

        @Test("an echo of the secret is taken out of the dialogue, encoded or not")
        func hidesSecret() async throws {
            let stub = try await StubServer("imap_stub.py", ["echo-secret"])
            let error = await failure(
                .local(
                    stub.port, .plaintext,
                    login: Login(user: "anna", proof: .password("geheimnis", mechanism: .plain))))
            #expect(error?.fault == .loginRefused)
            let last = try #require(error?.dialogue.lines.last)
            #expect(last.hasSuffix("NO refused *** for ***"), "\(last)")
        }

        private static let proofs: [(proof: Login.Proof, seen: String)] = [
            (.password("secret"), #"PLAIN '\x00anna\x00secret'"#),
            (.password("secret", mechanism: .plain), #"PLAIN '\x00anna\x00secret'"#),
            (.xoauth2(token: "ya29.t"), #"XOAUTH2 'user=anna\x01auth=Bearer ya29.t\x01\x01'"#),
            (
                .oauthBearer(token: "ya29.t"),
                #"OAUTHBEARER 'n,a=anna,\x01host=127.0.0.1\x01port=PORT\x01auth=Bearer ya29.t\x01\x01'"#
            ),
        ]

        @Test("what the server gets to see of each proof", arguments: proofs)
        func proves(_ proof: Login.Proof, _ seen: String) async throws {
            let stub = try await StubServer("imap_stub.py", ["echo"], tls: true)
            let login = Login(user: "anna", proof: proof)
            _ = try await client.connect(to: .local(stub.port, .tls, login: login))
            #expect(await stub.nextLine() == seen.replacing("PORT", with: "\(stub.port)"))
        }

        @Test("a server without SASL gets the LOGIN command, unless a token is all there is")
        func fallsBackToLogin() async throws {
            let stub = try await StubServer("imap_stub.py", ["login-command"])
            _ = try await client.connect(to: .local(stub.port, .plaintext))
            #expect(await stub.nextLine() == "LOGIN anna secret")
            let error = await failure(
                .local(stub.port, .plaintext, login: Login(user: "anna", proof: .xoauth2(token: "t"))))
            #expect(error?.fault == .loginRefused)
        }

        @Test(
            "through a proxy, which gets the name", arguments: [Proxy.Kind.http, .socks5],
            [nil, "wer", "falsch"])
        func goesThroughProxy(_ kind: Proxy.Kind, _ user: String?) async throws {
            let stub = try await StubServer("imap_stub.py", ["echo"], tls: true)
            let asks = user == nil ? [] : ["wer", "pass"]
            let server = try await StubServer("proxy.py", [kind == .http ? "http" : "socks5"] + asks)
            let proxy = Proxy(
                kind: kind, host: "127.0.0.1", port: server.port, user: user,
                password: user.map { _ in "pass" })
            let target = MailServer.local(stub.port, .tls, host: "localhost", proxy: proxy)
            guard user != "falsch" else {
                let error = await failure(target)
                #expect(
                    error.map { if case .proxy = $0.fault { true } else { false } } == true, "\(error as Any)"
                )
                return
            }
            let stream = try await client.connect(to: target)
            #expect(await server.nextLine() == "localhost")
            try await stream.write(Array("through\r\n".utf8))
            #expect(try await stream.read(until: "\n") == "through\r\n")
        }
    }
}

import Foundation
import TestServers
import Testing

@testable import CurlTransport

extension NetworkTests {
    struct SMTPTests {
        private let mail = OutgoingMail(
            sender: "we@example.com", recipients: ["a@example.net", "no@example.net", "later@example.net"],
            message: Array("Subject: x\r\n\r\n.dot\r\n..two\nbare\rends\r\n.\r\nlast".utf8))
        private let seen = #"Subject: x\r\n\r\n..dot\r\n...two\r\nbare\r\nends\r\n..\r\nlast\r\n"#

        private func session(
            _ sink: StubServer, _ security: MailServer.Security, login: Login? = nil
        ) async throws -> SMTPSession {
            try await Clients.trusting.smtpSession(
                with: .local(sink.port, security, service: .smtp, login: login))
        }

        private static let ways: [(does: String, security: MailServer.Security)] = [
            ("plain", .plaintext), ("plain,pipelining", .plaintext), ("starttls,auth,pipelining", .startTLS),
            ("tls,auth", .tls),
        ]

        @Test("two messages on one connection, an answer for each recipient", arguments: ways)
        func sends(_ does: String, _ security: MailServer.Security) async throws {
            let sink = try await StubServer("smtp_sink.py", [does], tls: security != .plaintext)
            let login = does.contains("auth") ? Login(user: "anna", proof: .password("secret")) : nil
            let session = try await session(sink, security, login: login)
            for _ in 0..<2 {
                let outcome = try await session.send(mail)
                #expect(outcome.recipients.map(\.code) == [250, 550, 450])
                #expect(outcome.recipients[1].text == "5.1.1 nobody here\n5.1.1 by that name")
                #expect(outcome.recipients.map(\.isTransient) == [false, false, true])
                guard case .accepted(let reply) = outcome.message else {
                    Issue.record("\(outcome.message)")
                    return
                }
                #expect(reply.text == "2.0.0 queued as 1")
            }
            await session.quit()
            var lines: [String] = []
            while let line = await sink.nextLine(), line != "quit" { lines.append(line) }
            let report = "MAIL FROM:<we@example.com> | a@example.net | \(seen)"
            #expect(lines.filter { !$0.hasPrefix("EHLO") } == [report, report])
        }

        @Test("what MAIL says follows from the message and the extensions")
        func usesExtensions() async throws {
            let sink = try await StubServer("smtp_sink.py", ["size=2000,8bitmime,smtputf8"])
            let session = try await session(sink, .plaintext)
            _ = await sink.nextLine()
            let umlaut = OutgoingMail(
                sender: "", recipients: ["müller@example.net"], message: Array("\r\nü\r\n".utf8))
            _ = try await session.send(umlaut)
            let line = await sink.nextLine()
            #expect(
                line?.hasPrefix("MAIL FROM:<> SIZE=6 BODY=8BITMIME SMTPUTF8 | müller@example.net | ") == true,
                "\(line ?? "")")
            let large = OutgoingMail(
                sender: "", recipients: ["a@b"], message: [UInt8](repeating: 120, count: 2_001))
            let error = await fault { () throws(TransportError) in try await session.send(large) }
            #expect(error?.fault == .messageTooLarge(2_000))
        }

        private static let refusals: [(does: String, recipients: [String], codes: [Int], message: String)] = [
            ("plain", ["no@b", "later@b"], [550, 450], "not offered"),
            ("pipelining", ["no@b", "later@b"], [550, 450], "not offered"),
            ("refuse-mail", ["a@b"], [554], "refused 554"),
            ("refuse-mail,pipelining", ["a@b", "c@b"], [554, 554], "refused 554"),
            ("refuse-data", ["a@b"], [250], "refused 554"),
            ("busy", ["a@b"], [421], "refused 421"),
            ("lose", ["a@b"], [250], "unknown"),
        ]

        @Test("refusals", arguments: refusals)
        func tellsRefusals(
            _ does: String, _ recipients: [String], _ codes: [Int], _ message: String
        ) async throws {
            let sink = try await StubServer("smtp_sink.py", [does])
            let session = try await session(sink, .plaintext)
            let outcome = try await session.send(
                OutgoingMail(sender: "we@b", recipients: recipients, message: Array("\r\n".utf8)))
            #expect(outcome.recipients.map(\.code) == codes)
            let words =
                switch outcome.message {
                case .accepted(let reply): "accepted \(reply.code)"
                case .refused(let reply): "refused \(reply.code)"
                case .notOffered: "not offered"
                case .unknown: "unknown"
                }
            #expect(words == message)
        }

        @Test("wrong password")
        func refusesPassword() async throws {
            let sink = try await StubServer("smtp_sink.py", ["tls,auth"], tls: true)
            let error = await fault { () async throws(TransportError) in
                do {
                    _ = try await session(sink, .tls, login: Login(user: "anna", proof: .password("falsch")))
                } catch let error as TransportError { throw error } catch {}
            }
            #expect(error?.fault == .loginRefused)
            #expect(error?.dialogue.lines.last == "535 5.7.8 wrong credentials")
        }

        private static let envelopes: [(sender: String, recipients: [String])] = [
            ("we@b", []), ("we@b", [""]), ("we@b", ["a@b>\r\nRCPT TO:<c@d"]), ("we@b\r\nDATA", ["a@b"]),
            ("we@b> SIZE=1 <", ["a@b"]), ("we@b", ["a b@c"]), ("we@b", ["a\u{0}@c"]), ("we@b", ["ü@c"]),
        ]

        @Test("envelopes that are refused before anything is sent", arguments: envelopes)
        func refusesEnvelope(_ sender: String, _ recipients: [String]) async throws {
            let session = try await session(try await Self.plainSink.value, .plaintext)
            let error = await fault { () throws(TransportError) in
                try await session.send(
                    OutgoingMail(sender: sender, recipients: recipients, message: Array("\r\n".utf8)))
            }
            #expect(
                error.map { if case .invalid = $0.fault { true } else { false } } == true, "\(error as Any)")
        }

        private static let plainSink = Task { try await StubServer("smtp_sink.py", ["plain"]) }

        @Test("EHLO says the name that was configured")
        func saysName() async throws {
            let sink = try await StubServer("smtp_sink.py", ["plain"])
            var configuration = ClientConfiguration()
            configuration.smtpName = "mail.example.com"
            let client = try CurlClient(configuration)
            _ = try await client.smtpSession(with: .local(sink.port, .plaintext, service: .smtp, login: nil))
            #expect(await sink.nextLine() == "EHLO mail.example.com")
        }
    }
}

private let stuffings: [(message: String, data: String)] = [
    ("", ".\r\n"), ("a", "a\r\n.\r\n"), ("a\r\n", "a\r\n.\r\n"), (".", "..\r\n.\r\n"),
    ("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"),  // the end that a bare LF would smuggle in
    ("a\r.\r\n", "a\r\n..\r\n.\r\n"), ("a\r\r\nb", "a\r\n\r\nb\r\n.\r\n"), ("a.b\r\n", "a.b\r\n.\r\n"),
]

@Test("dots and line ends, RFC 5321 §4.5.2", arguments: stuffings)
func stuffsData(_ message: String, _ data: String) {
    #expect(DataStuffing.stuffed(Array(message.utf8)) == Array(data.utf8))
}

private let replies: [(text: String, replies: [String]?)] = [
    ("250 fine\r\n", ["250 fine"]), ("250\r\n", ["250 "]), ("250-a\r\n250-b\r\n250 c\r\n", ["250 a/b/c"]),
    ("250 a\n354 b\n", ["250 a", "354 b"]),  // Lenient: a bare LF ends a line too
    ("250 unfinished", []), ("250-more to come\r\n", []), ("", []),
    ("hello\r\n", nil), ("25\r\n", nil), ("199 x\r\n", nil), ("600 x\r\n", nil), ("2500 x\r\n", nil),
    ("+25 x\r\n", nil),
]

@Test("replies, RFC 5321 §4.2, in pieces of any size", arguments: replies)
func readsReplies(_ text: String, _ expected: [String]?) {
    for size in [1, 3, 1_000] {
        var reader = SMTPReplyReader()
        var found: [String] = []
        let bytes = Array(text.utf8)
        let result = Result {
            for start in stride(from: 0, to: bytes.count, by: size) {
                reader.append(Array(bytes[start..<min(bytes.count, start + size)]))
                while let reply = try reader.next() {
                    found.append("\(reply.code) \(reply.lines.joined(separator: "/"))")
                }
            }
        }
        switch result {
        case .success: #expect(found == expected)
        case .failure: #expect(expected == nil)
        }
    }
}

@Test("a reply without end is refused")
func limitsReply() {
    var reader = SMTPReplyReader()
    reader.append([UInt8](repeating: 120, count: SMTPReplyReader.maximumReplyBytes + 1))
    #expect(throws: SMTPReplyFault.self) { try reader.next() }
}

private let extensionTables: [(lines: [String], has: [String], lacks: [String], size: Int?)] = [
    (
        ["220 hi", "250-us", "250-SIZE 35882577", "250 pipelining"], ["PIPELINING", "SIZE"], ["8BITMIME"],
        35_882_577
    ),
    (["220 hi", "250-us", "250-PIPELINING", "220 go", "250-us", "250 SIZE"], ["SIZE"], ["PIPELINING"], nil),
    (["220 hi", "250-us", "250 SIZE 0"], ["SIZE"], [], nil),  // RFC 1870 §4: no limit
    ([], [], ["SIZE"], nil),
]

@Test("extensions are those told last, under TLS", arguments: extensionTables)
func readsExtensions(_ lines: [String], _ has: [String], _ lacks: [String], _ size: Int?) {
    let extensions = SMTPExtensions(ServerDialogue(lines: lines))
    #expect(has.allSatisfy(extensions.has) && !lacks.contains(where: extensions.has))
    #expect(extensions.maximumSize == size)
}

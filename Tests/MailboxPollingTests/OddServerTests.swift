import IMAPProtocol
import MailboxPolling
import TestServers
import Testing

extension PollingTests {
    /// Small servers with one behaviour each, plain and through TLS.
    @Suite
    struct OddServerTests {
        /// What the first poll fails with, if it does; the second one has everything.
        static let behaviours: [(name: String, kind: IMAPFailure.Kind?)] = [
            ("ordinary", nil),
            ("talks-after-login", nil),
            ("byte-by-byte", nil),
            ("no-goodbye", nil),
            ("throttles", nil),
            ("too-many", .tooManyConnections),
            ("silent", .timedOut),
            ("closes-in-literal", .connectionLost),
            ("says-bye-between", .goodbye),
            ("gives-length-too-short", .unreadableResponse),
            ("sends-rubbish", .unreadableResponse),
        ]

        @Test("one behaviour each", arguments: behaviours, [Way.plaintext, .tls])
        func behaves(_ behaviour: (name: String, kind: IMAPFailure.Kind?), _ way: Way) async throws {
            let server = try await StubServer(
                "imap_oddity.py", [behaviour.name], tls: way == .tls, beside: TestFolder.here)
            var settings = IMAPPollSettings()
            settings.responseMilliseconds = 1_500
            let poller = try await poller(server.port, way, user: "anna", settings)
            let stored = Stored()
            if let kind = behaviour.kind {
                let error = await fault { () async throws(MailboxPollError) in
                    try await poller.poll { stored.add($0) }
                }
                guard case .mailbox(let failure, _)? = error else {
                    Issue.record("\(behaviour.name): \(error as Any)")
                    return
                }
                #expect(failure.kind == kind)
            }
            try await poller.poll { stored.add($0) }
            let texts = Set(stored.texts())
            #expect(texts.count == 5, "\(behaviour.name)")
            #expect(texts.contains("Subject: 1\r\n\r\nA004 OK done\r\n"))
            #expect(texts.contains { $0.count > 20_000 })
            #expect(Set(stored.texts(.junk)) == ["Subject: junk\r\n\r\n"])
            #expect(
                stored.batches.flatMap(\.messages).allSatisfy { $0.uid <= 5 }, "no message that a text claims"
            )
            #expect(stored.batches.last { $0.role == .inbox }?.cursor.description == "3:6")
        }
    }
}

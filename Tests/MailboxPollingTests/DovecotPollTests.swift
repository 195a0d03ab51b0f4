import Foundation
import IMAPProtocol
import MailboxPolling
import TestServers
import Testing

extension PollingTests {
    /// Against a real server.
    @Suite(.enabled(if: Dovecot.isInstalled, "install Debian's dovecot-imapd"))
    struct DovecotPollTests {
        let dovecot: Dovecot
        let stored = Stored()

        init() async throws { dovecot = try await Dovecot.shared }

        private func port(_ way: Way) -> Int { way == .tls ? dovecot.tlsPort : dovecot.port }

        @Test("first fetch, then what is new, and the mailbox is left as it was", arguments: Way.allCases)
        func fetchesIncrementally(_ way: Way) async throws {
            let user = "first-\(way)".lowercased()  // the server folds the case of user names
            let maildir = Maildir(dovecot, user)
            for text in mails(40) { try maildir.deliver(text) }
            for text in mails(3) { try maildir.deliver(text, to: "Junk") }
            let stored = stored
            let first = try await poller(port(way), way, user: user)
            let report = try await first.poll { stored.add($0) }
            #expect(report.messages == 43)
            #expect(stored.texts() == mails(40))
            #expect(stored.texts(.junk) == mails(3))
            #expect(stored.batches.flatMap(\.messages).allSatisfy { $0.received != nil && !$0.isTruncated })

            // Another process goes on with what the first one stored.
            try maildir.deliver("Subject: new\r\n\r\n")
            try maildir.deliver("Subject: spam\r\n\r\n", to: "Junk")
            stored.removeAll()
            let second = try await poller(port(way), way, user: user, await first.settings)
            try await second.poll { stored.add($0) }
            #expect(stored.texts() == ["Subject: new\r\n\r\n"])
            #expect(stored.texts(.junk) == ["Subject: spam\r\n\r\n"])
            stored.removeAll()
            #expect(try await second.poll { stored.add($0) } == PollReport())
            #expect(stored.batches.isEmpty)

            // EXAMINE moves nothing out of `new` and PEEK sets no flag: an `S` would stand behind `:2,`.
            #expect(maildir.files("new").count == 41)
            #expect(maildir.files("cur").isEmpty)
        }

        @Test("a kept connection is polled again")
        func keepsConnection() async throws {
            let maildir = Maildir(dovecot, "kept")
            try maildir.deliver("a")
            var settings = IMAPPollSettings()
            settings.keepsConnection = true
            let poller = try await poller(dovecot.tlsPort, .tls, user: "kept", settings)
            let stored = stored
            for text in ["b", "c"] {
                try await poller.poll { stored.add($0) }
                try maildir.deliver(text)
            }
            try await poller.poll { stored.add($0) }
            #expect(
                stored.texts() == ["a", "b", "c"].map { $0 + "\r\n" } || stored.texts() == ["a", "b", "c"])
            await poller.close()
        }

        @Test("another UIDVALIDITY: everything is read anew")
        func uidValidityChanges() async throws {
            let maildir = Maildir(dovecot, "validity")
            for text in mails(5) { try maildir.deliver(text) }
            let poller = try await poller(dovecot.port, .plaintext, user: "validity")
            let stored = stored
            try await poller.poll { stored.add($0) }
            let before = try #require(stored.batches.first?.cursor)
            stored.removeAll()
            // UIDVALIDITY is made of the time in seconds. A session that has not ended yet may write the old one again.
            for _ in 0..<10 where !stored.batches.contains(where: { $0.role == .inbox }) {
                try await Task.sleep(for: .seconds(1.1))
                for file in try FileManager.default.contentsOfDirectory(atPath: maildir.folder.path)
                where file.hasPrefix("dovecot") {
                    try maildir.remove(file)
                }
                try await poller.poll { stored.add($0) }
            }
            #expect(stored.texts().sorted() == mails(5).sorted())
            #expect(stored.batches.allSatisfy { $0.role == .junk || $0.isRescan })
            #expect(stored.batches.first { $0.role == .inbox }?.uidValidity != before.uidValidity)
        }

        @Test("messages expunged while they are read hold up nothing")
        func expungesInBetween() async throws {
            let maildir = Maildir(dovecot, "expunge")
            for text in mails(400, size: 8_000) { try maildir.deliver(text) }
            var settings = IMAPPollSettings()
            settings.maximumBatchMessages = 10
            settings.traits.windowUIDs = 20
            let poller = try await poller(dovecot.port, .plaintext, user: "expunge", settings)
            let stored = stored
            let removed = Array(maildir.files("new").suffix(30))
            try await poller.poll { batch in
                if stored.batches.isEmpty { for file in removed { try maildir.remove("new/\(file)") } }
                stored.add(batch)
            }
            #expect(Set(stored.texts()).isSuperset(of: mails(400, size: 8_000).prefix(370)))
            #expect(stored.batches.last { $0.role == .inbox }?.cursor.uidNext == 401)
            #expect(stored.batches.flatMap(\.unreadable).isEmpty)
        }

        @Test("a long message comes whole, in slices")
        func fetchesLongMessage() async throws {
            let text = mails(1, size: 3 << 20)[0]
            let maildir = Maildir(dovecot, "long")
            try maildir.deliver(text)
            try maildir.deliver("short")
            var settings = IMAPPollSettings()
            settings.sliceBytes = 200_000
            let poller = try await poller(dovecot.tlsPort, .tls, user: "long", settings)
            let stored = stored
            try await poller.poll { stored.add($0) }
            #expect(stored.texts().contains(text))
            #expect(stored.texts().count == 2)
        }

        @Test("a sink that fails stops the poll, and the batch comes again")
        func sinkFails() async throws {
            let maildir = Maildir(dovecot, "sink")
            for text in mails(30) { try maildir.deliver(text) }
            var settings = IMAPPollSettings()
            settings.maximumBatchMessages = 10
            settings.traits.windowUIDs = 10
            let poller = try await poller(dovecot.port, .plaintext, user: "sink", settings)
            let stored = stored
            let error = await fault { () async throws(MailboxPollError) in
                try await poller.poll { batch in
                    if stored.texts().count >= 20 { throw CocoaError(.fileWriteOutOfSpace) }
                    stored.add(batch)
                }
            }
            #expect(error.map { if case .store = $0 { true } else { false } } == true)
            try await poller.poll { stored.add($0) }
            #expect(Set(stored.texts()) == Set(mails(30)))
        }

        @Test("a wrong password is told in words, without the password")
        func wrongPassword() async throws {
            let poller = try await poller(dovecot.port, .plaintext, user: "anna", password: "wr0ng")
            let error = await fault { () async throws(MailboxPollError) in try await poller.poll { _ in } }
            guard case .mailbox(let failure, _)? = error else {
                Issue.record("\(error as Any)")
                return
            }
            #expect(failure.kind == .passwordRefused)
            #expect(failure.remedy == .ownerActs)
            #expect(!"\(error as Any)".contains("wr0ng"))
        }

        @Test("IDLE hands new mail over at once, and cancelling ends it")
        func idles() async throws {
            let maildir = Maildir(dovecot, "idle")
            try maildir.deliver("Subject: 1\r\n\r\n")
            var settings = IMAPPollSettings()
            settings.idleMilliseconds = 600_000
            let poller = try await poller(dovecot.tlsPort, .tls, user: "idle", settings)
            let stored = stored
            let task = Task { try await poller.poll { stored.add($0) } }
            try await wait { stored.texts().count == 1 }
            try await Task.sleep(for: .milliseconds(300))
            try maildir.deliver("Subject: 2\r\n\r\n")
            try await wait { stored.texts().count == 2 }
            task.cancel()
            let clock = ContinuousClock()
            let time = await clock.measure { _ = await task.result }
            #expect(time < .seconds(2))
        }

        private func wait(until condition: () -> Bool) async throws {
            for _ in 0..<600 where !condition() { try await Task.sleep(for: .milliseconds(50)) }
            #expect(condition())
        }

        @Test("200 mailboxes at once")
        func pollsManyMailboxes() async throws {
            for number in 0..<200 {
                try Maildir(dovecot, "many\(number)").deliver("Subject: \(number)\r\n\r\n")
            }
            let stored = stored
            let port = dovecot.tlsPort
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let poller = try await poller(port, .tls, user: "many\(number)")
                        try await poller.poll { stored.add($0) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(Set(stored.texts()) == Set((0..<200).map { "Subject: \($0)\r\n\r\n" }))
            #expect(stored.texts().count == 200)
        }
    }
}

import Foundation
import IMAPProtocol
import MailboxPolling
import TestServers
import Testing

extension PollingTests {
    @Suite(.enabled(if: Dovecot.isInstalled, "install Debian's dovecot-imapd"))
    struct RestartTests {
        @Test("a server that restarts in the middle loses nothing")
        func restarts() async throws {
            let dovecot = try await Dovecot()
            let maildir = Maildir(dovecot, "anna")
            for text in mails(300, size: 20_000) { try maildir.deliver(text) }
            var settings = IMAPPollSettings()
            settings.maximumBatchMessages = 10
            settings.traits.windowUIDs = 20
            let poller = try await poller(dovecot.port, .plaintext, user: "anna", settings)
            let stored = Stored()
            let error = await fault { () async throws(MailboxPollError) in
                try await poller.poll { batch in
                    stored.add(batch)
                    if stored.batches.count == 3 {
                        // Told to end, its processes would first finish what they are at.
                        for process in try Self.processes(dovecot) { kill(process, SIGKILL) }
                    }
                }
            }
            guard case .mailbox(let failure, _)? = error else {
                Issue.record("\(error as Any)")
                return
            }
            #expect([.connectionLost, .goodbye, .unavailable].contains(failure.kind))
            #expect(failure.remedy == .tryLater)
            #expect(stored.texts().count < 300)

            // Killed, it could not remove the file that keeps a second one from starting.
            try FileManager.default.removeItem(atPath: "\(dovecot.folder)/run/master.pid")
            let again = try HeldProcess(
                "/usr/sbin/dovecot", ["-F", "-c", "\(dovecot.folder)/dovecot.conf"], output: false)
            defer {
                for process in (try? Self.processes(dovecot)) ?? [] { kill(process, SIGKILL) }
                _ = again
            }
            for _ in 0..<200 where !TestFolder.canConnect(dovecot.port) {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await poller.poll { stored.add($0) }
            #expect(Set(stored.texts()) == Set(mails(300, size: 20_000)))
            // What came twice is what was asked for and not counted yet when the line broke.
            #expect(stored.texts().count <= 300 + 4 * 20)
        }

        /// The master and its children.
        private static func processes(_ dovecot: Dovecot) throws -> [pid_t] {
            let master = try master(dovecot)
            let all = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
            let children = all.filter { process in
                let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
                return status?.contains("PPid:\t\(master)\n") == true
            }
            return [master] + children
        }

        private static func master(_ dovecot: Dovecot) throws -> pid_t {
            let text = try String(contentsOfFile: "\(dovecot.folder)/run/master.pid", encoding: .utf8)
            return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
    }
}

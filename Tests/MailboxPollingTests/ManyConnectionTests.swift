import Foundation
import IMAPProtocol
import MailboxPolling
import TestServers
import Testing

extension PollingTests {
    struct ManyConnectionTests {
        /// Open files that this process may have at most.
        private static let hardLimit: rlim_t = {
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            return limit.rlim_max
        }()

        @Test(
            "two thousand connections at the same time, each mailbox whole",
            .enabled(if: hardLimit >= 3_000, "the hard limit of open files is below 3,000 (ulimit -Hn)"))
        func twoThousand() async throws {
            let count = 2_000
            // No message is given before all connections are open.
            let server = try await StubServer(
                "imap_many.py", ["\(count)", "0", "600", "3"], beside: TestFolder.here)
            let reports = try await withThrowingTaskGroup(of: (PollReport, [String]).self) { group in
                for number in 0..<count {
                    group.addTask {
                        let stored = Stored()
                        let poller = try await poller(server.port, .plaintext, user: "many\(number)")
                        return (try await poller.poll { stored.add($0) }, stored.texts())
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(reports.count == count)
            #expect(reports.allSatisfy { $0.0.messages == 3 && $0.0.unreadable == 0 })
            #expect(Set(reports.flatMap(\.1)).count == 3 * count, "texts of one mailbox came to another")
        }
    }
}

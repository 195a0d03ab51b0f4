import ArgumentParser
import Credentials
import Foundation
import Ingestion
import PollScheduling
import Store
import StoreSQLite
import Synchronization
import TestServers

/// A thousand mailboxes on a short interval: what it costs, and how late it gets.
struct ImapScheduleCommand: BlockingCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract:
            "Poll many mailboxes on schedule against a stand-in server, storing and classifying what comes.")

    @Option(help: "Mailboxes.") var mailboxes = 1_000
    @Option(help: "Seconds between the polls of each.") var interval: Int64 = 60
    @Option(help: "Seconds in all.") var seconds = 600
    @Option(help: "Seconds between new messages of one mailbox; 0: none come.") var period = 300
    @Option(help: "Folder of rule files.") var rules = "rules"

    private struct Seen {
        var polls = 0
        var faults = 0
        var messages = 0
        var lateness: [Double] = []
    }

    func work() async throws {
        let server = try await StubServer(
            "imap_many.py", ["0", "\(period)", "2000", "0"], tls: true, beside: TestFolder.here)
        let folder = try TestFolder.make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let (store, workspace, vault) = try await prepare(folder, port: server.port)
        let ingest = Ingest(
            store: store, workspace: workspace, classifier: try ClassifyWork(rules: rules).classifier)
        let worker = DeliveryWorker(ingest)
        let access = MailboxAccess(
            store: store, workspace: workspace, client: try await ImapBench.client(), vault: vault)
        let seen = Box()
        let scheduler = PollScheduler(
            MailboxReader(access, ingest: ingest, hasMail: worker.call),
            limits: ConnectionLimits(perHost: 200),
            observe: seen.add, report: { print("fault: \($0)") })
        let cpu = CPUClock.nanoseconds
        let running = Task {
            await withDiscardingTaskGroup { group in
                group.addTask { await worker.run() }
                group.addTask { await scheduler.run() }
            }
        }
        try await Task.sleep(for: .seconds(seconds))
        let used = Double(CPUClock.nanoseconds - cpu) / 1e9
        running.cancel()
        await running.value
        show(seen, cpu: used)
        try await store.close()
    }

    private func prepare(_ folder: URL, port: Int) async throws -> (MailStore, RowID<Workspace>, MailboxVault)
    {
        let vault = MailboxVault(try SealingKeys(SealingKeys.newKey()))
        let now = SystemClock.now()
        let store = try await MailStore.open(
            SQLiteDriver(path: folder.appending(path: "bench.sqlite").path), at: now)
        let workspace = try await store.createWorkspace("bench", at: now).id
        let (count, interval) = (mailboxes, interval)
        try await store.write(in: workspace, at: now) { transaction in
            let secret = try Secret("secret")
            for number in 0..<count {
                let mailbox = try transaction.createMailbox("box\(number)@ours.example").id
                var connection = MailboxConnection(
                    host: "127.0.0.1", port: port, user: "box\(number)", interval: interval)
                connection.secret = try vault.seal(secret, as: .secret, of: mailbox)
                try transaction.connect(mailbox, by: connection)
            }
        }
        return (store, workspace, vault)
    }

    private final class Box: Sendable {
        let seen = Mutex(Seen())

        @Sendable func add(_ result: PolledMailbox) {
            seen.withLock {
                $0.polls += 1
                $0.faults += result.fault == nil ? 0 : 1
                $0.messages += result.messages
                if let lateness = result.lateness { $0.lateness.append(lateness) }
            }
        }
    }

    private func show(_ box: Box, cpu: Double) {
        let seen = box.seen.withLock(\.self)
        // The first round has all mailboxes due at once.
        let late = seen.lateness.dropFirst(mailboxes).sorted()
        func quantile(_ share: Double) -> String {
            guard !late.isEmpty else { return "-" }
            return String(format: "%.2f s", late[min(late.count - 1, Int(Double(late.count) * share))])
        }
        print("\(seen.polls) polls, \(seen.faults) faults, \(seen.messages) messages in \(seconds) s")
        print(
            String(format: "CPU %.1f s, %.1f %% of one core, ", cpu, 100 * cpu / Double(seconds))
                + "peak memory \(CPUClock.peakMemory >> 20) MiB")
        print("late: median \(quantile(0.5)), p99 \(quantile(0.99)), most \(quantile(1))")
    }
}

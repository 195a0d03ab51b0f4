import ArgumentParser
import CalendarTime
import Classification
import Foundation
import IMAPProtocol
import Ingestion
import Store
import StoreSQLite
import TestServers

/// One large mailbox, read whole.
struct ImapFetchCommand: BlockingCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract:
            "Read one large mailbox over TLS: kept nowhere, stored in SQLite, and by Python's imaplib beside it."
    )

    @Option(help: "Messages in the mailbox.") var count = 5_000
    @Option(help: "Bytes of each.") var size = 13_700
    @Option(help: "Rounds; the sides take turns.") var rounds = 3
    @Option(help: "Milliseconds of way in each direction.") var delay = 0

    func work() async throws {
        let bench = try await ImapBench.start(delay: delay)
        let maildir = Maildir(bench.dovecot, "fetch")
        for number in 0..<count { try maildir.deliver(ImapBench.message(number, size: size)) }
        // Dovecot indexes a folder at the first visit.
        try await bench.poller("fetch").poll { _ in }
        let idle = CPUClock.peakMemory
        for round in 1...rounds {
            var read = 0
            let plain = try await ImapBench.seconds {
                read = try await bench.poller("fetch").poll { _ in }.messages
            }
            show("round \(round), kept nowhere", plain, read)
            let stored = try await ImapBench.seconds { read = try await store(bench) }
            show("round \(round), stored", stored, read)
            let peer = try await imaplib(bench)
            show("round \(round), imaplib, 500 a time", (peer, 0), count)
        }
        print(
            "peak memory \(CPUClock.peakMemory >> 20) MiB, \((CPUClock.peakMemory - idle) >> 20) MiB over the first read"
        )
    }

    private func show(_ what: String, _ time: (wall: Double, cpu: Double), _ read: Int) {
        let rate = Int(Double(read) / time.wall)
        let cpu = time.cpu > 0 ? String(format: ", CPU %.2f s", time.cpu) : ""
        print("\(what): \(read) in " + String(format: "%.2f s", time.wall) + ", \(rate)/s" + cpu)
    }

    /// Each batch in one transaction with its cursor, on disk before the next is asked for.
    private func store(_ bench: ImapBench) async throws -> Int {
        let folder = try TestFolder.make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let now = SystemClock.now()
        let driver = try SQLiteDriver(path: folder.appending(path: "bench.sqlite").path)
        let store = try await MailStore.open(driver, at: now)
        let workspace = try await store.createWorkspace("bench", at: now).id
        let mailbox = try await store.write(in: workspace, at: now) { try $0.createMailbox("a@b.example").id }
        let ingest = Ingest(
            store: store, workspace: workspace,
            classifier: Classifier(rules: RuleSet(RuleSource(), version: "bench")))
        let report = try await bench.poller("fetch").poll { batch in
            let messages = batch.messages.map { FetchedMessage(bytes: $0.bytes, stored: $0.received) }
            _ = try await ingest.accept(messages, source: "imap", mailbox: mailbox) {
                try $0.setCursor(of: "imap", to: batch.cursor.description)
            }
        }
        try await store.close()
        return report.messages
    }

    /// Seconds that Python's imaplib takes for the same, in batches of 500.
    private func imaplib(_ bench: ImapBench) async throws -> Double {
        let script = """
            import imaplib, ssl, sys
            box = imaplib.IMAP4_SSL("127.0.0.1", int(sys.argv[1]), ssl_context=ssl._create_unverified_context())
            box.login("fetch", "secret")
            box.select("INBOX", readonly=True)
            n = 0
            for first in range(1, int(sys.argv[2]) + 1, 500):
                n += len(box.uid("fetch", f"{first}:{first + 499}", "(BODY.PEEK[])")[1])
            assert n >= int(sys.argv[2])
            """
        return try await ImapBench.seconds {
            try await HeldProcess.run("python3", ["-c", script, "\(bench.port)", "\(count)"])
        }.wall
    }
}

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
        abstract: "Read one large mailbox over TLS, in turns with imaplib, mbsync and fetchmail.",
        discussion: "Sluice twice: kept nowhere, and stored in SQLite, on disk before more is asked for.")

    @Option(help: "Messages in the mailbox.") var count = 5_000
    @Option(help: "Bytes of each.") var size = 13_700
    @Option(help: "Rounds; the sides take turns.") var rounds = 3
    @Option(help: "Milliseconds of way in each direction; then round trips are counted.") var delay = 0
    @Option(help: "Messages that fetchmail reads, which asks for each by itself.") var fetchmailCount = 200

    func work() async throws {
        let bench = try await ImapBench.start(delay: delay)
        let folder = try TestFolder.make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let maildir = Maildir(bench.dovecot, "fetch")
        for number in 0..<count { try maildir.deliver(ImapBench.message(number, size: size)) }
        // Dovecot indexes a folder at the first visit.
        try await bench.poller("fetch").poll { _ in }
        let idle = CPUClock.peakMemory
        try await Contest(piece: "message", sides: sides(bench, folder), bench: bench).run(rounds: rounds)
        print(
            "peak memory \(CPUClock.peakMemory >> 20) MiB, \((CPUClock.peakMemory - idle) >> 20) MiB over the first read"
        )
    }

    private func sides(_ bench: ImapBench, _ folder: URL) async throws -> [Contest.Side] {
        let count = count
        let limit = min(fetchmailCount, count)
        let peers = try await ImapPeers(bench, users: ["fetch"], in: folder)
        var sides = [
            Contest.Side(name: "sluice, stored") { try await Self.store(bench) },
            Contest.Side(name: "sluice, kept nowhere") {
                try await bench.poller("fetch").poll { _ in }.messages
            },
        ]
        let installed = PeerProgram.installed()
        if installed.contains(.imaplib) {
            sides.append(
                Contest.Side(name: "imaplib, 500 a time, kept nowhere") {
                    try await peers.imaplib(first: 1, threads: 1)
                    return count
                })
        }
        if installed.contains(.mbsync) {
            for (name, syncs) in [("mbsync, FSync no", false), ("mbsync, FSync yes", true)] {
                let channel = syncs ? "synced" : "unsynced"
                try peers.configureMbsync(channel, syncsFiles: syncs)
                sides.append(
                    Contest.Side(name: name, prepare: { try peers.emptyMbsync(channel) }) {
                        try await peers.mbsync(channel)
                        return peers.messagesOfMbsync(channel)
                    })
            }
        }
        if installed.contains(.fetchmail) {
            try peers.configureFetchmail(limit: limit)
            sides.append(
                Contest.Side(name: "fetchmail, to one file") {
                    try await peers.fetchmail()
                    return limit
                })
        }
        return sides
    }

    /// Each batch in one transaction with its cursor, on disk before the next is asked for.
    private static func store(_ bench: ImapBench) async throws -> Int {
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
}

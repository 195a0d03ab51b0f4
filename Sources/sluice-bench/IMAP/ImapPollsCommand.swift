import ArgumentParser
import Foundation
import IMAPProtocol
import MailboxPolling
import Synchronization
import TestServers

/// Many mailboxes with nothing, or a little, that is new.
struct ImapPollsCommand: BlockingCommand {
    static let configuration = CommandConfiguration(
        commandName: "polls",
        abstract: "Poll many mailboxes over TLS, in turns with imaplib, mbsync and fetchmail.",
        discussion:
            "Each side has mailboxes of its own. mbsync and fetchmail read the inbox only, the others junk too."
    )

    @Option(help: "Mailboxes of each side.") var mailboxes = 200
    @Option(help: "Connections at the same time.") var connections = 50
    @Option(help: "Mailboxes of those who poll one after the other, mbsync and fetchmail; all by default.")
    var sequential: Int?
    @Option(help: "Rounds of each kind.") var rounds = 3
    @Option(help: "Milliseconds of way in each direction; then round trips are counted.") var delay = 0

    func work() async throws {
        let bench = try await ImapBench.start(delay: delay)
        let folder = try TestFolder.make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let sides = try await sides(bench, folder)
        // Everybody has read what is there.
        for side in sides {
            try await side.prepare()
            _ = try await side.run()
        }
        print("nothing new")
        let silent = sides.map { Contest.Side(name: $0.name, run: $0.run) }
        try await Contest(piece: "poll", sides: silent, bench: bench).run(rounds: rounds)
        print("five new each")
        try await Contest(piece: "poll", sides: sides, bench: bench).run(rounds: rounds)
    }

    private func sides(_ bench: ImapBench, _ folder: URL) async throws -> [Contest.Side] {
        let installed = PeerProgram.installed()
        var sides = [
            ours("sluice, \(connections) at once", bench, Boxes(bench, "fresh", mailboxes)),
            ours("sluice, kept connections", bench, Boxes(bench, "kept", mailboxes), keeps: true),
        ]
        for peer in PeerProgram.allCases where installed.contains(peer) {
            for processes in peer == .mbsync ? [1, connections] : [connections] {
                let isSequential = peer == .fetchmail || peer == .mbsync && processes == 1
                let count = isSequential ? min(mailboxes, sequential ?? mailboxes) : mailboxes
                let boxes = Boxes(bench, "\(peer)\(processes)", count)
                let peers = try await ImapPeers(bench, users: boxes.users, in: folder)
                sides.append(try theirs(peer, peers, boxes, processes))
            }
        }
        return sides
    }

    private func ours(
        _ name: String, _ bench: ImapBench, _ boxes: Boxes, keeps: Bool = false
    ) -> Contest.Side {
        var settings = IMAPPollSettings()
        settings.keepsConnection = keeps
        let pollers = boxes.users.map { bench.poller($0, settings) }
        let connections = connections
        return Contest.Side(name: name, prepare: { try boxes.deliver() }) {
            let messages = try await Self.poll(pollers, atOnce: connections)
            try boxes.expect(messages)
            return boxes.users.count
        }
    }

    private func theirs(
        _ peer: PeerProgram, _ peers: ImapPeers, _ boxes: Boxes, _ processes: Int
    ) throws -> Contest.Side {
        let channels = "mbsync\(processes)"
        switch peer {
        case .imaplib: break
        case .mbsync: try peers.configureMbsync(channels, syncsFiles: false)
        case .fetchmail: try peers.configureFetchmail()
        }
        let name =
            switch peer {
            case .imaplib: "imaplib, \(processes) threads"
            case .mbsync where processes > 1: "mbsync, FSync no, \(processes) processes"
            case .mbsync: "mbsync, FSync no"
            case .fetchmail: "fetchmail"
            }
        return Contest.Side(name: name, prepare: { try boxes.deliver() }) {
            let new = boxes.takeNew()
            switch peer {
            case .imaplib: try await peers.imaplib(first: boxes.uidNext - new, threads: processes)
            case .mbsync: try await peers.mbsync(channels, processes: processes > 1 ? processes : nil)
            case .fetchmail: try await peers.fetchmail()
            }
            return boxes.users.count
        }
    }

    /// Answers how many messages came.
    private static func poll(_ pollers: [MailboxPoller], atOnce: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            var waiting = pollers[...]
            var messages = 0
            func add() {
                guard let poller = waiting.popFirst() else { return }
                group.addTask { try await poller.poll { _ in }.messages }
            }
            for _ in 0..<atOnce { add() }
            while let count = try await group.next() {
                messages += count
                add()
            }
            return messages
        }
    }
}

/// The mailboxes of one side, and how much of their mail it has had the chance to read.
private final class Boxes: Sendable {
    let users: [String]
    private let maildirs: [Maildir]
    private let counts = Mutex((delivered: 0, read: 0))

    init(_ bench: ImapBench, _ prefix: String, _ count: Int) {
        users = (0..<count).map { "\(prefix)-\($0)" }
        maildirs = users.map { Maildir(bench.dovecot, $0) }
    }

    /// Five new messages for each.
    func deliver() throws {
        for (number, box) in maildirs.enumerated() {
            for message in 0..<5 { try box.deliver(ImapBench.message(number * 5 + message, size: 2_000)) }
        }
        counts.withLock { $0.delivered += 5 }
    }

    /// The UID of the next message of each.
    var uidNext: Int { counts.withLock { $0.delivered + 1 } }

    /// Messages of each since the last call.
    func takeNew() -> Int {
        counts.withLock { counts in
            defer { counts.read = counts.delivered }
            return counts.delivered - counts.read
        }
    }

    /// Throws unless this is what was new.
    func expect(_ messages: Int) throws {
        let new = takeNew() * users.count
        guard messages == new else {
            throw ValidationError(
                "\(messages) messages came, \(new) were new: the figures would mean nothing")
        }
    }
}

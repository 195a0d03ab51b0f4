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
        abstract: "Poll many mailboxes, inbox and junk, over TLS: all at once, so many at a time.")

    @Option(help: "Mailboxes.") var mailboxes = 200
    @Option(help: "Connections at the same time.") var connections = 50
    @Option(help: "Rounds of each kind.") var rounds = 3
    @Option(help: "Milliseconds of way in each direction.") var delay = 0

    func work() async throws {
        let bench = try await ImapBench.start(delay: delay)
        let boxes = (0..<mailboxes).map { Maildir(bench.dovecot, "p\($0)") }
        for (number, box) in boxes.enumerated() {
            for message in 0..<5 { try box.deliver(ImapBench.message(number * 5 + message, size: 2_000)) }
        }
        let settings = Mutex<[Int: IMAPPollSettings]>([:])
        _ = try await pollAll(bench, settings)
        for round in 1...rounds {
            try await show("round \(round), nothing new", bench, settings)
            for box in boxes {
                for message in 0..<5 { try box.deliver(ImapBench.message(message, size: 2_000)) }
            }
            try await show("round \(round), five new each", bench, settings)
        }
    }

    private func show(
        _ what: String, _ bench: ImapBench, _ settings: borrowing Mutex<[Int: IMAPPollSettings]>
    )
        async throws
    {
        let cpu = CPUClock.nanoseconds
        let start = ContinuousClock.now
        let messages = try await pollAll(bench, settings)
        let wall = start.duration(to: .now) / .seconds(1)
        let each = Double(CPUClock.nanoseconds - cpu) / 1e6 / Double(mailboxes)
        print(String(format: "\(what): %.2f s, \(messages) messages, %.2f ms CPU a poll", wall, each))
    }

    private func pollAll(_ bench: ImapBench, _ settings: borrowing Mutex<[Int: IMAPPollSettings]>)
        async throws
        -> Int
    {
        let known = settings.withLock(\.self)
        var messages = 0
        try await withThrowingTaskGroup(of: (Int, Int, IMAPPollSettings).self) { group in
            var next = 0
            func add() {
                guard next < mailboxes else { return }
                let number = next
                next += 1
                group.addTask {
                    let poller = bench.poller("p\(number)", known[number] ?? .init())
                    let report = try await poller.poll { _ in }
                    return (number, report.messages, await poller.settings)
                }
            }
            for _ in 0..<connections { add() }
            while let (number, count, learned) = try await group.next() {
                messages += count
                settings.withLock { $0[number] = learned }
                add()
            }
        }
        return messages
    }
}

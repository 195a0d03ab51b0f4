import ArgumentParser
import Foundation

/// `sluice-bench mime FOLDER`: how fast MailFormat reads mail, beside GMime where `make bench` built it.
struct MimeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mime", abstract: "Parse and decode a folder of messages, beside GMime.",
        discussion: """
            Work: message in memory to tree; Subject, From, To, Date and identifiers decoded; every text part to \
            UTF-8; every other transfer encoding decoded; freed. CPU time, median of the rounds; the peer runs in \
            turn with each round.
            """)

    @Argument(help: "A folder with .eml files below it.")
    var folder: String
    @Option(help: "How often each set is worked through.")
    var rounds = 5
    @Option(help: "Read no more than this many messages.")
    var limit = Int.max
    @Option(help: "Which messages: small, attachments, mix.")
    var only: [MailSet] = MailSet.allCases
    @Flag(help: "Only the pass over the structure, and no peer.")
    var indexOnly = false
    @Flag(help: "Count instructions with valgrind's callgrind instead.")
    var instructions = false

    func validate() throws {
        guard rounds >= 0 else { throw ValidationError("--rounds: 0 or more") }
    }

    func run() throws {
        let paths = try MailFolder(folder).paths.prefix(limit)
        if instructions { return try InstructionCount(folder: folder, limit: limit).run(only) }
        for set in MailSet.allCases where only.contains(set) {
            let chosen = try paths.filter { set.holds(bytes: try Self.size(of: $0)) }
            guard !chosen.isEmpty else {
                print("\(set.rawValue): no such message")
                continue
            }
            try measure(set, chosen)
        }
    }

    private func measure(_ set: MailSet, _ paths: [String]) throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sluice-bench-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let messages = try paths.map(MailFolder.bytes)
        let peer = indexOnly ? nil : try GMimePeer(paths: paths, scratch: scratch)
        defer { peer?.stop() }
        var indexing: [Int] = []
        var ours: [Int] = []
        var theirs: [Int] = []
        var work = MimeWork()
        var peerTotals = (text: 0, attachments: 0)
        for _ in 0..<rounds {
            indexing.append(
                CPUClock.measure {
                    var indexed = MimeWork()
                    for message in messages { indexed.index(message) }
                    precondition(indexed.checksum > 0)
                })
            if indexOnly { continue }
            ours.append(
                CPUClock.measure {
                    work = MimeWork()
                    for message in messages { work.read(message) }
                    precondition(work.checksum != 0)
                })
            if let pass = try peer?.pass() {
                theirs.append(pass.nanoseconds)
                peerTotals = (pass.text, pass.attachments)
            }
        }
        let bytes = messages.reduce(0) { $0 + $1.count }
        let report = MimeReport(set: set, messages: messages.count, bytes: bytes)
        report.printRow("index only", indexing)
        guard !indexOnly else { return }
        report.printRow("sluice", ours)
        print("    text \(work.text) bytes, other parts \(work.attachments) bytes")
        guard peer != nil else { return print("    no gmime-bench: 'make bench' builds it") }
        report.printRow("GMime", theirs)
        print("    text \(peerTotals.text) bytes, other parts \(peerTotals.attachments) bytes")
        report.printRatio(ours, theirs)
    }

    private static func size(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? Int) ?? 0
    }
}

/// A set of messages that is measured by itself.
enum MailSet: String, CaseIterable, ExpressibleByArgument {
    case small, attachments, mix

    func holds(bytes: Int) -> Bool {
        switch self {
        case .small: bytes < MailFolder.smallBytes
        case .attachments: bytes >= MailFolder.smallBytes
        case .mix: true
        }
    }
}

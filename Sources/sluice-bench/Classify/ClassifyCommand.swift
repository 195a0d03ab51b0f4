import ArgumentParser
import Foundation

/// `sluice-bench classify CORPUS --rules rules`: how fast one core says what messages are.
struct ClassifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify", abstract: "Classify a folder of messages, small ones by default.",
        discussion: """
            Work: message in memory to verdict, and its larger steps by themselves. CPU time, median of the rounds. \
            With --program also the whole of 'sluice classify --jsonl': reading the files, the rules and writing \
            JSON included.
            """)

    @Argument(help: "A folder with .eml files below it.")
    var folder: String
    @Option(help: "Folder of rule files.")
    var rules = "rules"
    @Option(help: "How often the set is worked through.")
    var rounds = 5
    @Option(help: "Read no more than this many messages.")
    var limit = Int.max
    @Flag(help: "Messages with attachments too.")
    var all = false
    @Option(help: "A sluice executable to measure as a whole.")
    var program: String?

    func validate() throws {
        guard rounds > 0 else { throw ValidationError("--rounds: 1 or more") }
    }

    func run() throws {
        var messages: [[UInt8]] = []
        var paths: [String] = []
        for path in try MailFolder(folder).paths {
            let bytes = try MailFolder.bytes(of: path)
            guard all || bytes.count < MailFolder.smallBytes else { continue }
            messages.append(bytes)
            paths.append(path)
            if messages.count == limit { break }
        }
        guard !messages.isEmpty else { throw ValidationError("\(folder): no such message") }
        let work = try ClassifyWork(rules: rules)
        let size = messages.reduce(0) { $0 + $1.count } / messages.count
        print(
            "\(messages.count) messages of \(size) bytes; \(work.ruleCount) rules, read and compiled in "
                + "\(work.compileNanoseconds / 1_000_000) ms, with the words compiled before in "
                + "\(work.restartNanoseconds / 1_000_000) ms")
        for step in ClassifyWork.Step.allCases {
            let times = (0..<rounds).map { _ in work.measure(step, messages) }
            report(step.rawValue, times.median, messages.count)
        }
        if let program {
            let times = try (0..<rounds).map { _ in try ProgramRun(program, rules: rules).measure(paths) }
            report("program", times.median, messages.count)
            print("    peak memory of the program \(ProgramRun.peakMemory >> 20) MiB")
        }
        print("    peak memory \(CPUClock.peakMemory >> 20) MiB, the messages included")
    }

    private func report(_ name: String, _ nanoseconds: Int, _ count: Int) {
        let each = Double(nanoseconds) / Double(count) / 1_000
        let rate = Int(1e6 / max(each, 0.001))
        print("    \(name): \(String(format: "%.1f", each)) µs a message, \(rate) messages/s on one core")
    }
}

import ArgumentParser
import Foundation

/// `sluice-bench hostile SMALL LARGE`: two folders of the same attacks, the second twice as large.
struct HostileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hostile", abstract: "Read hostile messages at two sizes, each in a process of its own.",
        discussion: """
            Exit code 1 when a case crashes, takes over 2 s or 512 MiB, or takes more than 2.6 times as long at twice \
            the size. Cases below 50 ms are too short for that last comparison.
            """)

    @Argument(
        help:
            "Folders with the same file names in each; the cases of one are twice as large as those of the one before."
    )
    var folders: [String]
    @Flag(help: .hidden)
    var single = false

    private static let maximumSeconds = 2.0
    private static let maximumMemory = 512 << 20
    private static let maximumGrowth = 2.6
    /// Shorter times say little about growth.
    private static let comparableSeconds = 0.05

    func run() throws {
        if single { return try readOne(folders[0]) }
        guard folders.count == 2 else { throw ValidationError("give two folders") }
        var faults = 0
        let names = try MailFolder(folders[0]).paths.map { URL(fileURLWithPath: $0).lastPathComponent }
        for name in names {
            let small = try measure("\(folders[0])/\(name)")
            let large = try measure("\(folders[1])/\(name)")
            let fault = Self.fault(small, large)
            if fault != nil { faults += 1 }
            let growth = large.seconds / max(small.seconds, 0.000_1)
            print(
                String(
                    format: "%-28@ %8.1f ms %8.1f ms  x%-5.2f %5d MB  %@", name as NSString,
                    small.seconds * 1000,
                    large.seconds * 1000, growth, large.memory >> 20, (fault ?? "ok") as NSString))
        }
        print("\(names.count - faults) passed, \(faults) failed")
        if faults > 0 { throw ExitCode.failure }
    }

    private struct Run {
        let seconds: Double
        let memory: Int
        let isFinished: Bool
    }

    private static func fault(_ small: Run, _ large: Run) -> String? {
        if !small.isFinished || !large.isFinished { return "CRASH" }
        if large.seconds > maximumSeconds { return "TOO SLOW" }
        if large.memory > maximumMemory { return "TOO MUCH MEMORY" }
        if large.seconds > comparableSeconds, large.seconds > small.seconds * maximumGrowth {
            return "WORSE THAN LINEAR"
        }
        return nil
    }

    /// The fastest of three runs.
    private func measure(_ path: String) throws -> Run {
        var best: Run?
        for _ in 0..<3 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
            process.arguments = ["hostile", "--single", path]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            guard process.terminationStatus == 0, numbers.count == 2 else {
                return Run(seconds: 0, memory: 0, isFinished: false)
            }
            let run = Run(seconds: Double(numbers[0]) / 1e9, memory: numbers[1], isFinished: true)
            if best.map({ run.seconds < $0.seconds }) ?? true { best = run }
        }
        return best ?? Run(seconds: 0, memory: 0, isFinished: false)
    }

    private func readOne(_ path: String) throws {
        let bytes = try MailFolder.bytes(of: path)
        var work = MimeWork()
        let nanoseconds = CPUClock.measure { work.read(bytes) }
        print(nanoseconds, CPUClock.peakMemory)
    }
}

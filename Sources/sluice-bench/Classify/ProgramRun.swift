import ArgumentParser
import Foundation

/// Runs `sluice classify --jsonl` over files and measures the process from outside.
struct ProgramRun {
    private let program: String
    private let rules: String

    init(_ program: String, rules: String) throws {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw ValidationError("\(program): no executable; build one with 'swift build -c release'")
        }
        self.program = program
        self.rules = rules
    }

    /// Nanoseconds of CPU for the files, less those of a run without any: start and rules are paid once.
    func measure(_ paths: [String]) throws -> Int {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sluice-bench-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let start = try run(on: folder)
        for (number, path) in paths.enumerated() {
            try FileManager.default.createSymbolicLink(
                at: folder.appendingPathComponent("\(number).eml"),
                withDestinationURL: URL(fileURLWithPath: path))
        }
        return try run(on: folder) - start
    }

    private func run(on folder: URL) throws -> Int {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["classify", "--jsonl", "--rules", rules, folder.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let before = CPUClock.children
        try process.run()
        process.waitUntilExit()
        return CPUClock.children - before
    }

    /// The largest resident set of any process started so far, in bytes.
    static var peakMemory: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}

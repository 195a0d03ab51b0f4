import ArgumentParser
import Foundation

/// `gmime-bench` in a process of its own, which works through its messages each time it is asked.
final class GMimePeer {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread = Data()

    /// Nil where the program stands neither beside this one nor where `SLUICE_GMIME_BENCH` says.
    init?(paths: [String], scratch: URL) throws {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("gmime-bench")
        let program =
            ProcessInfo.processInfo.environment["SLUICE_GMIME_BENCH"].map { URL(fileURLWithPath: $0) }
            ?? beside
        guard FileManager.default.isExecutableFile(atPath: program.path) else { return nil }
        let list = scratch.appendingPathComponent("paths")
        try Data((paths.joined(separator: "\n") + "\n").utf8).write(to: list)
        process.executableURL = program
        process.arguments = [list.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard try readLine().hasPrefix("ready") else { throw ValidationError("gmime-bench did not start") }
    }

    /// One pass over all messages: nanoseconds of CPU, and the bytes it came to.
    func pass() throws -> (nanoseconds: Int, text: Int, attachments: Int) {
        input.fileHandleForWriting.write(Data("go\n".utf8))
        let numbers = try readLine().split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 3 else { throw ValidationError("gmime-bench ended early") }
        return (numbers[0], numbers[1], numbers[2])
    }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private func readLine() throws -> String {
        while true {
            if let end = unread.firstIndex(of: 10) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread = Data(unread[(end + 1)...])
                return line
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw ValidationError("gmime-bench ended early") }
            unread += more
        }
    }
}

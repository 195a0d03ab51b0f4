import ArgumentParser
import Foundation

/// Instructions a byte, counted by callgrind: the same number on a busy machine as on an idle one.
struct InstructionCount {
    let folder: String
    let limit: Int

    /// Reading the files is counted by a run of no rounds and taken off.
    func run(_ sets: [MailSet]) throws {
        let program = try Self.withoutSymbols()
        defer { try? FileManager.default.removeItem(atPath: program) }
        for set in sets {
            let bytes = try MailFolder(folder).paths.prefix(limit).reduce(0) { sum, path in
                let size = try MailFolder.bytes(of: path).count
                return set.holds(bytes: size) ? sum + size : sum
            }
            guard bytes > 0 else { continue }
            let idle = try count(program, set, rounds: 0, indexOnly: true)
            let indexed = try count(program, set, rounds: 1, indexOnly: true) - idle
            let both = try count(program, set, rounds: 1, indexOnly: false) - idle
            print(
                String(
                    format: "%@: %.2f instructions/byte, index only %.2f (%.1f MB)", set.rawValue,
                    Double(both - indexed) / Double(bytes), Double(indexed) / Double(bytes),
                    Double(bytes) / 1e6))
        }
    }

    /// A copy of this program that valgrind can read: it gives up on the debugging information of large ones.
    private static func withoutSymbols() throws -> String {
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sluice-bench-\(ProcessInfo.processInfo.processIdentifier)-stripped")
        let strip = try Process.run(
            URL(fileURLWithPath: "/usr/bin/strip"), arguments: ["-o", copy.path, CommandLine.arguments[0]])
        strip.waitUntilExit()
        guard strip.terminationStatus == 0 else {
            throw ValidationError("strip failed: apt-get install binutils")
        }
        return copy.path
    }

    private func count(_ program: String, _ set: MailSet, rounds: Int, indexOnly: Bool) throws -> Int {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/valgrind")
        process.arguments =
            [
                "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "mime",
                folder,
                "--only", set.rawValue, "--rounds", "\(rounds)", "--limit", "\(limit)",
            ] + (indexOnly ? ["--index-only"] : [])
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["SLUICE_GMIME_BENCH": "/nowhere"], uniquingKeysWith: { $1 })
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/valgrind") else {
            throw ValidationError("/usr/bin/valgrind is missing: apt-get install valgrind")
        }
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // "==123== Collected : 4711"
        let line = text.split(separator: "\n").first { $0.contains("Collected :") }
        guard let number = line?.split(separator: " ").last.flatMap({ Int($0) }) else {
            throw ValidationError("valgrind gave no count:\n\(text.suffix(500))")
        }
        return number
    }
}

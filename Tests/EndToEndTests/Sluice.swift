import Foundation

/// The executable that was built beside this test bundle, run as a user runs it.
struct Sluice {
    struct Result {
        let status: Int32
        let output: String
        let diagnostics: String
        /// The run was ended by a signal (`status` is its number) instead of exiting.
        let wasKilled: Bool
    }

    /// Folder of this run: the database, the mail, everything.
    let folder: URL
    private let environment: [String: String]

    static let executable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
        path: "sluice")
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    init(_ name: String, settings: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sluice-\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SLUICE_") }
        environment["SLUICE_DATABASE"] = "sqlite:" + folder.appending(path: "sluice.sqlite").path
        environment["SLUICE_RULES"] = Self.repository.appending(path: "rules").path
        environment["SLUICE_CACHE"] = Self.repository.appending(path: ".build/lexicons").path
        self.environment = environment.merging(settings) { $1 }
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, to name: String) throws -> String {
        let place = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
        return place.path
    }

    /// A process that is set up but not started; its output goes to files, so that no pipe can fill up.
    func process(_ arguments: [String], log: String, settings: [String: String] = [:]) throws -> Process {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.environment = environment.merging(settings) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try handle("\(log).out")
        process.standardError = try handle("\(log).err")
        return process
    }

    @discardableResult
    func run(_ arguments: [String], settings: [String: String] = [:]) throws -> Result {
        let log = "run-\(UUID().uuidString)"
        let process = try process(arguments, log: log, settings: settings)
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: try text("\(log).out"),
            diagnostics: try text("\(log).err"),
            wasKilled: process.terminationReason == .uncaughtSignal)
    }

    /// Runs another program on the same environment, for strace, mount and the like.
    func run(tool: String, _ arguments: [String]) throws -> Result {
        let log = "tool-\(UUID().uuidString)"
        let process = try process(arguments, log: log)
        process.executableURL = URL(filePath: tool)
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: try text("\(log).out"),
            diagnostics: try text("\(log).err"),
            wasKilled: process.terminationReason == .uncaughtSignal)
    }

    private func handle(_ name: String) throws -> FileHandle {
        let place = folder.appending(path: name)
        try Data().write(to: place)
        return try FileHandle(forWritingTo: place)
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }
}

import Foundation
import Testing

/// The executable that was built beside this test bundle, on a folder of its own.
struct Program {
    struct Result {
        let status: Int32
        let output: String
        let diagnostics: String

        var lines: [String] {
            output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    let folder: URL

    static let executable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "sluice")
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sluice-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let place = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
        return place.path
    }

    /// Output goes to files, so that no pipe can fill up.
    func run(_ arguments: [String], input: String? = nil, settings: [String: String] = [:]) throws -> Result {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SLUICE_") }
        environment["HOME"] = folder.path
        environment["XDG_DATA_HOME"] = nil
        environment["XDG_CONFIG_HOME"] = nil
        environment["SLUICE_RULES"] = Self.repository.appending(path: "rules").path
        environment["SLUICE_CACHE"] = Self.repository.appending(path: ".build/lexicons").path
        process.environment = environment.merging(settings) { $1 }
        let run = UUID().uuidString
        process.standardOutput = try handle("\(run).out")
        process.standardError = try handle("\(run).err")
        process.standardInput =
            try input.map { try FileHandle(forReadingFrom: URL(filePath: write($0, to: "\(run).in"))) }
            ?? FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: try text("\(run).out"),
            diagnostics: try text("\(run).err"))
    }

    /// Runs a command that has to work; its output.
    @discardableResult
    func expect(_ arguments: [String], input: String? = nil) throws -> String {
        let result = try run(arguments, input: input)
        try #require(result.status == 0, "sluice \(arguments): \(result.output) \(result.diagnostics)")
        return result.output
    }

    func json(_ arguments: [String]) throws -> [String: Any] {
        let text = try expect(arguments)
        return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func handle(_ name: String) throws -> FileHandle {
        try write("", to: name)
        return try FileHandle(forWritingTo: folder.appending(path: name))
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }
}

/// The keys of a JSON text in the order in which they stand.
enum JSONKeys {
    /// Of the object that follows `"name":`, or `"name":[`; of the whole text when `name` is nil.
    static func of(_ text: String, below name: String? = nil) -> [String] {
        var rest = text[...]
        if let name {
            guard let place = text.range(of: "\"\(name)\":") else { return [] }
            rest = text[place.upperBound...]
        }
        guard let start = rest.firstIndex(of: "{") else { return [] }
        return keys(rest[start...])
    }

    private static func keys(_ object: Substring) -> [String] {
        var found: [String] = []
        var depth = 0
        var word: String?
        var isEscaped = false
        var last = ""
        for character in object {
            if let current = word {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    last = current
                    word = nil
                    continue
                }
                word = current + String(character)
            } else {
                switch character {
                case "\"": word = ""
                case "{", "[": depth += 1
                case "}", "]": depth -= 1
                case ":" where depth == 1: found.append(last)
                default: break
                }
                if depth == 0 { return found }
            }
        }
        return found
    }
}

import Foundation
import Yams

/// The YAML file of settings: one mapping from key to a text, a number or a list of texts.
struct ConfigurationFile: Sendable {
    let entries: [ConfigurationKey: Configuration.Entry]

    init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path): cannot read the configuration; check --config and SLUICE_CONFIG")
        }
        try self.init(text: String(decoding: data, as: UTF8.self), path: path)
    }

    init(text: String, path: String) throws {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw CommandFailure("\(path): no YAML: \(error)")
        }
        guard let root, root != Node("") else {
            entries = [:]
            return
        }
        guard let mapping = root.mapping else {
            throw CommandFailure(
                "\(path):1: not a list of settings; write lines like 'database: sqlite:sluice.sqlite'")
        }
        var entries: [ConfigurationKey: Configuration.Entry] = [:]
        for (name, value) in mapping {
            let line = name.mark?.line ?? 1
            guard let text = name.string, let key = ConfigurationKey(rawValue: text) else {
                let known = ConfigurationKey.allCases.map(\.rawValue).sorted().joined(separator: ", ")
                throw CommandFailure(
                    "\(path):\(line): no setting '\(name.string ?? "?")'; the settings are \(known)")
            }
            guard entries[key] == nil else {
                throw CommandFailure("\(path):\(line): '\(text)' stands twice; keep one")
            }
            entries[key] = .init(
                values: try Self.values(value, of: key, at: "\(path):\(line)"),
                source: .file(path, line: line))
        }
        self.entries = entries
    }

    private static func values(_ node: Node, of key: ConfigurationKey, at place: String) throws -> [String] {
        if let text = node.scalar?.string { return [text] }
        guard key.isList, let sequence = node.sequence else {
            throw CommandFailure(
                "\(place): '\(key.rawValue)' takes \(key.isList ? "a list of texts" : "one value")")
        }
        return try sequence.map { element in
            guard let text = element.scalar?.string else {
                throw CommandFailure("\(place): '\(key.rawValue)' takes a list of texts")
            }
            return text
        }
    }
}

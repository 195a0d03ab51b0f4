import Classification
import Crypto
import DataFormats
import Foundation
import RuleFiles
import Store

/// A folder of rule files on disk, read whole.
struct RulesFolder {
    let path: String
    /// Sorted by path.
    let files: [RuleFileText]
    /// SHA-256 over paths and texts, its first 16 hexadecimal digits: stored with every verdict.
    let version: String

    /// Bytes of one rule file; a larger one is refused.
    private static let maximumFileBytes = 8 << 20

    init(_ path: String) throws(CommandFailure) {
        self.path = path
        guard ResourceFolder.isFolder(path) else {
            throw CommandFailure(
                "rules folder \(path): not there; give a folder with --rules DIR or SLUICE_RULES")
        }
        var files: [RuleFileText] = []
        var hash = SHA256()
        for name in Self.names(below: path) {
            guard let data = FileManager.default.contents(atPath: path + "/" + name) else {
                throw CommandFailure("\(path)/\(name): cannot read the rule file; check its permissions")
            }
            guard data.count <= Self.maximumFileBytes else {
                throw CommandFailure("\(path)/\(name): larger than 8 MiB; split it")
            }
            guard let text = String(data: data, encoding: .utf8) else {
                throw CommandFailure("\(path)/\(name): not UTF-8; save it as UTF-8")
            }
            files.append(RuleFileText(path: name, text: text))
            hash.update(data: Data("\(name)\0\(data.count)\0".utf8))
            hash.update(data: data)
        }
        guard !files.isEmpty else {
            throw CommandFailure(
                "rules folder \(path): holds no .yaml file; give another with --rules DIR or SLUICE_RULES")
        }
        self.files = files
        version = String(Hex.encode(hash.finalize()).prefix(16))
    }

    /// The compiled set; a set with faults is refused whole, each fault with its file and line.
    func load(fixtures: Set<String>? = nil) throws -> RuleSet { try load(fixtures: fixtures, lexicon: nil) }

    /// The same with the words taken from the cache, which holds none of files with faults.
    func load(_ cache: LexiconCache?) throws -> RuleSet {
        guard let cache else { return try load() }
        if let lexicon = cache.lexicon(of: version) { return try load(fixtures: nil, lexicon: lexicon) }
        let rules = try load()
        cache.keep(rules.lexicon, version: version)
        return rules
    }

    private func load(fixtures: Set<String>?, lexicon: CompiledLexicon?) throws -> RuleSet {
        do throws(RuleFileFaults) {
            return try RuleFileLoader.load(files, version: version, fixtures: fixtures, lexicon: lexicon)
        } catch {
            let count = error.faults.count
            let lines = error.faults.map { "  \(path)/\($0)" }.joined(separator: "\n")
            throw CommandFailure("rules refused, \(count) \(count == 1 ? "fault" : "faults"):\n\(lines)")
        }
    }

    private static func names(below path: String) -> [String] {
        let all =
            FileManager.default.enumerator(atPath: ResourceFolder.resolved(path))?.compactMap {
                $0 as? String
            } ?? []
        return all.filter { name in
            (RuleFileLoader.reads(name) || name.hasSuffix(".yml"))
                && !name.split(separator: "/").contains { $0.hasPrefix(".") }
        }.sorted()
    }
}

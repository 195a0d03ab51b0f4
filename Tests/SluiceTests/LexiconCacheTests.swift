import Classification
import Foundation
import Testing

@testable import sluice

struct LexiconCacheTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "sluice-lexicons-\(UUID().uuidString)")
    private let rules = RuleSet(RuleSource(), version: "1")
    private var cache: LexiconCache { LexiconCache(folder: folder.path, worthwhileBytes: 0) }

    private func files() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    }

    @Test("what is kept is found again, under its own version only")
    func findsAgain() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(cache.lexicon(of: "a") == nil)
        cache.keep(rules.lexicon, version: "a")
        #expect(cache.lexicon(of: "a") != nil)
        #expect(cache.lexicon(of: "b") == nil)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test("a file that was changed, cut or emptied is as good as none, and is replaced")
    func refusesDamage() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        cache.keep(rules.lexicon, version: "a")
        let file = try #require(try files().first)
        let whole = try Data(contentsOf: file)
        for place in [0, 31, 32, whole.count / 2, whole.count - 1] {
            var damaged = whole
            damaged[place] ^= 1
            try damaged.write(to: file)
            #expect(cache.lexicon(of: "a") == nil, "byte \(place)")
        }
        for count in [0, 1, 32, 33, whole.count - 1] {
            try whole.prefix(count).write(to: file)
            #expect(cache.lexicon(of: "a") == nil, "\(count) bytes")
        }
        cache.keep(rules.lexicon, version: "a")
        #expect(cache.lexicon(of: "a") != nil)
    }

    @Test("the latest few are kept, and nothing of others is touched")
    func removesOld() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data().write(to: folder.appending(path: "notes.txt"))
        for version in 0..<9 {
            cache.keep(rules.lexicon, version: "\(version)")
            // Written in one moment, they are told apart by their times.
            for file in try files() where file.lastPathComponent != "notes.txt" {
                let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
                let time = try #require(attributes[.modificationDate] as? Date)
                try FileManager.default.setAttributes(
                    [.modificationDate: time.addingTimeInterval(-60)], ofItemAtPath: file.path)
            }
        }
        #expect(try files().count == 5)
        #expect(cache.lexicon(of: "8") != nil && cache.lexicon(of: "0") == nil)
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "notes.txt").path))
    }

    @Test("a folder that cannot be made, and a small lexicon, keep nothing and disturb nobody")
    func isSilent() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: folder)
        cache.keep(rules.lexicon, version: "a")
        #expect(cache.lexicon(of: "a") == nil)
        try FileManager.default.removeItem(at: folder)
        LexiconCache(folder: folder.path, worthwhileBytes: 1 << 30).keep(rules.lexicon, version: "a")
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test("'off' keeps none; by default the user's cache folder is taken")
    func folderIsSet() throws {
        func folder(_ environment: [String: String]) throws -> String? {
            try Configuration(flags: [:], environment: environment, file: nil).lexiconCache?.folder
        }
        #expect(try folder(["SLUICE_CACHE": "off"]) == nil)
        #expect(try folder(["SLUICE_CACHE": "/some/where"]) == "/some/where")
        #expect(try folder(["XDG_CACHE_HOME": "/cache"]) == "/cache/sluice")
        #expect(try folder(["HOME": "/home/ann"]) == "/home/ann/.cache/sluice")
    }
}

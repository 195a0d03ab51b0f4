import Classification
import Foundation
import RuleFiles
import Testing

/// The repository's own rules and fixtures.
enum ShippedRules {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let set: RuleSet = {
        do {
            return try RuleFileLoader.load(files(), version: "test", fixtures: nil)
        } catch {
            Issue.record("the shipped rules do not load: \(error)")
            return RuleSet(RuleSource(), version: "none")
        }
    }()

    static func files() throws -> [RuleFileText] {
        let folder = root.appendingPathComponent("rules")
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try names.filter(RuleFileLoader.reads).sorted().map { name in
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            return RuleFileText(path: name, text: text)
        }
    }

    /// Names such as `reply/en-question`.
    static func fixtureNames() -> [String] {
        let folder = root.appendingPathComponent("fixtures")
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".eml") && !$0.hasPrefix("demo/") && !$0.hasPrefix("open/") }
            .map { String($0.dropLast(4)) }.sorted()
    }

    private struct Settings: Decodable {
        let own_domains: [String]
        let trusted_authserv: [String]
    }

    /// With the settings that all fixtures share.
    static let classifier: Classifier = {
        let url = root.appendingPathComponent("fixtures/settings.json")
        guard let data = try? Data(contentsOf: url),
            let settings = try? JSONDecoder().decode(Settings.self, from: data)
        else {
            Issue.record("fixtures/settings.json cannot be read")
            return Classifier(rules: set)
        }
        return Classifier(
            rules: set,
            settings: ClassifierSettings(
                ownDomains: settings.own_domains, trustedAuthenticationServers: settings.trusted_authserv))
    }()
}

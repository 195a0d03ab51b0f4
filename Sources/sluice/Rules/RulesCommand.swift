import ArgumentParser
import Classification
import Foundation
import MailFormat

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Checks, tests, lists and explains the rules that decide.",
        subcommands: [
            RulesCheckCommand.self, RulesTestCommand.self, RulesListCommand.self, RulesWhyCommand.self,
            RulesFitCommand.self,
        ])
}

/// The rules and the messages that prove them.
struct RuleWorkOptions: ParsableArguments {
    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var settings: SettingsOptions

    @Option(help: ArgumentHelp("Folder of fixtures (default: beside the rules).", valueName: "dir"))
    var fixtures: String?

    @Flag(help: "JSON for programs.")
    var json = false

    struct Loaded {
        let classifier: Classifier
        let fixtures: FixtureFolder?
        let folder: RulesFolder

        func requireFixtures() throws(CommandFailure) -> FixtureFolder {
            guard let fixtures else {
                throw CommandFailure(
                    "no fixtures beside \(folder.path) or the program; give them with --fixtures DIR")
            }
            return fixtures
        }
    }

    /// `checked`: the names of the fixtures in `catches` and `spares` must exist.
    func load(checked: Bool) throws -> Loaded {
        let configuration = try settings.load(classifierOptions.flags)
        let folder = try RulesFolder(configuration.rulesFolder)
        let found = try FixtureFolder.locate(fixtures, rules: folder.path)
        let rules =
            checked
            ? try folder.load(fixtures: found.map { Set($0.names) })
            : try folder.load(configuration.lexiconCache)
        var own = configuration.classifierSettings
        if own.ownDomains.isEmpty, let setting = found?.settings { own.ownDomains = setting.ownDomains }
        if own.trustedAuthenticationServers.isEmpty, let setting = found?.settings {
            own.trustedAuthenticationServers = setting.trustedAuthenticationServers
        }
        let classifier = Classifier(rules: rules, settings: own)
        return Loaded(classifier: classifier, fixtures: found, folder: folder)
    }
}

struct RulesCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Reads the rule files and lists every fault with its file and line.")

    @OptionGroup var options: RuleWorkOptions

    func run() async throws {
        let loaded = try options.load(checked: true)
        let rules = loaded.classifier.rules
        if options.json {
            var json = JSONText()
            json.object { json in
                json.field("rules", rules.rules.count)
                json.field("files", loaded.folder.files.count)
                json.field("fixtures", loaded.fixtures?.names.count)
                json.field("rules_version", rules.version)
            }
            json.endLine()
            try Terminal.write(json)
            return
        }
        let checked = loaded.fixtures == nil ? "; no fixtures at hand, so their names were not checked" : ""
        try Terminal.write(
            "\(loaded.folder.path): \(rules.rules.count) rules in \(loaded.folder.files.count) files, no faults, "
                + "version \(rules.version)\(checked)\n")
    }
}

struct RulesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists every rule and where it stands.")

    @OptionGroup var options: RuleWorkOptions

    func run() async throws {
        let rules = try options.load(checked: false).classifier.rules.rules.sorted { $0.id < $1.id }
        if options.json {
            var json = JSONText()
            json.object { json in
                json.field("rules", each: rules) { json, rule in
                    json.field("id", rule.id)
                    json.field("kind", rule.kind?.rawValue)
                    json.field("weight", rule.weight)
                    json.field("file", rule.file)
                    json.field("line", rule.line)
                    json.field("catches", rule.catches)
                    json.field("spares", rule.spares)
                }
            }
            json.endLine()
            return try Terminal.write(json)
        }
        var table = TextTable("Rule~", "Kind", "Weight>", "Catches>", "Spares>", "Where~")
        for rule in rules {
            table.add(
                rule.id, rule.kind?.rawValue ?? "-", "\(rule.weight)", "\(rule.catches.count)",
                "\(rule.spares.count)",
                "\(rule.file):\(rule.line)")
        }
        try Terminal.write(table)
    }
}

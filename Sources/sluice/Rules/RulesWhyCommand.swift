import ArgumentParser
import Classification
import Foundation

struct RulesWhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Shows where a rule speaks, and which fixtures would change without it."
    )

    @ArgumentParser.Argument(
        help: ArgumentHelp("Id of a rule, as 'sluice rules list' shows it.", valueName: "id"))
    var id: String

    @OptionGroup var options: RuleWorkOptions

    private struct Effect {
        let fixture: String
        let with: Verdict
        let without: Verdict

        var changes: Bool {
            with.kind != without.kind || with.subkind != without.subkind || with.intent != without.intent
        }
    }

    func run() async throws {
        let loaded = try options.load(checked: false)
        guard let rule = loaded.classifier.rules.rules.first(where: { $0.id == id }) else {
            throw CommandFailure("no rule '\(id)' in \(loaded.folder.path); 'sluice rules list' shows all")
        }
        let folder = try loaded.requireFixtures()
        let run = FixtureRun(classifier: loaded.classifier)
        let progress = ProgressLine("fixtures", total: folder.names.count)
        var effects: [Effect] = []
        for name in folder.names {
            let fixture = try folder.fixture(name)
            let with = run.record(fixture, crlf: nil).verdict
            progress.advance()
            guard with.evidence.contains(where: { $0.rule == id }) else { continue }
            let without = run.record(fixture, crlf: nil, without: id).verdict
            effects.append(Effect(fixture: name, with: with, without: without))
        }
        progress.finish()
        try options.json ? writeJSON(rule, effects) : writeTable(rule, effects)
    }

    private func writeJSON(_ rule: Rule, _ effects: [Effect]) throws {
        var json = JSONText()
        json.object { json in
            json.field("id", rule.id)
            json.field("kind", rule.kind?.rawValue)
            json.field("file", rule.file)
            json.field("line", rule.line)
            json.field("fixtures", each: effects) { json, effect in
                json.field("fixture", effect.fixture)
                json.field("changes", effect.changes)
                json.field("kind", effect.with.kind.rawValue)
                json.field("kind_without", effect.without.kind.rawValue)
                json.field("confidence", effect.with.confidence)
                json.field("confidence_without", effect.without.confidence)
            }
        }
        json.endLine()
        try Terminal.write(json)
    }

    private func writeTable(_ rule: Rule, _ effects: [Effect]) throws {
        let changed = effects.filter(\.changes).count
        try Terminal.write(
            "\(rule.id) (\(rule.kind?.rawValue ?? "-"), weight \(rule.weight)), \(rule.file):\(rule.line)\n"
                + "speaks in \(effects.count) fixtures, decides \(changed)\n")
        guard !effects.isEmpty else { return }
        var table = TextTable("Fixture~", "With it", "Sure>", "Without it", "Sure>")
        for effect in effects.sorted(by: {
            ($0.changes ? 0 : 1, $0.fixture) < ($1.changes ? 0 : 1, $1.fixture)
        }) {
            table.add(
                effect.fixture, VerdictSummary.kind(effect.with),
                VerdictSummary.percent(effect.with.confidence),
                effect.changes ? VerdictSummary.kind(effect.without) : "same",
                VerdictSummary.percent(effect.without.confidence))
        }
        try Terminal.write(table)
    }
}

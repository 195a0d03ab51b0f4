import ArgumentParser
import Classification
import Foundation
import MailFormat

struct RulesTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract:
            "Runs every fixture, and every rule on the fixtures it catches and spares; exit code 1 if one fails."
    )

    @OptionGroup var options: RuleWorkOptions

    private struct Failure {
        let subject: String
        let text: String
    }

    func run() async throws {
        let loaded = try options.load(checked: true)
        let folder = try loaded.requireFixtures()
        let progress = ProgressLine("fixtures", total: folder.names.count)
        var failures: [Failure] = []
        var verdicts: [String: Verdict] = [:]
        for name in folder.names {
            let fixture = try folder.fixture(name)
            // As it is, and with the other line ends.
            for crlf in fixture.hasFreeLineEnds ? [false, true] : [nil] {
                let record = FixtureRun(classifier: loaded.classifier).record(fixture, crlf: crlf)
                if crlf != true { verdicts[name] = record.verdict }
                let ends = crlf.map { $0 ? "CRLF" : "LF" } ?? "as it is"
                let answer = ExpectedAnswer(expected: fixture.expected)
                failures += answer.differences(from: try record.asObject()).map {
                    Failure(subject: "\(name) (\(ends))", text: $0)
                }
            }
            progress.advance()
        }
        progress.finish()
        for rule in loaded.classifier.rules.rules.sorted(by: { $0.id < $1.id }) {
            failures += Self.examples(of: rule, verdicts).map { Failure(subject: rule.id, text: $0) }
        }
        try report(failures, fixtures: folder.names.count, rules: loaded.classifier.rules.rules.count)
        if !failures.isEmpty { throw ExitCode.failure }
    }

    /// A rule must speak where it says it catches, and must not win where it says it spares.
    private static func examples(of rule: Rule, _ verdicts: [String: Verdict]) -> [String] {
        var faults: [String] = []
        for name in rule.catches.sorted() {
            // A fixture that is missing was refused by the loader.
            guard let verdict = verdicts[name] else { continue }
            if !verdict.matchedRules.contains(rule.id) {
                faults.append("does not catch \(name), which it says it catches")
            }
        }
        for name in rule.spares.sorted() {
            guard let verdict = verdicts[name], let kind = rule.kind else { continue }
            if verdict.kind == kind, verdict.matchedRules.contains(rule.id) {
                faults.append("makes \(name) a \(kind.rawValue), which it says it spares")
            }
        }
        return faults
    }

    private func report(_ failures: [Failure], fixtures: Int, rules: Int) throws {
        if options.json {
            var json = JSONText()
            json.object { json in
                json.field("fixtures", fixtures)
                json.field("rules", rules)
                json.field("failures", each: failures) { json, failure in
                    json.field("subject", failure.subject)
                    json.field("text", failure.text)
                }
            }
            json.endLine()
            return try Terminal.write(json)
        }
        for failure in failures { try Terminal.write("\(failure.subject): \(failure.text)\n") }
        try Terminal.write(
            "\(fixtures) fixtures with LF and with CRLF, \(rules) rules, \(failures.count) failures\n")
    }
}

/// Classifies fixtures; `crlf` nil leaves the line ends as they are.
struct FixtureRun {
    let classifier: Classifier

    func record(_ fixture: FixtureFolder.Fixture, crlf: Bool?, without rule: String? = nil) -> MessageRecord {
        let message = Message(crlf.map { fixture.bytes(crlf: $0) } ?? fixture.bytes)
        let verdict = classifier.classify(message, receivedAt: ReceivedTime.of(message), without: rule)
        return MessageRecord(file: fixture.name, index: nil, message: message, verdict: verdict)
    }
}

extension MessageRecord {
    /// The line of `classify --jsonl` as it is read back.
    func asObject() throws -> [String: Any] {
        var json = JSONText()
        write(to: &json)
        return try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any] ?? [:]
    }
}

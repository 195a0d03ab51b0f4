import Classification
import Foundation
import RuleFiles
import Testing

private let lexicon = "language: en\nconcepts:\n  stop: [stop]\n"
private let decision =
    "order: [complaint, bounce, delay, delivered, receipt, out_of_office, auto_reply, unsubscribe, reply, other]\n"

private func rule(
    id: String = "a.b", argument: String = "kind: reply", when: String = "{concept: stop}",
    weight: String = "1",
    rest: String = "catches: [reply/one]\n  spares: [reply/two]"
) -> String {
    "- id: \(id)\n  \(argument)\n  when: \(when)\n  weight: \(weight)\n  \(rest)\n"
}

@Test("alternatives in braces are phrases of the concept")
func readsAlternatives() {
    #expect(faults(rule(), lexicon: "language: en\nconcepts:\n  stop: [\"{stop|cease} {it|}\"]\n") == [])
    #expect(
        faults(rule(), lexicon: "language: en\nconcepts:\n  stop: [stop,\n    \"{stop|cease\"]\n")
            == [
                "lexicon/en.yaml:4: 'stop' has a '{' without '}' in \"{stop|cease\"; write alternatives as {one|other}"
            ])
}

private func faults(_ rules: String, lexicon: String = lexicon, decision: String? = decision) -> [String] {
    var files = [
        RuleFileText(path: "lexicon/en.yaml", text: lexicon), RuleFileText(path: "x.yaml", text: rules),
    ]
    if let decision { files.append(RuleFileText(path: "decision.yaml", text: decision)) }
    do {
        _ = try RuleFileLoader.load(files, version: "1", fixtures: ["reply/one", "reply/two"])
        return []
    } catch {
        return error.faults.map(\.description)
    }
}

private let kinds =
    "bounce, delay, delivered, complaint, out_of_office, auto_reply, unsubscribe, reply, receipt, other"

private let table: [(rules: String, fault: String?)] = [
    (rule(), nil),
    (
        rule(argument: "kind: replly"), "x.yaml:2: no kind 'replly'; use one of: \(kinds)"
    ),
    (
        rule(when: "{concept: halt}"),
        "x.yaml:3: no concept 'halt'; define it in lexicon/<language>.yaml or correct the name"
    ),
    (rule(weight: "21"), "x.yaml:4: weight 21.0 is out of range; use -20 to 20 and not 0"),
    (rule(weight: "0"), "x.yaml:4: weight 0.0 is out of range; use -20 to 20 and not 0"),
    (rule(weight: "heavy"), "x.yaml:4: 'weight' is not a number; write a number such as 2.5"),
    (
        rule(rest: "catches: [reply/one]"),
        "x.yaml:1: rule 'a.b' has no 'spares'; name at least one fixture that it must leave alone"
    ),
    (
        rule(rest: "spares: [reply/one]"),
        "x.yaml:1: rule 'a.b' has no 'catches'; name at least one fixture that it must catch"
    ),
    (
        rule(rest: "catches: [reply/three]\n  spares: [reply/two]"),
        "x.yaml:5: 'catches' names 'reply/three', and there is no fixtures/reply/three.eml; "
            + "write that message and its .expected.json, or name another"
    ),
    (rule() + rule(), "x.yaml:7: id 'a.b' is already used at x.yaml:1; give this rule an id of its own"),
    (
        rule(when: "{phrase: [\"\"]}"),
        "x.yaml:3: 'phrase' has an empty phrase; write the words to look for, or remove the entry"
    ),
    (
        rule(when: "{concept: stop, nigh: 3}"),
        "x.yaml:3: unknown key 'nigh' in a condition on words; use one of: concept, phrase, date, in, not, near, "
            + "unless-near, within, order, same-sentence, only-if-short, first-words, short-sentence, question, quotation, alone, last"
    ),
    (
        rule(argument: "color: red\n  kind: reply"),
        "x.yaml:2: unknown key 'color' in a rule; use one of: id, kind, subkind, intent, reason, fact, "
            + "fact-of-thing, when, weight, veto, unsure, catches, spares"
    ),
    (
        rule(when: "{concept: stop, within: many}"),
        "x.yaml:3: 'within' is not a whole number from 0 to 40; write a number in that range"
    ),
    (
        rule(when: "{concept: stop, not: asked}"),
        "x.yaml:3: 'not' beside words does not take 'asked'; write 'not: negated', 'not: about-a-thing', or both as a list"
    ),
    (
        rule(when: "{concept: stop, in: margin}"),
        "x.yaml:3: no place 'margin'; use one of: body, subject, reply, quoted, signature, report, from, smtp"
    ),
    (
        rule(when: "{fact: known}"),
        "x.yaml:3: no rule establishes the fact 'known'; write a rule with 'fact: known' or correct the name"
    ),
    (
        rule(when: "{all: {concept: stop}}"),
        "x.yaml:3: 'all', 'any' and 'none' take a list; write the conditions as '- …' lines"
    ),
    (
        "- kind: reply\n  when: {concept: stop}\n  weight: 1\n  catches: [reply/one]\n  spares: [reply/two]\n",
        "x.yaml:1: the rule has no id; begin it with '- id: kind.what-it-sees'"
    ),
    ("rules: 3\n", "x.yaml:1: the file is no list of rules; begin each rule with '- id: …'"),
    (
        "- id: [\n",
        "x.yaml:2: this is not YAML: did not find expected node content; repair the form of this line"
    ),
    ("", "x.yaml:1: the file is empty; write something in it or remove it"),
    (
        rule(when: "{concept: stop, structure: forward}"),
        "x.yaml:3: unknown key 'structure' in a condition on words; use one of: concept, phrase, date, in, not, near, "
            + "unless-near, within, order, same-sentence, only-if-short, first-words, short-sentence, question, quotation, alone, last"
    ),
    (
        rule(when: "{fact: a, language: en}"),
        "x.yaml:3: the condition mixes 'fact', 'language'; put each in a condition of its own under 'all:' or 'any:'"
    ),
    (
        rule(argument: "intent: happy"),
        "x.yaml:2: no intent 'happy'; use one of: interested, meeting, question, not_now, not_interested, referral, other"
    ),
]

@Test("every fault says where, what and what to do", arguments: table)
func reportsFaults(_ rules: String, _ fault: String?) {
    let found = faults(rules)
    if let fault {
        #expect(found.contains(fault), "\(found)")
    } else {
        #expect(found == [])
    }
}

@Test("all faults are reported at once")
func reportsAll() {
    #expect(faults(rule(argument: "kind: x", when: "{concept: y}", weight: "99")).count >= 3)
}

@Test("a lexicon without a language, a decision that is missing")
func otherFiles() {
    #expect(
        faults(rule(), lexicon: "concepts:\n  stop: [stop]\n").contains(
            "lexicon/en.yaml:1: the lexicon names no language; begin the file with 'language: de' or its like"
        ))
    #expect(
        faults(rule(), decision: nil).contains(
            "decision.yaml:1: the file is missing; write it as rules/README.md shows"))
    #expect(
        faults(rule(), decision: "order: [reply]\n").contains(
            "decision.yaml:1: the order of kinds does not name each once; list all of: \(kinds)"))
}

// MARK: the shipped set

private let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

private func names(_ folder: String, _ suffix: String) -> [String] {
    (FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)?
        .compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(suffix) }.sorted()
}

@Test("the shipped rules load with all their fixtures")
func shippedRulesLoad() throws {
    let files = try names("rules", ".yaml").map { name in
        RuleFileText(
            path: name,
            text: try String(contentsOf: root.appendingPathComponent("rules/\(name)"), encoding: .utf8))
    }
    let fixtures = Set(names("fixtures", ".eml").map { String($0.dropLast(4)) })
    #expect(!fixtures.isEmpty)
    do {
        let set = try RuleFileLoader.load(files, version: "1", fixtures: fixtures)
        #expect(set.rules.count > 100)
    } catch {
        Issue.record("\(error)")
    }
}

private let wordTable: [(text: String, fault: String?)] = [
    ("word\treply\tunsubscribe\tout_of_office\tauto_reply\n*\t1\t-1\t0\t0\nstop\t-1.25\t2\t0.5\t0\n", nil),
    ("# made by hand\n\nword\treply\tunsubscribe\tout_of_office\tauto_reply\n", nil),
    (
        "word\treply\n",
        "words/kinds.tsv:1: the first line does not name the columns; "
            + "write: word, reply, unsubscribe, out_of_office, auto_reply, with tabs between"
    ),
    (
        "word\treply\tunsubscribe\tout_of_office\tauto_reply\nstop\t1\t2\t3\n",
        "words/kinds.tsv:2: this is no word with 4 numbers; "
            + "write the word and a number such as -0.25 for each column, with tabs between"
    ),
    (
        "word\treply\tunsubscribe\tout_of_office\tauto_reply\nstop\t1\t2\t3\t1.234\n",
        "words/kinds.tsv:2: this is no word with 4 numbers; "
            + "write the word and a number such as -0.25 for each column, with tabs between"
    ),
    (
        "word\treply\tunsubscribe\tout_of_office\tauto_reply\nb\t1\t2\t3\t4\na\t1\t2\t3\t4\n",
        "words/kinds.tsv:3: 'a' stands twice or out of order; "
            + "sort the words by their bytes, each once, or run 'sluice rules fit'"
    ),
]

@Test("points of words: what is wrong with them, and where", arguments: wordTable)
func readsWords(_ text: String, _ fault: String?) {
    let files = [
        RuleFileText(path: "decision.yaml", text: decision),
        RuleFileText(path: "words/kinds.tsv", text: text),
        RuleFileText(path: "words/notes.tsv", text: "left alone"),
    ]
    var found: [String] = []
    do {
        _ = try RuleFileLoader.load(files, version: "1", fixtures: nil)
    } catch {
        found = error.faults.map(\.description)
    }
    #expect(found == (fault.map { [$0] } ?? []))
}

@Test("points are written as they are read")
func writesWords() {
    let points = WordPointsSource(
        columns: ["reply", "unsubscribe"], start: [5, -9_999],
        rows: [.init(word: "a", points: [-5, 50]), .init(word: "b", points: [100, -123])])
    #expect(
        points.fileText == "word\treply\tunsubscribe\n*\t0.05\t-99.99\na\t-0.05\t0.5\nb\t1\t-1.23\n")
}

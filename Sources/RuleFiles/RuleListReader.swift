import Classification
import DeliveryReports
import Yams

/// Reads files that hold a list of rules.
final class RuleListReader {
    private let faults: FaultList
    private let fixtures: Set<String>?
    private var placeOfID: [String: String] = [:]
    private var concepts: [Mention] = []
    private var facts: [Mention] = []

    /// A name used in a rule, checked once all files are read.
    struct Mention {
        let name: String
        let file: String
        let line: Int
    }

    /// Weights beyond this make all other evidence idle.
    static let weights = -20.0...20.0
    static let keys = [
        "id", "kind", "subkind", "intent", "reason", "fact", "fact-of-thing", "when", "weight", "veto",
        "unsure", "catches", "spares",
    ]

    init(faults: FaultList, fixtures: Set<String>?) {
        self.faults = faults
        self.fixtures = fixtures
    }

    func read(_ root: Node, reader: YAMLReader, into source: inout RuleSource) {
        guard let list = root.sequence else {
            reader.fault(root, "the file is no list of rules", fix: "begin each rule with '- id: …'")
            return
        }
        for node in list {
            if let rule = rule(node, reader) { source.rules.append(rule) }
        }
    }

    private func rule(_ node: Node, _ reader: YAMLReader) -> RuleText? {
        var id: String?
        var argument = Argument()
        var condition: Condition?
        var weight: Double?
        var veto = false
        var isUnsure = false
        var catches: [String]?
        var spares: [String]?
        for entry in reader.entries(node, what: "the rule") {
            switch entry.key {
            case "id": id = reader.string(entry.value, key: "id")
            case "kind": argument.kind = reader.choice(entry.value, key: "kind", Kind.self)
            case "subkind": argument.subkind = reader.choice(entry.value, key: "subkind", Subkind.self)
            case "intent": argument.intent = reader.choice(entry.value, key: "intent", Intent.self)
            case "reason": argument.reason = reader.choice(entry.value, key: "reason", Reason.self)?.rawValue
            case "fact": argument.fact = reader.string(entry.value, key: "fact")
            case "fact-of-thing":
                argument.factOfThing = reader.string(entry.value, key: entry.key)
            case "weight": weight = self.weight(entry.value, reader)
            case "veto": veto = reader.bool(entry.value, key: "veto") ?? false
            case "unsure": isUnsure = reader.bool(entry.value, key: "unsure") ?? false
            case "catches": catches = examples(entry.value, "catches", reader)
            case "spares": spares = examples(entry.value, "spares", reader)
            case "when":
                let conditions = ConditionReader(reader: reader) { [self] mention in
                    concepts.append(mention)
                } onFact: { [self] mention in
                    facts.append(mention)
                }
                condition = conditions.read(entry.value, depth: 0)
            default: reader.unknown(entry, of: "a rule", known: Self.keys)
            }
        }
        if argument.subkind != nil, argument.kind == nil { argument.kind = .autoReply }
        return finish(node, reader, id, argument, condition, weight, veto, isUnsure, catches, spares)
    }

    private func weight(_ node: Node, _ reader: YAMLReader) -> Double? {
        guard let weight = reader.number(node, key: "weight") else { return nil }
        guard Self.weights.contains(weight), weight != 0 else {
            reader.fault(node, "weight \(weight) is out of range", fix: "use -20 to 20 and not 0")
            return nil
        }
        return weight
    }

    private func examples(_ node: Node, _ key: String, _ reader: YAMLReader) -> [String] {
        let names = reader.strings(node, key: key)
        if let fixtures {
            for name in names where !fixtures.contains(name) {
                reader.fault(
                    node, "'\(key)' names '\(name)', and there is no fixtures/\(name).eml",
                    fix: "write that message and its .expected.json, or name another")
            }
        }
        return names
    }

    private func finish(
        _ node: Node, _ reader: YAMLReader, _ id: String?, _ argument: Argument, _ condition: Condition?,
        _ weight: Double?, _ veto: Bool, _ isUnsure: Bool, _ catches: [String]?, _ spares: [String]?
    ) -> RuleText? {
        guard let id, !id.isEmpty else {
            reader.fault(node, "the rule has no id", fix: "begin it with '- id: kind.what-it-sees'")
            return nil
        }
        if let place = placeOfID[id] {
            reader.fault(
                node, "id '\(id)' is already used at \(place)", fix: "give this rule an id of its own")
            return nil
        }
        placeOfID[id] = "\(reader.file):\(reader.line(node))"
        if argument == Argument() {
            reader.fault(
                node, "rule '\(id)' argues for nothing",
                fix: "give it one of: kind, subkind, intent, reason, fact")
        }
        for (key, list) in [("catches", catches), ("spares", spares)] where list?.isEmpty ?? true {
            reader.fault(
                node, "rule '\(id)' has no '\(key)'",
                fix:
                    "name at least one fixture that it \(key == "catches" ? "must catch" : "must leave alone")"
            )
        }
        if condition == nil {
            reader.fault(node, "rule '\(id)' has no condition", fix: "say under 'when:' when it applies")
        }
        if weight == nil, argument.fact == nil {
            reader.fault(node, "rule '\(id)' has no weight", fix: "give it a weight such as 3")
        }
        guard let condition else { return nil }
        return RuleText(
            rule: Rule(
                id: id, argument: argument, weight: weight ?? 1, veto: veto, isUnsure: isUnsure,
                catches: catches ?? [], spares: spares ?? [], file: reader.file, line: reader.line(node)),
            condition: condition)
    }

    /// Concepts and facts may stand in any file, so they are looked up at the end.
    func checkNames(in source: RuleSource) {
        let defined = Set(source.concepts.map(\.name))
        for mention in concepts where !defined.contains(mention.name) {
            faults.add(
                mention.file, line: mention.line, "no concept '\(mention.name)'",
                fix: "define it in lexicon/<language>.yaml or correct the name")
        }
        let arguments = source.rules.map(\.rule.argument)
        let established = Set(arguments.compactMap(\.fact) + arguments.compactMap(\.factOfThing))
        for mention in facts where !established.contains(mention.name) {
            faults.add(
                mention.file, line: mention.line, "no rule establishes the fact '\(mention.name)'",
                fix: "write a rule with 'fact: \(mention.name)' or correct the name")
        }
    }
}

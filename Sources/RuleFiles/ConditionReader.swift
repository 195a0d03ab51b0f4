import Classification
import Yams

/// Reads what stands under `when:`.
struct ConditionReader {
    let reader: YAMLReader
    let onConcept: (RuleListReader.Mention) -> Void
    let onFact: (RuleListReader.Mention) -> Void

    init(
        reader: YAMLReader, onConcept: @escaping (RuleListReader.Mention) -> Void,
        onFact: @escaping (RuleListReader.Mention) -> Void
    ) {
        self.reader = reader
        self.onConcept = onConcept
        self.onFact = onFact
    }

    /// Conditions within conditions.
    static let maximumDepth = 12
    static let wordKeys = [
        "concept", "phrase", "date", "in", "not", "near", "unless-near", "within", "order", "same-sentence",
        "only-if-short", "first-words", "short-sentence", "question", "quotation", "alone", "last",
    ]
    static let otherKeys = [
        "all", "any", "none", "structure", "fact", "field", "header", "language", "short-reply", "long-reply",
    ]

    func read(_ node: Node, depth: Int) -> Condition? {
        guard depth < Self.maximumDepth else {
            reader.fault(
                node, "conditions stand more than \(Self.maximumDepth) deep",
                fix: "split the rule with a 'fact:' rule")
            return nil
        }
        let entries = reader.entries(node, what: "the condition")
        guard let first = entries.first else { return nil }
        let keys = Set(entries.map(\.key))
        if !keys.isDisjoint(with: ["concept", "phrase", "date"]) { return words(entries) }
        if keys.contains("field") { return field(entries, node) }
        if keys.contains("header") { return header(entries, node) }
        if keys == ["not"] { return read(first.value, depth: depth + 1).map { .not($0) } }
        guard entries.count == 1 else {
            reader.fault(
                node, "the condition mixes \(entries.map { "'\($0.key)'" }.joined(separator: ", "))",
                fix: "put each in a condition of its own under 'all:' or 'any:'")
            return nil
        }
        return single(first, depth)
    }

    private func single(_ entry: (key: String, keyNode: Node, value: Node), _ depth: Int) -> Condition? {
        switch entry.key {
        case "all": return .all(list(entry.value, depth))
        case "any": return .any(list(entry.value, depth))
        case "none": return .not(.any(list(entry.value, depth)))
        case "structure":
            let names = reader.strings(entry.value, key: "structure")
            return .structure(
                names.compactMap { name in
                    if let fact = Structure(rawValue: name) { return fact }
                    reader.fault(
                        entry.value, "no structure '\(name)'",
                        fix: "use one of: \(Structure.allCases.map(\.rawValue).joined(separator: ", "))")
                    return nil
                })
        case "fact":
            let names = reader.strings(entry.value, key: "fact")
            for name in names { onFact(mention(name, entry.value)) }
            return .fact(names)
        case "language": return .language(reader.strings(entry.value, key: "language"))
        case "short-reply":
            return reader.integer(entry.value, key: entry.key, in: 0...500).map { .shortReply(words: $0) }
        case "long-reply":
            return reader.integer(entry.value, key: entry.key, in: 1...500).map { .longReply(words: $0) }
        default:
            reader.unknown(entry, of: "a condition", known: Self.otherKeys + Self.wordKeys)
            return nil
        }
    }

    private func list(_ node: Node, _ depth: Int) -> [Condition] {
        guard let items = node.sequence, !items.isEmpty else {
            reader.fault(
                node, "'all', 'any' and 'none' take a list", fix: "write the conditions as '- …' lines")
            return []
        }
        return items.compactMap { read($0, depth: depth + 1) }
    }

    private func mention(_ name: String, _ node: Node) -> RuleListReader.Mention {
        RuleListReader.Mention(name: name, file: reader.file, line: reader.line(node))
    }

    private func concepts(_ node: Node) -> [String] {
        let names = reader.strings(node, key: "concept")
        for name in names { onConcept(mention(name, node)) }
        return names
    }

    // MARK: words

    private func words(_ entries: [(key: String, keyNode: Node, value: Node)]) -> Condition {
        var words = WordCondition(words: WordTarget())
        var near: [Nearness] = []
        var within: Int?
        var order: Nearness.Order?
        var sameSentence: Bool?
        for entry in entries {
            switch entry.key {
            case "concept": words.words.concepts = concepts(entry.value)
            case "phrase": words.words.phrases = reader.phrases(entry.value, key: "phrase")
            case "date": words.words.date = reader.bool(entry.value, key: "date") ?? false
            case "in": words.zones = zones(entry.value)
            case "not": exclude(entry.value, in: &words)
            case "near": near = nearness(entry.value)
            case "unless-near": words.notNear = nearness(entry.value)
            case "within": within = reader.integer(entry.value, key: "within", in: 0...40)
            case "order": order = reader.choice(entry.value, key: "order", Nearness.Order.self)
            case "same-sentence": sameSentence = reader.bool(entry.value, key: entry.key)
            case "only-if-short": words.onlyIfShort = reader.integer(entry.value, key: entry.key, in: 0...500)
            case "first-words": words.firstWords = reader.integer(entry.value, key: entry.key, in: 1...500)
            case "short-sentence":
                words.shortSentence = reader.integer(entry.value, key: entry.key, in: 1...40)
            case "question": words.inQuestion = reader.bool(entry.value, key: entry.key)
            case "quotation": words.inQuotation = reader.bool(entry.value, key: entry.key)
            case "alone": words.alone = reader.bool(entry.value, key: entry.key) ?? false
            case "last": words.last = reader.bool(entry.value, key: entry.key) ?? false
            default: reader.unknown(entry, of: "a condition on words", known: Self.wordKeys)
            }
        }
        for place in near.indices {
            if let within { near[place].within = within }
            if let order { near[place].order = order }
            if let sameSentence { near[place].sameSentence = sameSentence }
        }
        words.near = near
        return .words(words)
    }

    private func exclude(_ node: Node, in words: inout WordCondition) {
        for name in reader.strings(node, key: "not") {
            switch name {
            case "negated": words.notNegated = true
            case "about-a-thing": words.notAboutThing = true
            default:
                reader.fault(
                    node, "'not' beside words does not take '\(name)'",
                    fix: "write 'not: negated', 'not: about-a-thing', or both as a list")
            }
        }
    }

    private func zones(_ node: Node) -> ZoneSet {
        var set: ZoneSet = []
        for name in reader.strings(node, key: "in") {
            if name == "body" {
                set.formUnion(.body)
            } else if let zone = Zone(rawValue: name) {
                set.formUnion(ZoneSet(zone))
            } else {
                reader.fault(
                    node, "no place '\(name)'",
                    fix: "use one of: body, \(Zone.allCases.map(\.rawValue).joined(separator: ", "))")
            }
        }
        return set
    }

    private func nearness(_ node: Node) -> [Nearness] {
        if let items = node.sequence { return items.compactMap { oneNear($0) } }
        return oneNear(node).map { [$0] } ?? []
    }

    private func oneNear(_ node: Node) -> Nearness? {
        var near = Nearness(target: WordTarget())
        for entry in reader.entries(node, what: "'near'") {
            switch entry.key {
            case "concept": near.target.concepts = concepts(entry.value)
            case "phrase": near.target.phrases = reader.phrases(entry.value, key: "phrase")
            case "date": near.target.date = reader.bool(entry.value, key: "date") ?? false
            case "within": near.within = reader.integer(entry.value, key: "within", in: 0...40) ?? near.within
            case "order": near.order = reader.choice(entry.value, key: "order", Nearness.Order.self) ?? .any
            case "same-sentence": near.sameSentence = reader.bool(entry.value, key: entry.key) ?? true
            default:
                reader.unknown(
                    entry, of: "'near'",
                    known: ["concept", "phrase", "date", "within", "order", "same-sentence"])
            }
        }
        return near
    }

    // MARK: fields and headers

    private func comparison(
        _ entries: [(key: String, keyNode: Node, value: Node)]
    ) -> (TextComparison, [String])? {
        for entry in entries {
            if let comparison = TextComparison(rawValue: entry.key) {
                return (comparison, reader.strings(entry.value, key: entry.key))
            }
        }
        return nil
    }

    private static let comparisons = TextComparison.allCases.map(\.rawValue)

    private func field(_ entries: [(key: String, keyNode: Node, value: Node)], _ node: Node) -> Condition? {
        for entry in entries where entry.key != "field" && !Self.comparisons.contains(entry.key) {
            reader.unknown(entry, of: "a condition on a field", known: ["field"] + Self.comparisons)
        }
        guard let name = entries.first(where: { $0.key == "field" }),
            let zone = reader.choice(name.value, key: "field", Zone.self)
        else { return nil }
        guard let (comparison, texts) = comparison(entries) else {
            reader.fault(
                node, "the condition on '\(zone.rawValue)' compares nothing",
                fix: "add one of: \(Self.comparisons.joined(separator: ", "))")
            return nil
        }
        return .field(FieldCondition(zone: zone, comparison: comparison, texts: texts))
    }

    private func header(_ entries: [(key: String, keyNode: Node, value: Node)], _ node: Node) -> Condition? {
        let known = ["header", "exists"] + Self.comparisons
        for entry in entries where !known.contains(entry.key) {
            reader.unknown(entry, of: "a condition on a header field", known: known)
        }
        guard let name = entries.first(where: { $0.key == "header" }) else { return nil }
        let names = reader.strings(name.value, key: "header")
        let test: HeaderCondition.Test
        if let (comparison, texts) = comparison(entries) {
            test = .compares(comparison, texts)
        } else {
            test = .exists
        }
        let tests = names.map { Condition.header(HeaderCondition(name: $0, test: test)) }
        if let exists = entries.first(where: { $0.key == "exists" }),
            reader.bool(exists.value, key: "exists") == false
        {
            return .not(.any(tests))
        }
        return tests.count == 1 ? tests[0] : .any(tests)
    }
}

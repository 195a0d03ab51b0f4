import Classification
import Yams

/// Reads `decision.yaml`.
struct DecisionReader {
    let reader: YAMLReader

    static let keys = [
        "order", "floors", "tie", "shared-headers", "confidence", "review-below", "intents", "intent-floor",
        "opt-out-fact", "other-unsubscribe-fact", "words",
    ]
    static let wordKeys = [
        "rules-at-most", "intents-at-most", "lead-of-reply", "review-behind-reply", "other-begins-with",
    ]

    func read(_ root: Node, into source: inout RuleSource) {
        var table = DecisionTable()
        for entry in reader.entries(root, what: "the decision") {
            switch entry.key {
            case "order": table.order = order(entry.value, "kind", Kind.self)
            case "intents": table.intentOrder = order(entry.value, "intent", Intent.self)
            case "floors":
                for floor in reader.entries(entry.value, what: "floors") {
                    guard let kind = reader.choice(floor.keyNode, key: "kind", Kind.self) else { continue }
                    table.floors[kind] = reader.number(floor.value, key: floor.key) ?? 0
                }
            case "tie": table.tie = reader.number(entry.value, key: "tie") ?? 0
            case "intent-floor": table.intentFloor = reader.number(entry.value, key: "intent-floor") ?? 0
            case "review-below": table.reviewBelow = reader.number(entry.value, key: "review-below") ?? 0
            case "shared-headers":
                table.sharedHeaders = Set(reader.strings(entry.value, key: entry.key).map { $0.lowercased() })
            case "opt-out-fact": table.optOutFact = reader.string(entry.value, key: entry.key) ?? ""
            case "other-unsubscribe-fact":
                table.otherUnsubscribeFact = reader.string(entry.value, key: entry.key) ?? ""
            case "words": table.words = words(entry.value)
            case "confidence": table.confidence = points(entry.value)
            default: reader.unknown(entry, of: "the decision", known: Self.keys)
            }
        }
        source.decision = table
    }

    private func order<T: RawRepresentable & CaseIterable & Hashable>(
        _ node: Node, _ what: String, _ type: T.Type
    ) -> [T] where T.RawValue == String {
        let values = (node.sequence ?? []).compactMap { reader.choice($0, key: what, type) }
        let missing = type.allCases.filter { !values.contains($0) }
        if !missing.isEmpty || values.count != type.allCases.count {
            reader.fault(
                node, "the order of \(what)s does not name each once",
                fix: "list all of: \(type.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return values
    }

    private func words(_ node: Node) -> DecisionTable.WordBounds {
        var bounds = DecisionTable.WordBounds()
        for entry in reader.entries(node, what: "words") {
            let number = reader.number(entry.value, key: entry.key) ?? 0
            switch entry.key {
            case "rules-at-most": bounds.rulesAtMost = number
            case "intents-at-most": bounds.intentsAtMost = number
            case "lead-of-reply": bounds.leadOfReply = number
            case "review-behind-reply": bounds.reviewBehindReply = number
            case "other-begins-with": bounds.otherBeginsWith = number
            default: reader.unknown(entry, of: "words", known: Self.wordKeys)
            }
        }
        return bounds
    }

    private func points(_ node: Node) -> [DecisionTable.ConfidencePoint] {
        var points: [DecisionTable.ConfidencePoint] = []
        for item in node.sequence ?? [] {
            let pair = (item.sequence ?? []).compactMap { $0.float ?? $0.int.map(Double.init) }
            guard pair.count == 2, (0...1).contains(pair[1]), pair[0] > points.last?.margin ?? -1 else {
                reader.fault(
                    item, "a point of 'confidence' is not [margin, confidence] with rising margins",
                    fix: "write pairs such as [2, 0.8], confidence from 0 to 1")
                continue
            }
            points.append(DecisionTable.ConfidencePoint(margin: pair[0], confidence: pair[1]))
        }
        return points
    }
}

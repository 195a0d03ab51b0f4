import Classification
import Yams

/// Faults of one file as they are found.
final class FaultList {
    private(set) var faults: [RuleFileFault] = []

    func add(_ file: String, _ node: Node?, _ fault: String, fix: String) {
        faults.append(RuleFileFault(file: file, line: node?.mark?.line ?? 1, fault: fault, fix: fix))
    }

    func add(_ file: String, line: Int, _ fault: String, fix: String) {
        faults.append(RuleFileFault(file: file, line: line, fault: fault, fix: fix))
    }
}

/// One YAML file being read; every question that cannot be answered is a fault.
struct YAMLReader {
    let file: String
    let faults: FaultList

    func fault(_ node: Node?, _ text: String, fix: String) { faults.add(file, node, text, fix: fix) }

    func line(_ node: Node) -> Int { node.mark?.line ?? 1 }

    func entries(_ node: Node, what: String) -> [(key: String, keyNode: Node, value: Node)] {
        guard let mapping = node.mapping else {
            fault(node, "\(what) is not a mapping", fix: "write it as 'key: value' lines")
            return []
        }
        var seen: Set<String> = []
        return mapping.compactMap { key, value in
            guard let name = key.string else {
                fault(key, "a key is not a text", fix: "write the key as a plain word")
                return nil
            }
            guard seen.insert(name).inserted else {
                fault(key, "key '\(name)' stands twice", fix: "keep one of them")
                return nil
            }
            return (name, key, value)
        }
    }

    func string(_ node: Node, key: String) -> String? {
        if let scalar = node.scalar { return scalar.string }
        fault(node, "'\(key)' is not a text", fix: "write one text after '\(key):'")
        return nil
    }

    /// One text or a list of texts.
    func strings(_ node: Node, key: String) -> [String] {
        texts(node, key: key) { text, item in nonEmpty(text, item, key: key).map { [$0] } ?? [] }
    }

    /// Phrases of one text or a list of texts, alternatives written out.
    func phrases(_ node: Node, key: String) -> [String] {
        texts(node, key: key) { text, item in alternatives(text, item, key: key)?.phrases ?? [] }
    }

    /// Phrases of one text or a list of texts, alternatives in their braces, all of which can be written out.
    func phrasesWithAlternatives(_ node: Node, key: String) -> [String] {
        texts(node, key: key) { text, item in
            alternatives(text, item, key: key).map { _ in [text] } ?? []
        }
    }

    private func alternatives(_ text: String, _ node: Node, key: String) -> PhraseAlternatives? {
        do throws(PhraseAlternatives.Fault) {
            let alternatives = try PhraseAlternatives(text)
            if !alternatives.mayBeEmpty { return alternatives }
            emptyPhrase(node, key: key)
        } catch {
            let texts = error.texts(key: key, phrase: text)
            fault(node, texts.fault, fix: texts.fix)
        }
        return nil
    }

    private func texts(_ node: Node, key: String, _ read: (String, Node) -> [String]) -> [String] {
        if let scalar = node.scalar { return read(scalar.string, node) }
        guard let sequence = node.sequence else {
            fault(node, "'\(key)' is neither a text nor a list", fix: "write one text or a list in brackets")
            return []
        }
        return sequence.flatMap { item -> [String] in
            guard let scalar = item.scalar else {
                fault(item, "an entry of '\(key)' is not a text", fix: "put the text in quotation marks")
                return []
            }
            return read(scalar.string, item)
        }
    }

    private func nonEmpty(_ text: String, _ node: Node, key: String) -> String? {
        if PhraseAlternatives.isInked(text.utf8) { return text }
        emptyPhrase(node, key: key)
        return nil
    }

    private func emptyPhrase(_ node: Node, key: String) {
        fault(node, "'\(key)' has an empty phrase", fix: "write the words to look for, or remove the entry")
    }

    func number(_ node: Node, key: String) -> Double? {
        if let number = node.float ?? node.int.map(Double.init) { return number }
        fault(node, "'\(key)' is not a number", fix: "write a number such as 2.5")
        return nil
    }

    func integer(_ node: Node, key: String, in range: ClosedRange<Int>) -> Int? {
        if let number = node.int, range.contains(number) { return number }
        fault(
            node, "'\(key)' is not a whole number from \(range.lowerBound) to \(range.upperBound)",
            fix: "write a number in that range")
        return nil
    }

    func bool(_ node: Node, key: String) -> Bool? {
        if let value = node.bool { return value }
        fault(node, "'\(key)' is neither true nor false", fix: "write true or false")
        return nil
    }

    func choice<T: RawRepresentable & CaseIterable>(
        _ node: Node, key: String, _ type: T.Type
    ) -> T? where T.RawValue == String {
        guard let text = string(node, key: key) else { return nil }
        if let value = T(rawValue: text) { return value }
        fault(
            node, "no \(key) '\(text)'",
            fix: "use one of: \(T.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    func unknown(_ entry: (key: String, keyNode: Node, value: Node), of what: String, known: [String]) {
        fault(
            entry.keyNode, "unknown key '\(entry.key)' in \(what)",
            fix: "use one of: \(known.joined(separator: ", "))")
    }
}

import MailFormat

/// Gives names their numbers while conditions are compiled.
struct RuleCompiler {
    private(set) var numbers: [String: Int] = [:]
    /// Those that stand in rules, each a concept of its own.
    private(set) var phrases: [(text: String, concept: Int)] = []
    private(set) var headers: [FieldName] = []
    private(set) var facts: [String] = []
    private(set) var structures: UInt64 = 0

    mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        let number = numbers.count
        numbers[name] = number
        return number
    }

    private mutating func phraseNumber(_ phrase: String, inside: Bool = false) -> Int32 {
        let text = inside ? "*\(phrase)*" : phrase
        let name = "\"\(text)"
        if let number = numbers[name] { return Int32(number) }
        let number = self.number(of: name)
        phrases.append((text, number))
        return Int32(number)
    }

    private mutating func number(of header: FieldName) -> Int {
        if let number = headers.firstIndex(of: header) { return number }
        headers.append(header)
        return headers.count - 1
    }

    mutating func number(ofFact name: String) -> Int {
        if let number = facts.firstIndex(of: name) { return number }
        facts.append(name)
        return facts.count - 1
    }

    private mutating func compile(_ target: WordTarget) -> CompiledTarget {
        var concepts = target.concepts.map { Int32(number(of: $0)) }
        for phrase in target.phrases { concepts.append(phraseNumber(phrase)) }
        return CompiledTarget(concepts: concepts, date: target.date)
    }

    private mutating func compile(_ near: Nearness) -> CompiledNearness {
        CompiledNearness(
            target: compile(near.target), within: near.within, order: near.order,
            sameSentence: near.sameSentence)
    }

    mutating func compile(_ condition: Condition) -> CompiledCondition {
        switch condition {
        case .all(let parts): return .all(parts.map { compile($0) })
        case .any(let parts): return .any(parts.map { compile($0) })
        case .not(let part): return .not(compile(part))
        case .words(let words): return .words(compile(words))
        case .field(let field):
            let inside = field.comparison == .contains
            return .field(
                zone: field.zone, field.comparison,
                concepts: field.texts.map { phraseNumber($0, inside: inside) })
        case .header(let header):
            let number = self.number(of: FieldName(header.name))
            switch header.test {
            case .exists: return .header(number, .exists)
            case .compares(let comparison, let texts):
                return .header(number, .compares(comparison, texts.map(Self.folded)))
            }
        case .structure(let facts):
            let mask = facts.reduce(0) { $0 | $1.bit }
            structures |= mask
            return .structure(mask)
        case .fact(let names): return .fact(names.map { number(ofFact: $0) })
        case .shortReply(let words): return .shortReply(words)
        case .longReply(let words): return .longReply(words)
        case .language(let tags): return .language(tags)
        case .date: return .date
        }
    }

    private mutating func compile(_ words: WordCondition) -> CompiledWords {
        CompiledWords(
            target: compile(words.words), zones: words.zones, notNegated: words.notNegated,
            notAboutThing: words.notAboutThing, onlyIfShort: words.onlyIfShort, firstWords: words.firstWords,
            shortSentence: words.shortSentence, inQuestion: words.inQuestion,
            inQuotation: words.inQuotation, alone: words.alone, last: words.last,
            near: words.near.map { compile($0) },
            notNear: words.notNear.map { compile($0) })
    }

    static func folded(_ text: String) -> [UInt8] { NormalizedText(text).bytes }
}

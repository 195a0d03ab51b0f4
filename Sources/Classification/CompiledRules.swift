import MailFormat

/// The form in which rules run: names are numbers, phrases are patterns of the automaton.
struct CompiledRules: Sendable {
    struct CompiledRule: Sendable {
        let rule: Rule
        let condition: CompiledCondition
    }

    let automaton: PhraseAutomaton
    /// Pattern → packed `PatternMeaning`s.
    let meanings: [[UInt32]]
    let conceptNumbers: [String: Int]
    /// Rules that establish facts run first.
    let factRules: [CompiledRule]
    let kindRules: [CompiledRule]
    let reasonRules: [CompiledRule]
    let dateTables: [DateTableSource]
    /// Date word number → language and meaning.
    let dateWords: [(table: Int, meaning: DateWord)]
    let languages: [String]
    let decision: DecisionTable
    let negation: Int32?
    let negationAfter: Int32?

    /// Concepts the engine itself knows by name.
    static let negationConcept = "negation"
    static let negationAfterConcept = "negation-after"

    init(_ source: RuleSource) {
        var compiler = RuleCompiler()
        for concept in source.concepts {
            let number = compiler.number(of: concept.name)
            for phrase in concept.phrases {
                compiler.book.add(phrase, meaning: PatternMeaning.concept(number).packed)
            }
        }
        var words: [(table: Int, meaning: DateWord)] = []
        for (table, dates) in source.dates.enumerated() {
            for word in dates.words {
                compiler.book.add(word.phrase, meaning: PatternMeaning.dateWord(words.count).packed)
                words.append((table, word.meaning))
            }
        }
        for (number, language) in source.languages.enumerated() {
            for word in language.words {
                compiler.book.add(word, meaning: PatternMeaning.language(number).packed)
            }
        }
        var facts: [CompiledRule] = []
        var kinds: [CompiledRule] = []
        var reasons: [CompiledRule] = []
        for text in source.rules.sorted(by: { $0.rule.id < $1.rule.id }) {
            let rule = CompiledRule(rule: text.rule, condition: compiler.compile(text.condition))
            if text.rule.argument.reason != nil {
                reasons.append(rule)
            } else if text.rule.argument.fact != nil {
                facts.append(rule)
            } else {
                kinds.append(rule)
            }
        }
        (automaton, meanings) = compiler.book.build()
        conceptNumbers = compiler.numbers
        factRules = facts
        kindRules = kinds
        reasonRules = reasons
        dateTables = source.dates
        dateWords = words
        languages = source.languages.map(\.language)
        decision = source.decision
        negation = compiler.numbers[Self.negationConcept].map(Int32.init)
        negationAfter = compiler.numbers[Self.negationAfterConcept].map(Int32.init)
    }
}

/// A condition with numbers for names.
indirect enum CompiledCondition: Sendable {
    case all([CompiledCondition])
    case any([CompiledCondition])
    case not(CompiledCondition)
    case words(CompiledWords)
    case field(zone: Zone, TextComparison, concepts: [Int32], texts: [[UInt8]])
    case header(FieldName, HeaderTest)
    case structure(UInt64)
    case fact([String])
    case shortReply(Int)
    case longReply(Int)
    case language([String])
    case date
}

enum HeaderTest: Sendable {
    case exists
    case compares(TextComparison, [[UInt8]])
}

struct CompiledWords: Sendable {
    let target: CompiledTarget
    let zones: ZoneSet
    let notNegated: Bool
    let onlyIfShort: Int?
    let firstWords: Int?
    let inQuestion: Bool?
    let alone: Bool
    let near: [CompiledNearness]
    let notNear: [CompiledNearness]
}

struct CompiledTarget: Sendable {
    let concepts: [Int32]
    let date: Bool
}

struct CompiledNearness: Sendable {
    let target: CompiledTarget
    let within: Int
    let order: Nearness.Order
    let sameSentence: Bool
}

/// Gives names their numbers while conditions are compiled.
struct RuleCompiler {
    var book = PatternBook()
    private(set) var numbers: [String: Int] = [:]

    mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        let number = numbers.count
        numbers[name] = number
        return number
    }

    /// A phrase in a rule is a concept of its own.
    private mutating func phraseNumber(_ phrase: String, inside: Bool = false) -> Int32 {
        let text = inside ? "*\(phrase)*" : phrase
        let name = "\"\(text)"
        if let number = numbers[name] { return Int32(number) }
        let number = self.number(of: name)
        book.add(text, meaning: PatternMeaning.concept(number).packed)
        return Int32(number)
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
                concepts: field.texts.map { phraseNumber($0, inside: inside) },
                texts: field.texts.map(Self.folded))
        case .header(let header):
            switch header.test {
            case .exists: return .header(FieldName(header.name), .exists)
            case .compares(let comparison, let texts):
                return .header(FieldName(header.name), .compares(comparison, texts.map(Self.folded)))
            }
        case .structure(let facts): return .structure(facts.reduce(0) { $0 | $1.bit })
        case .fact(let names): return .fact(names)
        case .shortReply(let words): return .shortReply(words)
        case .longReply(let words): return .longReply(words)
        case .language(let tags): return .language(tags)
        case .date: return .date
        }
    }

    private mutating func compile(_ words: WordCondition) -> CompiledWords {
        CompiledWords(
            target: compile(words.words), zones: words.zones, notNegated: words.notNegated,
            onlyIfShort: words.onlyIfShort, firstWords: words.firstWords, inQuestion: words.inQuestion,
            alone: words.alone, near: words.near.map { compile($0) },
            notNear: words.notNear.map { compile($0) })
    }

    static func folded(_ text: String) -> [UInt8] { NormalizedText(text).bytes }
}

extension Structure {
    private static let bits: [Structure: UInt64] = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, UInt64(1) << UInt64($0)) })
    var bit: UInt64 { Self.bits[self] ?? 0 }
}

/// The form in which rules run: names are numbers, phrases are patterns of the automaton.
final class CompiledRules: Sendable {
    final class CompiledRule: Sendable {
        let rule: Rule
        /// Place of the condition in `conditions`.
        let condition: Int
        /// Places in `facts` of what it establishes.
        let fact: Int?
        let factOfThing: Int?

        init(rule: Rule, condition: Int, fact: Int?, factOfThing: Int?) {
            self.rule = rule
            self.condition = condition
            self.fact = fact
            self.factOfThing = factOfThing
        }
    }

    /// Rules in order of their ids, and the places of their conditions.
    private struct RuleList: Sendable {
        let rules: [CompiledRule]
        let places: [Int32]

        init(_ rules: [CompiledRule]) {
            self.rules = rules
            places = rules.map { Int32($0.condition) }
        }
    }

    let phrases: CompiledPhrases
    let conceptCount: Int
    /// By concept, where some rule asks for it; elsewhere its words say nothing.
    let zonesOfConcepts: [ZoneSet]
    /// Where some rule asks for some concept.
    let zones: ZoneSet
    /// Rules that establish facts run first.
    private let factRules: RuleList
    private let kindRules: RuleList
    private let reasonRules: RuleList
    let signs: SignLayout
    let conditions: ConditionTable
    /// Header fields that some rule asks for.
    let headers: HeaderNames
    /// Facts that some rule asks for or establishes.
    let facts: [String]
    /// Structural facts that some rule asks for.
    let structures: UInt64
    let dateTables: [DateTableSource]
    /// Date word number → language and meaning.
    let dateWords: [(table: Int, meaning: DateWord)]
    /// By date word, whether a date can be made of it; without such a word, and without figures, there is none.
    let isDateAnchor: [Bool]
    /// Tag of a date table → its place.
    let tableOfLanguage: [String: Int]
    /// By date table, and behind the last for a text of none.
    let dateEndings: [DateEndings]
    let languages: [String]
    let groups: LanguageGroups
    /// By language, the bit of its group.
    let languageGroups: [UInt64]
    let decision: DecisionTable
    /// Places in `facts`; nil where no rule knows the fact.
    let optOutFact: Int?
    let otherUnsubscribeFact: Int?
    let kindWords: WeighedWords<Kind>?
    let intentWords: WeighedWords<Intent>?
    let negation: Int32?
    let negationAfter: Int32?
    let dealThing: Int32?
    let mailAtLarge: [Int32]
    let absence: Int32?
    let later: [Int32]

    /// Concepts the engine itself knows by name.
    static let negationConcept = "negation"
    static let negationAfterConcept = "negation-after"
    /// What an opt-out verb may be about without being an opt-out, and what makes it one all the same.
    static let dealThingConcept = "deal-thing"
    static let mailAtLargeConcepts = ["mail-at-large", "my-record"]
    /// Its sentences speak of an absence.
    static let absenceConcept = "absence"
    /// Their words ask to write at another time.
    static let laterConcepts = ["not-now", "write-again", "approach-verb"]

    /// - Parameter phrases: of the same source, where they have been compiled before.
    init(_ source: RuleSource, phrases: CompiledPhrases? = nil) {
        var compiler = RuleCompiler()
        for concept in source.concepts { _ = compiler.number(of: concept.name) }
        let sorted = source.rules.sorted { $0.rule.id < $1.rule.id }.map {
            (rule: $0.rule, condition: compiler.compile($0.condition))
        }
        let establishing = sorted.map { rule, _ in
            (
                rule.argument.fact.map { compiler.number(ofFact: $0) },
                rule.argument.factOfThing.map { compiler.number(ofFact: $0) }
            )
        }
        let signs = SignLayout(
            concepts: compiler.numbers.count, headers: compiler.headers.count, facts: compiler.facts.count)
        var conditions = ConditionTable(signs)
        var compiledFacts: [CompiledRule] = []
        var kinds: [CompiledRule] = []
        var reasons: [CompiledRule] = []
        for ((rule, condition), (fact, factOfThing)) in zip(sorted, establishing) {
            let compiled = CompiledRule(
                rule: rule, condition: conditions.append(condition), fact: fact, factOfThing: factOfThing)
            if rule.argument.reason != nil {
                reasons.append(compiled)
            } else if rule.argument.fact != nil {
                compiledFacts.append(compiled)
            } else {
                kinds.append(compiled)
            }
        }
        let groups = LanguageGroups(source.concepts.compactMap(\.language))
        self.phrases =
            phrases
            ?? Self.compilePhrases(source, compiler, groups, sorted.map { ($0.rule, $0.condition.concepts) })
        conceptCount = compiler.numbers.count
        zonesOfConcepts = Self.zones(of: compiler.numbers, in: sorted.map(\.condition))
        zones = zonesOfConcepts.reduce(into: []) { $0.formUnion($1) }
        factRules = RuleList(compiledFacts)
        kindRules = RuleList(kinds)
        reasonRules = RuleList(reasons)
        self.signs = signs
        self.conditions = conditions
        headers = HeaderNames(compiler.headers)
        facts = compiler.facts
        structures = compiler.structures
        dateTables = source.dates
        dateWords = source.dates.enumerated().flatMap { table, dates in
            dates.words.map { (table, $0.meaning) }
        }
        isDateAnchor = dateWords.map(\.meaning.isAnchor)
        tableOfLanguage = Dictionary(
            source.dates.enumerated().map { (DateTableChoice.tag($0.element.language), $0.offset) },
            uniquingKeysWith: { first, _ in first })
        dateEndings = source.dates.map { DateEndings($0) } + [DateEndings(nil)]
        languages = source.languages.map(\.language)
        self.groups = groups
        languageGroups = languages.map { groups.bit(of: $0) }
        decision = source.decision
        optOutFact = facts.firstIndex(of: decision.optOutFact)
        otherUnsubscribeFact = facts.firstIndex(of: decision.otherUnsubscribeFact)
        kindWords = source.kindWords.map { WeighedWords($0) }
        intentWords = source.intentWords.map { WeighedWords($0) }
        func concept(_ name: String) -> Int32? { compiler.numbers[name].map(Int32.init) }
        negation = concept(Self.negationConcept)
        negationAfter = concept(Self.negationAfterConcept)
        dealThing = concept(Self.dealThingConcept)
        mailAtLarge = Self.mailAtLargeConcepts.compactMap(concept)
        absence = concept(Self.absenceConcept)
        later = Self.laterConcepts.compactMap(concept)
    }
}

extension CompiledRules {
    /// - Parameter asked: every rule, and the numbers of the concepts that it asks for.
    private static func compilePhrases(
        _ source: RuleSource, _ compiler: RuleCompiler, _ groups: LanguageGroups,
        _ asked: [(rule: Rule, concepts: Set<Int>)]
    ) -> CompiledPhrases {
        var mail = Set(engineConcepts.compactMap { compiler.numbers[$0] })
        var servers = mail
        for (rule, concepts) in asked {
            if rule.argument.reason == nil { mail.formUnion(concepts) } else { servers.formUnion(concepts) }
        }
        var books = PhraseBooks(mailConcepts: mail, serverConcepts: servers)
        for concept in source.concepts {
            guard let number = compiler.numbers[concept.name] else { continue }
            let languages = groups.bit(of: concept.language)
            for phrase in concept.phrases {
                // Whoever made the source has read them once.
                guard let alternatives = try? PhraseAlternatives(phrase) else { continue }
                alternatives.forEach { books.add($0, concept: number, languages: languages) }
            }
        }
        for phrase in compiler.phrases { books.add(phrase.text, concept: phrase.concept) }
        var dateWords = 0
        for word in source.dates.lazy.flatMap(\.words) {
            books.add(word.phrase, .dateWord(dateWords))
            dateWords += 1
        }
        for (number, language) in source.languages.enumerated() {
            for word in language.words { books.add(word, .language(number)) }
        }
        return books.build(concepts: compiler.numbers)
    }

    private static func zones(
        of numbers: [String: Int], in conditions: [CompiledCondition]
    ) -> [ZoneSet] {
        var zones = [ZoneSet](repeating: [], count: numbers.count)
        for condition in conditions {
            condition.forEachConcept { concept, asked in zones[concept].formUnion(asked) }
        }
        // Asked for beside the hits of others, wherever these stand, and by the dates.
        let everywhere = zones.reduce(into: ZoneSet.body) { $0.formUnion($1) }
        for number in engineConcepts.compactMap({ numbers[$0] }) { zones[number] = everywhere }
        return zones
    }

    /// Those that conditions ask for without naming them.
    private static let engineConcepts =
        [negationConcept, negationAfterConcept, dealThingConcept, absenceConcept]
        + mailAtLargeConcepts + laterConcepts
}

/// Call `body` with the rules that may hold of a message with these signs, in order of their ids.
extension CompiledRules {
    typealias RuleBody = (CompiledRule, _ signs: UnsafeBufferPointer<UInt64>) -> Void

    func forEachFactRule(_ signs: UnsafeBufferPointer<UInt64>, _ body: RuleBody) {
        conditions.forEachCandidate(factRules.places, signs) { body(factRules.rules[$0], signs) }
    }

    func forEachKindRule(_ signs: UnsafeBufferPointer<UInt64>, _ body: RuleBody) {
        conditions.forEachCandidate(kindRules.places, signs) { body(kindRules.rules[$0], signs) }
    }

    func forEachReasonRule(_ signs: UnsafeBufferPointer<UInt64>, _ body: RuleBody) {
        conditions.forEachCandidate(reasonRules.places, signs) { body(reasonRules.rules[$0], signs) }
    }
}

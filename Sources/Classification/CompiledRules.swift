/// The form in which rules run: names are numbers, phrases are patterns of the automaton.
final class CompiledRules: Sendable {
    final class CompiledRule: Sendable {
        let rule: Rule
        let condition: CompiledCondition

        init(rule: Rule, condition: CompiledCondition) {
            self.rule = rule
            self.condition = condition
        }
    }

    let matcher: PhraseMatcher
    let meanings: PatternMeanings
    let spelling: Spelling
    let conceptNumbers: [String: Int]
    /// Rules that establish facts run first.
    let factRules: [CompiledRule]
    let kindRules: [CompiledRule]
    let reasonRules: [CompiledRule]
    let signs: SignLayout
    let factNeeds: RuleNeeds
    let kindNeeds: RuleNeeds
    let reasonNeeds: RuleNeeds
    /// Header fields that some rule asks for.
    let headers: HeaderNames
    /// Facts that some rule asks for or establishes.
    let facts: [String]
    /// Structural facts that some rule asks for.
    let structures: UInt64
    let dateTables: [DateTableSource]
    /// Date word number → language and meaning.
    let dateWords: [(table: Int, meaning: DateWord)]
    /// Tag of a date table → its place.
    let tableOfLanguage: [String: Int]
    /// By date table, and behind the last for a text of none.
    let dateEndings: [DateEndings]
    let languages: [String]
    let groups: LanguageGroups
    /// By language, the bit of its group.
    let languageGroups: [UInt64]
    let decision: DecisionTable
    let negation: Int32?
    let negationAfter: Int32?
    let dealThing: Int32?
    let mailAtLarge: [Int32]
    let absence: Int32?
    let later: Int32?

    /// Concepts the engine itself knows by name.
    static let negationConcept = "negation"
    static let negationAfterConcept = "negation-after"
    /// What an opt-out verb may be about without being an opt-out, and what makes it one all the same.
    static let dealThingConcept = "deal-thing"
    static let mailAtLargeConcepts = ["mail-at-large", "my-record"]
    /// Its sentences speak of an absence.
    static let absenceConcept = "absence"
    /// Its words ask to write at another time.
    static let laterConcept = "not-now"

    init(_ source: RuleSource) {
        var compiler = RuleCompiler()
        let groups = LanguageGroups(source.concepts.compactMap(\.language))
        for concept in source.concepts {
            let number = compiler.number(of: concept.name)
            let languages = groups.bit(of: concept.language)
            for phrase in concept.phrases {
                compiler.book.add(
                    phrase, meaning: PatternMeaning.concept(number).packed, languages: languages)
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
        var compiledFacts: [CompiledRule] = []
        var kinds: [CompiledRule] = []
        var reasons: [CompiledRule] = []
        for text in source.rules.sorted(by: { $0.rule.id < $1.rule.id }) {
            let rule = CompiledRule(rule: text.rule, condition: compiler.compile(text.condition))
            if text.rule.argument.reason != nil {
                reasons.append(rule)
            } else if let fact = text.rule.argument.fact {
                _ = compiler.number(ofFact: fact)
                compiledFacts.append(rule)
            } else {
                kinds.append(rule)
            }
        }
        (matcher, meanings, spelling) = compiler.book.build(concepts: compiler.numbers)
        conceptNumbers = compiler.numbers
        factRules = compiledFacts
        kindRules = kinds
        reasonRules = reasons
        let signs = SignLayout(
            concepts: compiler.numbers.count, headers: compiler.headers.count, facts: compiler.facts.count)
        self.signs = signs
        factNeeds = RuleNeeds(compiledFacts, signs)
        kindNeeds = RuleNeeds(kinds, signs)
        reasonNeeds = RuleNeeds(reasons, signs)
        headers = HeaderNames(compiler.headers)
        facts = compiler.facts
        structures = compiler.structures
        dateTables = source.dates
        dateWords = words
        tableOfLanguage = Dictionary(
            source.dates.enumerated().map { (DateTableChoice.tag($0.element.language), $0.offset) },
            uniquingKeysWith: { first, _ in first })
        dateEndings = source.dates.map { DateEndings($0) } + [DateEndings(nil)]
        languages = source.languages.map(\.language)
        self.groups = groups
        languageGroups = languages.map { groups.bit(of: $0) }
        decision = source.decision
        func concept(_ name: String) -> Int32? { compiler.numbers[name].map(Int32.init) }
        negation = concept(Self.negationConcept)
        negationAfter = concept(Self.negationAfterConcept)
        dealThing = concept(Self.dealThingConcept)
        mailAtLarge = Self.mailAtLargeConcepts.compactMap(concept)
        absence = concept(Self.absenceConcept)
        later = concept(Self.laterConcept)
    }
}

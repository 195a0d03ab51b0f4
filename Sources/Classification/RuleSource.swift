/// A rule set as read from its files, before it is compiled. Made by `RuleFiles`, which checks it first.
public struct RuleSource: Sendable {
    public var concepts: [ConceptSource] = []
    public var rules: [RuleText] = []
    public var dates: [DateTableSource] = []
    public var languages: [LanguageSource] = []
    public var decision = DecisionTable()
    public var kindWords: WordPointsSource?
    public var intentWords: WordPointsSource?

    public init() {}
}

/// One concept with its words in one language; the same name in several files is one concept.
public struct ConceptSource: Sendable {
    public let name: String
    /// Alternatives in braces, as `PhraseAlternatives` reads them: written out they take six times the room.
    public let phrases: [String]
    /// Tag such as `de`; nil or `mul` where the words are no language's.
    public let language: String?

    public init(name: String, phrases: [String], language: String? = nil) {
        self.name = name
        self.phrases = phrases
        self.language = language
    }
}

/// Function words by which a language is known.
public struct LanguageSource: Sendable {
    public let language: String
    public let words: [String]

    public init(language: String, words: [String]) {
        self.language = language
        self.words = words
    }
}

/// One rule as written.
public struct RuleText: Sendable {
    public var rule: Rule
    public var condition: Condition

    public init(rule: Rule, condition: Condition) {
        self.rule = rule
        self.condition = condition
    }
}

/// What a rule argues for.
public struct Argument: Sendable, Hashable {
    public var kind: Kind?
    public var subkind: Subkind?
    public var intent: Intent?
    /// A bounce reason, by the name in the table of reasons.
    public var reason: String?
    public var fact: String?
    /// Of a fact: the one that holds in its place where its words are about a thing.
    public var factOfThing: String?

    public init(
        kind: Kind? = nil, subkind: Subkind? = nil, intent: Intent? = nil, reason: String? = nil,
        fact: String? = nil, factOfThing: String? = nil
    ) {
        self.kind = kind
        self.subkind = subkind
        self.intent = intent
        self.reason = reason
        self.fact = fact
        self.factOfThing = factOfThing
    }
}

/// One rule, for listing and for `rules why`.
public struct Rule: Sendable, Hashable {
    public let id: String
    public let argument: Argument
    public let weight: Double
    /// Of a reason: it forbids a hard verdict, whatever the code says.
    public let veto: Bool
    /// Of a kind: it may be meant, and a person decides.
    public let isUnsure: Bool
    /// Fixtures such as `out-of-office/de-exchange`.
    public let catches: [String]
    public let spares: [String]
    public let file: String
    public let line: Int

    public var kind: Kind? { argument.kind }

    public init(
        id: String, argument: Argument, weight: Double, veto: Bool = false, isUnsure: Bool = false,
        catches: [String], spares: [String], file: String, line: Int
    ) {
        self.id = id
        self.argument = argument
        self.weight = weight
        self.veto = veto
        self.isUnsure = isUnsure
        self.catches = catches
        self.spares = spares
        self.file = file
        self.line = line
    }
}

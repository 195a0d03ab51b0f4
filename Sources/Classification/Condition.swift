/// When a rule applies. Made by the loader, which bounds its depth; conditions combine hits and never scan text.
public indirect enum Condition: Sendable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case words(WordCondition)
    case field(FieldCondition)
    case header(HeaderCondition)
    /// Any of the structural facts.
    case structure([Structure])
    /// Any of the facts that rules with `fact:` established.
    case fact([String])
    /// The author's own text has at most so many words.
    case shortReply(words: Int)
    case longReply(words: Int)
    case language([String])
    /// A date or span of time stands in the author's own text or the subject.
    case date
}

/// Where a text stands.
public enum Zone: String, Sendable, CaseIterable, Hashable {
    case subject, reply, quoted, signature, report
    /// Name part and address of From, as one text.
    case from
    /// Of a failed recipient: host, step of the dialogue, reply and status code, as words. Read by reasons alone.
    case smtp
}

public struct ZoneSet: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public init(_ zone: Zone) {
        rawValue =
            switch zone {
            case .subject: 1
            case .reply: 2
            case .quoted: 4
            case .signature: 8
            case .report: 16
            case .from: 32
            case .smtp: 64
            }
    }

    public static let quoted = ZoneSet(.quoted)
    public static let signature = ZoneSet(.signature)

    public static let body: ZoneSet = [ZoneSet(.reply), ZoneSet(.quoted), ZoneSet(.signature)]
    /// What the author wrote for this message.
    public static let own: ZoneSet = [ZoneSet(.subject), ZoneSet(.reply)]
}

/// Words that must stand in a zone, alone or near others.
public struct WordCondition: Sendable {
    public var words: WordTarget
    public var zones: ZoneSet = .own
    public var notNegated = false
    /// The hit is about no thing of a deal that goes on; see `ConditionEvaluator.thing(of:)`.
    public var notAboutThing = false
    /// Only where the author's own text has at most so many words.
    public var onlyIfShort: Int?
    /// The hit begins within so many words from the beginning of its zone.
    public var firstWords: Int?
    /// The hit's sentence has at most so many words.
    public var shortSentence: Int?
    /// The hit is in a sentence that ends with a question mark.
    public var inQuestion: Bool?
    /// The hit stands between quotation marks, as words that are talked about.
    public var inQuotation: Bool?
    /// The zone holds nothing else.
    public var alone = false
    /// No word stands behind it in its zone.
    public var last = false
    public var near: [Nearness] = []
    public var notNear: [Nearness] = []

    public init(words: WordTarget) { self.words = words }
}

/// What to look for: any of the concepts, phrases, or a date.
public struct WordTarget: Sendable {
    public var concepts: [String]
    public var phrases: [String]
    public var date: Bool

    public init(concepts: [String] = [], phrases: [String] = [], date: Bool = false) {
        self.concepts = concepts
        self.phrases = phrases
        self.date = date
    }
}

/// Another hit that stands close by.
public struct Nearness: Sendable {
    public enum Order: String, Sendable, CaseIterable {
        case any
        /// The hit stands before the other one.
        case before
        /// The hit stands after the other one.
        case after
    }

    public var target: WordTarget
    /// Words between the two.
    public var within: Int
    public var order: Order
    public var sameSentence: Bool

    public init(target: WordTarget, within: Int = 8, order: Order = .any, sameSentence: Bool = true) {
        self.target = target
        self.within = within
        self.order = order
        self.sameSentence = sameSentence
    }
}

/// How a text is compared; all forms ignore case, accents and forms of blanks.
public enum TextComparison: String, Sendable, CaseIterable {
    case startsWith = "starts-with"
    case endsWith = "ends-with"
    case contains
    case equals
}

/// A whole zone compared with texts.
public struct FieldCondition: Sendable {
    public var zone: Zone
    public var comparison: TextComparison
    public var texts: [String]

    public init(zone: Zone, comparison: TextComparison, texts: [String]) {
        self.zone = zone
        self.comparison = comparison
        self.texts = texts
    }
}

/// A header field of the message itself.
public struct HeaderCondition: Sendable {
    public enum Test: Sendable {
        case exists
        case compares(TextComparison, [String])
    }

    public var name: String
    public var test: Test

    public init(name: String, test: Test) {
        self.name = name
        self.test = test
    }
}

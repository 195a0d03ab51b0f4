/// A condition with numbers for names.
indirect enum CompiledCondition: Sendable {
    case all([CompiledCondition])
    case any([CompiledCondition])
    case not(CompiledCondition)
    case words(CompiledWords)
    case field(zone: Zone, TextComparison, concepts: [Int32])
    /// The number is the place in `CompiledRules.headers`.
    case header(Int, HeaderTest)
    case structure(UInt64)
    /// Places in `CompiledRules.facts`.
    case fact([Int])
    case shortReply(Int)
    case longReply(Int)
    case language([String])
    case date

    /// Numbers of the concepts that it asks for.
    var concepts: Set<Int> {
        var concepts: Set<Int> = []
        forEachConcept { concept, _ in concepts.insert(concept) }
        return concepts
    }
}

extension CompiledCondition {
    /// Calls `body` with the number of each concept that it asks for, and where. What has to be near stands in the same
    /// zone.
    func forEachConcept(_ body: (Int, ZoneSet) -> Void) {
        switch self {
        case .all(let parts), .any(let parts): for part in parts { part.forEachConcept(body) }
        case .not(let part): part.forEachConcept(body)
        case .words(let words):
            let others = (words.near + words.notNear).flatMap(\.target.concepts)
            for concept in words.target.concepts + others { body(Int(concept), words.zones) }
        case .field(let zone, _, let concepts): for concept in concepts { body(Int(concept), ZoneSet(zone)) }
        case .header, .structure, .fact, .shortReply, .longReply, .language, .date: break
        }
    }
}

enum HeaderTest: Sendable {
    case exists
    case compares(TextComparison, [[UInt8]])
}

/// A class: conditions are asked of every message, and handing one on copies nothing.
final class CompiledWords: Sendable {
    let target: CompiledTarget
    let zones: ZoneSet
    let notNegated: Bool
    let notAboutThing: Bool
    let onlyIfShort: Int?
    let firstWords: Int?
    let shortSentence: Int?
    let inQuestion: Bool?
    let inQuotation: Bool?
    let alone: Bool
    let last: Bool
    let near: [CompiledNearness]
    let notNear: [CompiledNearness]

    init(
        target: CompiledTarget, zones: ZoneSet, notNegated: Bool, notAboutThing: Bool, onlyIfShort: Int?,
        firstWords: Int?, shortSentence: Int?, inQuestion: Bool?, inQuotation: Bool?, alone: Bool,
        last: Bool, near: [CompiledNearness], notNear: [CompiledNearness]
    ) {
        self.target = target
        self.zones = zones
        self.notNegated = notNegated
        self.notAboutThing = notAboutThing
        self.onlyIfShort = onlyIfShort
        self.firstWords = firstWords
        self.shortSentence = shortSentence
        self.inQuestion = inQuestion
        self.inQuotation = inQuotation
        self.alone = alone
        self.last = last
        self.near = near
        self.notNear = notNear
    }
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

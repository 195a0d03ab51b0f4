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
        switch self {
        case .all(let parts), .any(let parts): return parts.reduce(into: []) { $0.formUnion($1.concepts) }
        case .not(let part): return part.concepts
        case .words(let words):
            let near = (words.near + words.notNear).flatMap(\.target.concepts)
            return Set((words.target.concepts + near).map { Int($0) })
        case .field(_, _, let concepts): return Set(concepts.map { Int($0) })
        case .header, .structure, .fact, .shortReply, .longReply, .language, .date: return []
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

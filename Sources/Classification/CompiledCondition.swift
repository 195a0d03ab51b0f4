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
}

enum HeaderTest: Sendable {
    case exists
    case compares(TextComparison, [[UInt8]])
}

struct CompiledWords: Sendable {
    let target: CompiledTarget
    let zones: ZoneSet
    let notNegated: Bool
    let notAboutThing: Bool
    let onlyIfShort: Int?
    let firstWords: Int?
    let inQuestion: Bool?
    let inQuotation: Bool?
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

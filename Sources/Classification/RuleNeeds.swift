/// What a condition cannot hold without: one of these. Most rules are told from it alone to say nothing of a message.
struct RuleNeeds: Sendable {
    private(set) var concepts: [Int32] = []
    private(set) var headers: [Int] = []
    private(set) var facts: [Int] = []
    private(set) var structures: UInt64 = 0
    private(set) var date = false
    /// The condition may hold of any message.
    private(set) var isNothing = false

    private static let nothing = {
        var needs = RuleNeeds()
        needs.isNothing = true
        return needs
    }()

    private init() {}

    init(_ condition: CompiledCondition) {
        switch condition {
        case .all(let parts):
            self = parts.map { RuleNeeds($0) }.min { $0.breadth < $1.breadth } ?? .nothing
        case .any(let parts):
            for part in parts { merge(RuleNeeds(part)) }
        case .words(let words):
            // Hits in quoted text are not known before somebody asks for them.
            guard !words.zones.contains(.quoted) else {
                self = .nothing
                return
            }
            concepts = words.target.concepts
            date = words.target.date
        case .field(let zone, _, let concepts):
            guard zone != .quoted else {
                self = .nothing
                return
            }
            self.concepts = concepts
        case .header(let number, _): headers = [number]
        case .structure(let mask): structures = mask
        case .fact(let numbers): facts = numbers
        case .date: date = true
        case .not, .shortReply, .longReply, .language: self = .nothing
        }
    }

    private mutating func merge(_ other: RuleNeeds) {
        concepts += other.concepts
        headers += other.headers
        facts += other.facts
        structures |= other.structures
        date = date || other.date
        isNothing = isNothing || other.isNothing
    }

    /// How many messages have one of these, roughly: facts and header fields are rare, structure is not.
    private var breadth: Int {
        if isNothing { return Int.max }
        return facts.count + headers.count + concepts.count * 2 + (date ? 20 : 0)
            + structures.nonzeroBitCount * 40
    }
}

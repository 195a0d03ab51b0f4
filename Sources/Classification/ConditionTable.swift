/// The conditions of all rules, one behind the other, each before the conditions that it is made of.
///
/// Most parts of most conditions are told from the signs of a message alone not to hold: a node says which, so that one
/// load settles it.
struct ConditionTable: Sendable {
    enum Sort: UInt8, Sendable {
        case all, any, not, words, field, header, structure, fact, shortReply, longReply, language, date
    }

    /// One of these bits has to be in that word of the signs; without bits nothing has.
    struct Need: Sendable {
        var mask: UInt64 = 0
        var word = 0

        @inline(__always)
        func isMet(by signs: UnsafeBufferPointer<UInt64>) -> Bool { mask == 0 || signs[word] & mask != 0 }
    }

    struct Node: Sendable {
        let first: Need
        let second: Need
        /// Behind the last node that this one is made of.
        var end: Int32
        /// Place in the list of its sort, or its number of words.
        let value: Int32
        let sort: Sort
    }

    struct Field: Sendable {
        let zone: Zone
        let comparison: TextComparison
        let concepts: [Int32]
    }

    private(set) var nodes: [Node] = []
    private(set) var words: [CompiledWords] = []
    private(set) var fields: [Field] = []
    private(set) var headers: [(number: Int, test: HeaderTest)] = []
    private(set) var structures: [UInt64] = []
    private(set) var facts: [[Int]] = []
    private(set) var languages: [[String]] = []
    private let reader: NeedReader

    init(_ layout: SignLayout) { reader = NeedReader(layout: layout) }

    /// The place of the condition.
    mutating func append(_ condition: CompiledCondition) -> Int {
        let place = nodes.count
        let (sort, value) = described(condition)
        // Those that fewest messages meet; a clause over several words of signs is left to what it is made of.
        let needs = reader.clauses(of: condition).sorted { reader.breadth($0) < reader.breadth($1) }
            .compactMap(Self.inOneWord)
        nodes.append(
            Node(
                first: needs.first ?? Need(), second: needs.dropFirst().first ?? Need(), end: 0,
                value: Int32(truncatingIfNeeded: value), sort: sort))
        switch condition {
        case .all(let parts), .any(let parts): for part in parts { _ = append(part) }
        case .not(let part): _ = append(part)
        default: break
        }
        nodes[place].end = Int32(nodes.count)
        return place
    }

    /// Calls `body` with the place in `places` of each condition that may hold of a message with these signs.
    @inline(__always)
    func forEachCandidate(_ places: [Int32], _ signs: UnsafeBufferPointer<UInt64>, _ body: (Int) -> Void) {
        nodes.withUnsafeBufferPointer { nodes in
            for (number, place) in places.enumerated() where Self.mayHold(Int(place), nodes, signs) {
                body(number)
            }
        }
    }

    /// By a glance at what the condition and its parts need.
    static func mayHold(
        _ place: Int, _ nodes: UnsafeBufferPointer<Node>, _ signs: UnsafeBufferPointer<UInt64>
    ) -> Bool {
        let node = nodes[place]
        guard node.first.isMet(by: signs), node.second.isMet(by: signs) else { return false }
        guard node.sort == .all else { return true }
        var part = place + 1
        while part < node.end {
            guard nodes[part].first.isMet(by: signs), nodes[part].second.isMet(by: signs) else {
                return false
            }
            part = Int(nodes[part].end)
        }
        return true
    }

    private mutating func described(_ condition: CompiledCondition) -> (Sort, value: Int) {
        switch condition {
        case .all: return (.all, 0)
        case .any: return (.any, 0)
        case .not: return (.not, 0)
        case .words(let condition):
            words.append(condition)
            return (.words, words.count - 1)
        case .field(let zone, let comparison, let concepts):
            fields.append(Field(zone: zone, comparison: comparison, concepts: concepts))
            return (.field, fields.count - 1)
        case .header(let number, let test):
            headers.append((number, test))
            return (.header, headers.count - 1)
        case .structure(let mask):
            structures.append(mask)
            return (.structure, structures.count - 1)
        case .fact(let numbers):
            facts.append(numbers)
            return (.fact, facts.count - 1)
        case .shortReply(let words): return (.shortReply, words)
        case .longReply(let words): return (.longReply, words)
        case .language(let tags):
            languages.append(tags)
            return (.language, languages.count - 1)
        case .date: return (.date, 0)
        }
    }

    private static func inOneWord(_ clause: Set<Int>) -> Need? {
        guard let word = clause.first.map({ $0 / 64 }), clause.allSatisfy({ $0 / 64 == word }) else {
            return nil
        }
        return Need(mask: clause.reduce(0) { $0 | UInt64(1) << UInt64($1 % 64) }, word: word)
    }
}

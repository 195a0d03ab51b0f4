/// Where the signs of a message have their bits: what it holds that rules ask for.
struct SignLayout: Sendable {
    let concepts: Int
    let headers: Int
    let facts: Int

    /// Structural facts have the first word, concepts those behind it.
    var conceptWords: Int { (concepts + 63) / 64 }
    var words: Int { 1 + conceptWords + (headers + facts + 1 + 63) / 64 }

    func bit(ofConcept number: Int) -> Int { 64 + number }
    func bit(ofHeader number: Int) -> Int { 64 * (1 + conceptWords) + number }
    func bit(ofFact number: Int) -> Int { bit(ofHeader: headers) + number }
    var dateBit: Int { bit(ofFact: facts) }
}

/// What some rules cannot hold without. Most rules are told from it alone to say nothing of a message.
///
/// Of a rule there are clauses, and of each clause one sign at least has to be there; a rule without clauses may hold of
/// any message. All of them lie in one array.
struct RuleNeeds: Sendable {
    private struct Term: Sendable {
        let mask: UInt64
        let word: Int32
        let endsClause: Bool
    }

    private var terms: [Term] = []
    /// By rule, where its terms end.
    private var ends: [Int32] = []

    init(_ rules: [CompiledRules.CompiledRule], _ layout: SignLayout) {
        let reader = NeedReader(layout: layout)
        for rule in rules {
            for clause in reader.clauses(of: rule.condition) { append(clause) }
            ends.append(Int32(terms.count))
        }
    }

    private mutating func append(_ clause: Set<Int>) {
        let masks = Dictionary(clause.map { ($0 / 64, UInt64(1) << UInt64($0 % 64)) }, uniquingKeysWith: |)
        let sorted = masks.sorted { $0.key < $1.key }
        for (number, entry) in sorted.enumerated() {
            terms.append(
                Term(mask: entry.value, word: Int32(entry.key), endsClause: number + 1 == sorted.count))
        }
    }

    /// The places of the rules that may hold of a message with these signs, in order.
    func candidates(_ signs: [UInt64]) -> [Int] {
        var found: [Int] = []
        found.reserveCapacity(ends.count)
        terms.withUnsafeBufferPointer { terms in
            signs.withUnsafeBufferPointer { signs in
                var place = 0
                for (rule, end) in ends.enumerated() {
                    if Self.hold(terms, place..<Int(end), signs) { found.append(rule) }
                    place = Int(end)
                }
            }
        }
        return found
    }

    private static func hold(
        _ terms: UnsafeBufferPointer<Term>, _ range: Range<Int>, _ signs: UnsafeBufferPointer<UInt64>
    ) -> Bool {
        var isMet = false
        for place in range {
            let term = terms[place]
            isMet = isMet || signs[Int(term.word)] & term.mask != 0
            guard term.endsClause else { continue }
            if !isMet { return false }
            isMet = false
        }
        return true
    }
}

/// Reads from a condition what it cannot hold without: clauses of bits, of each of which one has to be there.
private struct NeedReader {
    let layout: SignLayout

    func clauses(of condition: CompiledCondition) -> [Set<Int>] {
        switch condition {
        case .all(let parts): return parts.flatMap { clauses(of: $0) }
        case .any(let parts):
            // Of each part the clause that fewest messages meet.
            var union: Set<Int> = []
            for part in parts {
                guard let narrowest = clauses(of: part).min(by: { breadth($0) < breadth($1) }) else {
                    return []
                }
                union.formUnion(narrowest)
            }
            return [union]
        case .words(let words):
            // Hits in quoted text are not known before somebody asks for them.
            guard !words.zones.contains(.quoted) else { return [] }
            return [signs(of: words.target)] + words.near.map { signs(of: $0.target) }
        case .field(let zone, _, let concepts):
            return zone == .quoted ? [] : [Set(concepts.map { layout.bit(ofConcept: Int($0)) })]
        case .header(let number, _): return [[layout.bit(ofHeader: number)]]
        case .structure(let mask): return [Set((0..<64).filter { mask & 1 << UInt64($0) != 0 })]
        case .fact(let numbers): return [Set(numbers.map { layout.bit(ofFact: $0) })]
        case .date: return [[layout.dateBit]]
        case .not, .shortReply, .longReply, .language: return []
        }
    }

    private func signs(of target: CompiledTarget) -> Set<Int> {
        var signs = Set(target.concepts.map { layout.bit(ofConcept: Int($0)) })
        if target.date { signs.insert(layout.dateBit) }
        return signs
    }

    /// How many messages have one of these, roughly: facts and header fields are rare, structure is not.
    private func breadth(_ clause: Set<Int>) -> Int {
        clause.reduce(0) { sum, bit in
            sum + (bit < 64 ? 40 : bit < layout.bit(ofHeader: 0) ? 2 : bit == layout.dateBit ? 20 : 1)
        }
    }
}

/// Reads from a condition what it cannot hold without: clauses of bits, of each of which one has to be there. A
/// condition without clauses may hold of any message.
struct NeedReader: Sendable {
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
    func breadth(_ clause: Set<Int>) -> Int {
        clause.reduce(0) { sum, bit in
            sum + (bit < 64 ? 40 : bit < layout.bit(ofHeader: 0) ? 2 : bit == layout.dateBit ? 20 : 1)
        }
    }
}

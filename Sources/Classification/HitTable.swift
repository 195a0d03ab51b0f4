/// Hits by concept, in two flat arrays.
struct HitTable: Sendable {
    private var found: [Found] = []
    /// By concept, and of each in text order.
    private var hits: [TextIndex.Hit] = []
    /// Where the hits of a concept end; they begin where those of the concept before end.
    private var ends: [UInt32] = []

    private struct Found {
        let concept: Int32
        let hit: TextIndex.Hit
    }

    /// Hits that begin inside a word are found last, and an open edge may end a shorter phrase later.
    private var isInOrder = true

    /// Makes room for so many.
    mutating func reserve(_ count: Int) { found.reserveCapacity(count) }

    mutating func add(_ hit: TextIndex.Hit, of concept: Int32, _ languages: UInt64) {
        if let last = found.last, Self.precedes(hit, last.hit) { isInOrder = false }
        var hit = hit
        hit.languages = languages
        found.append(Found(concept: concept, hit: hit))
    }

    /// Drops what is of no language in force, unless `isKept` says otherwise.
    mutating func keep(_ inForce: UInt64, unless isKept: (TextIndex.Hit) -> Bool) {
        guard inForce != LanguageGroups.all else { return }
        found.removeAll { $0.hit.languages & inForce == 0 && !isKept($0.hit) }
    }

    /// Makes what was added ready to be asked for.
    mutating func close(conceptCount: Int) {
        ends = [UInt32](repeating: 0, count: conceptCount)
        guard let any = found.first else { return }
        for entry in found { ends[Int(entry.concept)] += 1 }
        var sum: UInt32 = 0
        for concept in ends.indices {
            // Where the next hit of the concept goes; when all are placed, that is the end.
            let count = ends[concept]
            ends[concept] = sum
            sum += count
        }
        hits = [TextIndex.Hit](repeating: any.hit, count: found.count)
        for entry in found {
            hits[Int(ends[Int(entry.concept)])] = entry.hit
            ends[Int(entry.concept)] += 1
        }
        if !isInOrder { sort() }
    }

    private mutating func sort() {
        for concept in ends.indices {
            let range = start(of: concept)..<Int(ends[concept])
            if range.count > 1 { hits[range].sort(by: Self.precedes) }
        }
    }

    private static func precedes(_ one: TextIndex.Hit, _ other: TextIndex.Hit) -> Bool {
        (one.start, one.end) < (other.start, other.end)
    }

    private func start(of concept: Int) -> Int { concept == 0 ? 0 : Int(ends[concept - 1]) }

    subscript(concept: Int32) -> ArraySlice<TextIndex.Hit> {
        let concept = Int(concept)
        return concept < ends.count ? hits[start(of: concept)..<Int(ends[concept])] : []
    }

    /// Sets the bit of each concept that has hits, from a word of `signs` on.
    func markConcepts(in signs: inout [UInt64], from word: Int) {
        for entry in found {
            let concept = Int(entry.concept)
            signs[word + concept / 64] |= 1 << UInt64(concept % 64)
        }
    }

    func contains(_ concept: Int32) -> Bool {
        let concept = Int(concept)
        return concept < ends.count && start(of: concept) < Int(ends[concept])
    }
}

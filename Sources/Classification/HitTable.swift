/// Hits by concept, in flat arrays.
struct HitTable: Sendable {
    private var found: [Found] = []
    /// Those of one concept together, in text order.
    private var hits: [TextIndex.Hit] = []
    /// By concept.
    private var places: [Place] = []

    /// Where the hits of a concept stand in `hits`.
    private struct Place {
        var start: UInt32 = 0
        var count: UInt32 = 0
        /// How many have been put there.
        var filled: UInt32 = 0

        var range: Range<Int> { Int(start)..<Int(start + count) }
    }

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
        places = [Place](repeating: Place(), count: conceptCount)
        guard let any = found.first else { return }
        for entry in found { places[Int(entry.concept)].count += 1 }
        hits = [TextIndex.Hit](repeating: any.hit, count: found.count)
        var sum: UInt32 = 0
        for entry in found {
            let concept = Int(entry.concept)
            if places[concept].filled == 0 {
                places[concept].start = sum
                sum += places[concept].count
            }
            hits[Int(places[concept].start + places[concept].filled)] = entry.hit
            places[concept].filled += 1
        }
        if !isInOrder { sort() }
    }

    private mutating func sort() {
        for place in places where place.count > 1 { hits[place.range].sort(by: Self.precedes) }
    }

    private static func precedes(_ one: TextIndex.Hit, _ other: TextIndex.Hit) -> Bool {
        (one.start, one.end) < (other.start, other.end)
    }

    subscript(concept: Int32) -> ArraySlice<TextIndex.Hit> {
        let concept = Int(concept)
        return concept < places.count ? hits[places[concept].range] : []
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
        return concept < places.count && places[concept].count > 0
    }
}

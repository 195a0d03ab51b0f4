/// Phrases in order of their bytes; those with the same bytes and another right edge are others.
struct PatternTable: Sendable {
    struct Pattern: Sendable {
        let length: UInt32
        /// Place of the set in `PatternMeanings`.
        let meanings: UInt32
        let opensRight: Bool
    }

    private(set) var patterns: [Pattern] = []
    private(set) var phrases: [[UInt8]] = []

    /// - Parameter list: sorted.
    init(_ list: PhraseList, _ meanings: inout PatternMeaningsBuilder) {
        list.forEachPhrase { entries in
            for opensRight in [false, true] {
                let same = entries.filter { $0.opensRight == opensRight }
                for entry in same { meanings.append(entry.meaning, list.languages(entry)) }
                guard let entry = same.first, let place = meanings.closeSet() else { continue }
                patterns.append(Pattern(length: entry.length, meanings: place, opensRight: opensRight))
                phrases.append(Array(list.phrase(entry)))
            }
        }
    }
}

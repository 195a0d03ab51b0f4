/// Phrases in order of their bytes, each once; of those with the same bytes the closed right edge comes first.
struct PatternTable: Sendable, FlatCopy {
    /// All that a hit asks for, in a quarter of a cache line.
    struct Pattern: Sendable {
        /// Where the bytes begin in `bytes`.
        let start: UInt32
        let length: UInt32
        /// Place of the first in `PatternMeanings`.
        let meanings: UInt32
        let opensRight: Bool
        /// The next pattern has the same bytes and an open right edge.
        var hasTwin = false
        /// The byte behind those by which the trie tells this phrase from all others; 0 where there is none.
        var firstOfTail: UInt8 = 0

        static let none = Pattern(start: 0, length: 0, meanings: 0, opensRight: false)
    }

    /// Of each once, in order, so that phrases that begin alike lie together.
    private(set) var bytes: [UInt8] = []
    var patterns: [Pattern] = []

    /// `list` is sorted. The patterns' meanings follow those that stand in `meanings` already.
    init(_ list: PhraseList, _ meanings: inout PatternMeanings) {
        bytes.reserveCapacity(list.bytes.count)
        patterns.reserveCapacity(list.entries.count)
        var last: PhraseList.Entry?
        for entry in list.entries {
            if let last, list.isSame(last, entry) {
                if last.opensRight == entry.opensRight {
                    if last.meaning == entry.meaning {
                        meanings.widen(entry.languages)
                    } else {
                        meanings.append(entry.meaning, entry.languages)
                    }
                } else {
                    meanings.closePattern()
                    patterns[patterns.count - 1].hasTwin = true
                    add(entry, at: bytes.count - Int(entry.length), &meanings)
                }
            } else {
                if last != nil { meanings.closePattern() }
                let start = Int(entry.start)
                add(entry, at: bytes.count, &meanings)
                bytes += list.bytes[start..<start + Int(entry.length)]
            }
            last = entry
        }
        if last != nil { meanings.closePattern() }
    }

    init(from reader: inout FlatReader) throws(FlatFault) {
        bytes = try reader.array()
        patterns = try reader.array()
    }

    func write(to writer: FlatWriter) {
        writer.write(bytes)
        writer.write(patterns)
    }

    var onLargePages: PatternTable {
        var table = self
        table.patterns = LargePages.copy(of: patterns)
        return table
    }

    private mutating func add(
        _ entry: PhraseList.Entry, at start: Int, _ meanings: inout PatternMeanings
    ) {
        patterns.append(
            Pattern(
                start: UInt32(start), length: entry.length, meanings: meanings.nextPlace,
                opensRight: entry.opensRight))
        meanings.append(entry.meaning, entry.languages)
    }

    func phrase(_ number: Int) -> ArraySlice<UInt8> {
        bytes[Int(patterns[number].start)...].prefix(Int(patterns[number].length))
    }
}

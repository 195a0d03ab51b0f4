/// What phrases stand for, in flat tables: sets of meanings, each there once, one behind the other.
struct PatternMeanings: Sendable, FlatCopy {
    struct Entry: Sendable {
        /// A packed `PatternMeaning`.
        let packed: UInt32
        /// Twice the place in `languageSets`; one more for the last meaning of a set.
        let languageSetAndEnd: UInt32
    }

    fileprivate(set) var entries: [Entry] = []
    /// Each once: bits of `LanguageGroups`.
    fileprivate var languageSets: [UInt64] = []

    fileprivate init() {}

    init(from reader: inout FlatReader) throws(FlatFault) {
        entries = try reader.array()
        languageSets = try reader.array()
    }

    func write(to writer: FlatWriter) {
        writer.write(entries)
        writer.write(languageSets)
    }

    /// Calls `body` with each meaning of the set that begins at a place, packed, and the bits of the
    /// languages in whose texts it counts.
    @inline(__always)
    func forEach(from place: UInt32, _ body: (_ packed: UInt32, _ languages: UInt64) -> Void) {
        var place = Int(place)
        while true {
            let entry = entries[place]
            body(entry.packed, languageSets[Int(entry.languageSetAndEnd >> 1)])
            if entry.languageSetAndEnd & 1 != 0 { return }
            place += 1
        }
    }
}

/// Collects the meanings of one phrase after the other.
struct PatternMeaningsBuilder {
    private(set) var built = PatternMeanings()
    private var placeOfLanguages: [UInt64: UInt32] = [:]
    /// Where sets that are there stand, by their entries: most are of one meaning.
    private var placeOfOne: [UInt64: UInt32] = [:]
    private var placeOfMany: [[UInt64]: UInt32] = [:]
    /// The set at hand.
    private var pending: [(packed: UInt32, languages: UInt64)] = []

    /// Adds a meaning to the set that `closeSet` ends; the last one again makes it one in these languages too.
    mutating func append(_ meaning: UInt32, _ languages: UInt64) {
        if let last = pending.last, last.packed == meaning {
            pending[pending.count - 1].languages |= languages
        } else {
            pending.append((meaning, languages))
        }
    }

    /// Where the set stands; nil where nothing was added.
    mutating func closeSet() -> UInt32? {
        defer { pending.removeAll(keepingCapacity: true) }
        guard !pending.isEmpty else { return nil }
        var set: [UInt64] = []
        for (meaning, languages) in pending {
            set.append(UInt64(meaning) << 32 | UInt64(self.place(of: languages)))
        }
        if let place = set.count == 1 ? placeOfOne[set[0]] : placeOfMany[set] { return place }
        let place = UInt32(built.entries.count)
        for (number, entry) in set.enumerated() {
            let isLast: UInt32 = number + 1 == set.count ? 1 : 0
            built.entries.append(
                PatternMeanings.Entry(
                    packed: UInt32(truncatingIfNeeded: entry >> 32),
                    languageSetAndEnd: UInt32(truncatingIfNeeded: entry) << 1 | isLast))
        }
        if set.count == 1 { placeOfOne[set[0]] = place } else { placeOfMany[set] = place }
        return place
    }

    private mutating func place(of languages: UInt64) -> UInt32 {
        if let place = placeOfLanguages[languages] { return place }
        let place = UInt32(built.languageSets.count)
        placeOfLanguages[languages] = place
        built.languageSets.append(languages)
        return place
    }
}

/// What a pattern stands for, packed into 32 bits: two bits of sort, the rest a number.
enum PatternMeaning {
    case concept(Int)
    case dateWord(Int)
    case language(Int)

    var packed: UInt32 {
        switch self {
        case .concept(let number): UInt32(number)
        case .dateWord(let number): UInt32(number) | 1 << 30
        case .language(let number): UInt32(number) | 2 << 30
        }
    }

    init(packed: UInt32) {
        let number = Int(packed & 0x3FFF_FFFF)
        switch packed >> 30 {
        case 1: self = .dateWord(number)
        case 2: self = .language(number)
        default: self = .concept(number)
        }
    }
}

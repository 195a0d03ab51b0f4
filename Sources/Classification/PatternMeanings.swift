/// What each pattern stands for, in flat tables: the meanings of one stand behind one another.
struct PatternMeanings: Sendable, FlatCopy {
    struct Entry: Sendable {
        /// A packed `PatternMeaning`.
        let packed: UInt32
        /// Twice the place in `languageSets`; one more for the last meaning of a pattern.
        let languageSetAndEnd: UInt32
    }

    private(set) var entries: [Entry] = []
    /// Each once: bits of `LanguageGroups`.
    private var languageSets: [UInt64] = []
    private var placeOfSet: [UInt64: UInt32] = [:]
    /// The meanings of the pattern at hand.
    private var pending: [(packed: UInt32, languages: UInt64)] = []

    init() {}

    init(from reader: inout FlatReader) throws(FlatFault) {
        entries = try reader.array()
        languageSets = try reader.array()
    }

    func write(to writer: FlatWriter) {
        writer.write(entries)
        writer.write(languageSets)
    }

    /// Where the meanings of the next pattern begin.
    var nextPlace: UInt32 { UInt32(entries.count) }

    /// Adds a meaning of the pattern that `closePattern` ends.
    mutating func append(_ meaning: UInt32, _ languages: UInt64) {
        pending.append((meaning, languages))
    }

    /// The meaning added last is one in these languages too.
    mutating func widen(_ languages: UInt64) { pending[pending.count - 1].languages |= languages }

    mutating func closePattern() {
        for (number, meaning) in pending.enumerated() {
            let end: UInt32 = number + 1 == pending.count ? 1 : 0
            entries.append(
                Entry(packed: meaning.packed, languageSetAndEnd: place(of: meaning.languages) << 1 | end))
        }
        pending.removeAll(keepingCapacity: true)
    }

    private mutating func place(of languages: UInt64) -> UInt32 {
        if let place = placeOfSet[languages] { return place }
        let place = UInt32(languageSets.count)
        placeOfSet[languages] = place
        languageSets.append(languages)
        return place
    }

    /// Calls `body` with each meaning of the pattern whose meanings begin at a place, packed, and the bits of the
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

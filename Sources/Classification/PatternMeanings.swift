/// What each pattern stands for, in flat tables.
struct PatternMeanings: Sendable {
    struct Entry: Sendable {
        /// A packed `PatternMeaning`.
        let packed: UInt32
        /// Bits of `LanguageGroups` in whose texts it counts.
        var languages: UInt64
    }

    private var starts: [Int32] = [0]
    private var all: [Entry] = []

    /// Adds a meaning of the pattern that `closePattern` ends.
    mutating func append(_ meaning: UInt32, _ languages: UInt64) {
        all.append(Entry(packed: meaning, languages: languages))
    }

    /// The meaning added last is one in these languages too.
    mutating func widen(_ languages: UInt64) { all[all.count - 1].languages |= languages }

    mutating func closePattern() { starts.append(Int32(all.count)) }

    /// Places of a pattern's meanings.
    func places(of pattern: Int) -> Range<Int> { Int(starts[pattern])..<Int(starts[pattern + 1]) }

    subscript(place: Int) -> Entry { all[place] }
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

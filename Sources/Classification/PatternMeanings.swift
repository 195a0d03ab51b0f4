/// What each pattern stands for, in two flat tables.
struct PatternMeanings: Sendable {
    private var starts: [Int32] = [0]
    private var all: [UInt32] = []

    /// Adds a meaning of the pattern that `closePattern` ends.
    mutating func append(_ meaning: UInt32) { all.append(meaning) }

    mutating func closePattern() { starts.append(Int32(all.count)) }

    /// Packed `PatternMeaning`s.
    subscript(pattern: Int) -> ArraySlice<UInt32> { all[Int(starts[pattern])..<Int(starts[pattern + 1])] }
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

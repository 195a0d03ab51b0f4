/// Collects the phrases of a rule set and what each means, then builds the matcher.
struct PatternBook {
    private var indexOf: [PhrasePattern: Int] = [:]
    private var order: [PhrasePattern] = []
    private var meanings: [[UInt32]] = []

    /// Adds a phrase in all the forms its writers use. False where nothing is left of it after folding.
    @discardableResult
    mutating func add(_ phrase: String, meaning: UInt32) -> Bool {
        let forms = Self.forms(of: phrase)
        for form in forms {
            if let index = indexOf[form] {
                if !meanings[index].contains(meaning) { meanings[index].append(meaning) }
            } else {
                indexOf[form] = order.count
                order.append(form)
                meanings.append([meaning])
            }
        }
        return !forms.isEmpty
    }

    func build() -> (matcher: PhraseMatcher, meanings: PatternMeanings) {
        (PhraseMatcher(order), PatternMeanings(meanings))
    }

    /// The folded phrase; umlauts also written out; apostrophes also left out or blank. `*` opens an edge.
    static func forms(of phrase: String) -> [PhrasePattern] {
        var text = Substring(phrase)
        let opensLeft = text.hasPrefix("*")
        if opensLeft { text = text.dropFirst() }
        let opensRight = text.hasSuffix("*")
        if opensRight { text = text.dropLast() }
        var spellings = [String(text)]
        let written = writtenOut(text)
        if written != spellings[0] { spellings.append(written) }
        var found: [PhrasePattern] = []
        for spelling in spellings {
            let folded = trimmed(NormalizedText(spelling).bytes)
            guard !folded.isEmpty else { continue }
            var variants = [folded]
            if folded.contains(0x27) {
                variants.append(folded.filter { $0 != 0x27 })
                variants.append(folded.map { $0 == 0x27 ? 0x20 : $0 })
            }
            for variant in variants where !variant.isEmpty {
                // Hyphens and line ends are blanks to the matcher.
                let bytes = variant.map { $0 == 0x2D || $0 == 0x0A ? 0x20 : $0 }
                let pattern = PhrasePattern(
                    bytes: bytes, opensLeft: opensLeft, opensRight: opensRight)
                if !found.contains(pattern) { found.append(pattern) }
            }
        }
        return found
    }

    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        var slice = bytes[...]
        while let first = slice.first, first == 0x20 || first == 0x0A { slice = slice.dropFirst() }
        while let last = slice.last, last == 0x20 || last == 0x0A { slice = slice.dropLast() }
        return Array(slice)
    }

    private static func writtenOut(_ text: Substring) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "ä", "Ä": out += "ae"
            case "ö", "Ö": out += "oe"
            case "ü", "Ü": out += "ue"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}

/// What each pattern stands for, in two flat tables.
struct PatternMeanings: Sendable {
    private let starts: [Int32]
    private let all: [UInt32]

    init(_ meanings: [[UInt32]]) {
        var starts: [Int32] = [0]
        for list in meanings { starts.append(starts[starts.count - 1] + Int32(list.count)) }
        self.starts = starts
        all = Array(meanings.joined())
    }

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

/// One message's texts, folded, and every hit in them.
struct TextIndex: Sendable {
    /// A stretch of the folded text that comes from one place of one source.
    struct Segment: Sendable {
        let zone: Zone
        let range: Range<Int>  // of folded bytes
        let source: Int  // index into `sources`
    }

    /// One word or phrase where it stands.
    struct Hit: Sendable {
        let range: Range<Int>  // of folded bytes
        let firstWord: Int
        let lastWord: Int
        let sentence: Int
        let segment: Int
    }

    /// Bytes of one source that rules see, subject and report included.
    static let maximumTextBytes = 65_536

    let text: NormalizedText
    let sources: [[UInt8]]
    let segments: [Segment]
    /// Hits by concept, in text order; index is the concept's number.
    let hits: [Int32: [Hit]]
    let dateWords: [(word: Int, hit: Hit)]
    /// Function words seen, by language number.
    let languageCounts: [Int]
    /// Words in the author's own text.
    let ownWords: Int
    private let questions: [Bool]

    init(_ parts: [TextPart], rules: CompiledRules) {
        var text = NormalizedText()
        var sources: [[UInt8]] = []
        var segments: [Segment] = []
        var ownWords = 0
        for part in parts {
            sources.append(part.bytes)
            var left = Self.maximumTextBytes
            for range in part.ranges where left > 0 {
                let range = range.clamped(to: 0..<part.bytes.count)
                let taken = range.lowerBound..<min(range.upperBound, range.lowerBound + left)
                left -= taken.count
                guard !taken.isEmpty else { continue }
                let wordsBefore = text.wordStarts.count
                text.append(part.bytes, in: taken)
                let start = segments.last?.range.upperBound ?? 0
                segments.append(
                    Segment(zone: part.zone, range: start..<text.bytes.count, source: sources.count - 1))
                if part.zone == .reply { ownWords += text.wordStarts.count - wordsBefore }
            }
        }
        self.text = text
        self.sources = sources
        self.segments = segments
        self.ownWords = ownWords
        questions = Self.questionSentences(text)
        let found = Self.find(text, segments, rules)
        hits = found.hits
        dateWords = found.dateWords
        languageCounts = found.languageCounts
    }

    private static func questionSentences(_ text: NormalizedText) -> [Bool] {
        var flags = [Bool](repeating: false, count: text.sentenceStarts.count)
        for (place, byte) in text.bytes.enumerated() where byte == 0x3F {
            let sentence = text.sentence(at: place)
            if sentence < flags.count { flags[sentence] = true }
        }
        return flags
    }

    private static func find(
        _ text: NormalizedText, _ segments: [Segment], _ rules: CompiledRules
    ) -> (hits: [Int32: [Hit]], dateWords: [(word: Int, hit: Hit)], languageCounts: [Int]) {
        var hits: [Int32: [Hit]] = [:]
        var dateWords: [(word: Int, hit: Hit)] = []
        var languages = [Int](repeating: 0, count: rules.languages.count)
        let matches = rules.automaton.matches(in: text)
        for match in matches {
            guard let segment = Self.segment(at: match.range.lowerBound, in: segments),
                match.range.upperBound <= segments[segment].range.upperBound
            else { continue }
            let hit = Hit(
                range: match.range, firstWord: text.word(at: match.range.lowerBound),
                lastWord: text.word(at: match.range.upperBound - 1),
                sentence: text.sentence(at: match.range.lowerBound), segment: segment)
            for meaning in rules.meanings[match.pattern] {
                switch PatternMeaning(packed: meaning) {
                case .concept(let number): hits[Int32(number), default: []].append(hit)
                case .dateWord(let number): dateWords.append((number, hit))
                case .language(let number):
                    if segments[segment].zone == .reply || segments[segment].zone == .subject {
                        languages[number] += 1
                    }
                }
            }
        }
        for key in hits.keys.sorted() {
            hits[key]?.sort {
                ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
            }
        }
        return (hits, dateWords, languages)
    }

    private static func segment(at place: Int, in segments: [Segment]) -> Int? {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].range.upperBound <= place { low = middle + 1 } else { high = middle }
        }
        return low < segments.count ? low : nil
    }

    func zone(of hit: Hit) -> Zone { segments[hit.segment].zone }

    func isQuestion(_ hit: Hit) -> Bool { hit.sentence < questions.count && questions[hit.sentence] }

    var hasQuestionInReply: Bool {
        segments.contains { segment in
            segment.zone == .reply && text.bytes[segment.range].contains(0x3F)
        }
    }

    /// True where the segment of the hit holds no other word.
    func isAlone(_ hit: Hit) -> Bool {
        let segment = segments[hit.segment].range
        let before = text.bytes[segment.lowerBound..<hit.range.lowerBound]
        let after = text.bytes[hit.range.upperBound..<max(hit.range.upperBound, segment.upperBound)]
        return !before.contains(where: WordBytes.isWord) && !after.contains(where: WordBytes.isWord)
    }

    /// The hit's place in its zone, in words from 0.
    func wordInZone(_ hit: Hit) -> Int {
        hit.firstWord - text.word(at: segments[hit.segment].range.lowerBound)
    }

    /// A comma, colon or semicolon between two places: what stands before it does not negate what follows.
    func hasClauseBreak(from start: Int, to end: Int) -> Bool {
        guard start < end else { return false }
        return text.bytes[start..<end].contains { $0 == 0x2C || $0 == 0x3B || $0 == 0x3A }
    }

    /// The span of a folded range in its source.
    func sourceRange(_ range: Range<Int>, segment: Int) -> Range<Int> {
        let source = sources[segments[segment].source]
        guard !range.isEmpty else { return 0..<0 }
        let start = Int(text.origins[range.lowerBound])
        let last = Int(text.origins[range.upperBound - 1])
        let length = UTF8Scalars.read(source, at: last, end: source.count).1
        return start..<max(start, min(source.count, last + length))
    }
}

/// One text of a message and which ranges of it lie in a zone.
struct TextPart: Sendable {
    let zone: Zone
    let bytes: [UInt8]
    let ranges: [Range<Int>]

    init(_ zone: Zone, _ text: String) {
        self.zone = zone
        bytes = Array(text.utf8)
        ranges = [0..<bytes.count]
    }

    init(_ zone: Zone, _ bytes: [UInt8], _ ranges: [Range<Int>]) {
        self.zone = zone
        self.bytes = bytes
        self.ranges = ranges
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

/// One message's texts, folded, and every hit in them.
///
/// The quoted text is mostly the longest and hardly a rule asks for it: it is read when one does.
struct TextIndex: Sendable {
    /// A stretch of the folded text that comes from one place of one source.
    struct Segment: Sendable {
        let zone: Zone
        let range: Range<Int>  // of folded bytes
        let source: Int  // index into `sources`
    }

    /// One word or phrase where it stands.
    struct Hit: Sendable {
        var range: Range<Int> { Int(start)..<Int(end) }  // of folded bytes
        var firstWord: Int { Int(storedFirstWord) }
        var lastWord: Int { Int(storedLastWord) }
        var sentence: Int { Int(storedSentence) }
        var segment: Int { Int(storedSegment) }

        /// Bits of `LanguageGroups` in whose texts it counts.
        var languages = LanguageGroups.all
        let start: UInt32
        let end: UInt32
        private let storedFirstWord: UInt32
        private let storedLastWord: UInt32
        private let storedSentence: UInt32
        private let storedSegment: UInt32

        /// All are below the bytes of the folded text, which fit 32 bits.
        init(range: Range<Int>, firstWord: Int, lastWord: Int, sentence: Int, segment: Int) {
            start = UInt32(truncatingIfNeeded: range.lowerBound)
            end = UInt32(truncatingIfNeeded: range.upperBound)
            storedFirstWord = UInt32(truncatingIfNeeded: firstWord)
            storedLastWord = UInt32(truncatingIfNeeded: lastWord)
            storedSentence = UInt32(truncatingIfNeeded: sentence)
            storedSegment = UInt32(truncatingIfNeeded: segment)
        }

        /// Words of two languages say nothing together: Romanian "nu" and Dutch "stuur me".
        func isOfOneLanguage(with other: Hit) -> Bool {
            languages & other.languages != 0 || (languages | other.languages) & LanguageGroups.always != 0
        }
    }

    /// Bytes of one source that rules see, subject and report included.
    static let maximumTextBytes = 65_536

    private(set) var text = NormalizedText()
    private(set) var sources: [[UInt8]] = []
    private(set) var segments: [Segment] = []
    private(set) var dateWords: [(word: Int, hit: Hit)] = []
    /// Function words seen, by language number.
    private(set) var languageCounts: [Int]
    /// Words in the author's own text.
    private(set) var ownWords = 0
    let rules: CompiledRules
    /// Those of `rules` that are sought.
    let phrases: PhraseMatcher
    /// The language of the author's own text; nil where it is not known or was not asked for.
    private(set) var language: String?
    var hits = HitTable()
    private var matchCount = 0
    /// Of zones that no rule has asked for yet.
    private var unread: [TextPart] = []

    /// - Parameters:
    ///   - ownText: the author's own text in UTF-8, whose language decides which words count in it; nil where all do.
    ///   - phrases: of `rules`, those that are sought; nil for those of mail.
    init(_ parts: [TextPart], rules: CompiledRules, ownText: [UInt8]?, phrases: PhraseMatcher? = nil) {
        self.rules = rules
        self.phrases = phrases ?? rules.phrases.mail
        languageCounts = [Int](repeating: 0, count: rules.languages.count)
        makeRoom(for: parts)
        for part in parts where isAsked(part.zone) {
            if part.zone == .quoted { unread.append(part) } else { read(part) }
        }
        findMisspelt()
        language = ownText.flatMap {
            LanguageDetector.language(of: $0, counts: languageCounts, languages: rules.languages)
        }
        if language != nil { dropForeignWords() }
        hits.close(conceptCount: rules.conceptCount)
    }

    /// Words of a sentence that may be in another language than the text around it.
    private static let shortSentence = 3

    /// In the author's own text words of other languages do not count, but in a sentence of few words all do.
    private mutating func dropForeignWords() {
        let inForce = LanguageGroups.inForce(
            counts: languageCounts, groups: rules.languageGroups, language: rules.groups.bit(of: language))
        let (text, segments) = (text, segments)
        hits.keep(inForce) { hit in
            segments[hit.segment].zone != .reply || text.words(inSentence: hit.sentence) <= Self.shortSentence
        }
    }

    /// Reads what was put off, if it is of these zones: before that there are no hits in them. False where there was
    /// nothing to read.
    mutating func prepare(_ zones: ZoneSet) -> Bool {
        guard !unread.isEmpty, zones.contains(.quoted) else { return false }
        for part in unread { read(part) }
        unread = []
        hits.close(conceptCount: rules.conceptCount)
        return true
    }

    /// Hits of a concept in text order.
    func hits(of concept: Int32) -> ArraySlice<Hit> { hits[concept] }

    func hasHits(of concept: Int32) -> Bool { hits.contains(concept) }

    /// Dates are sought in what the author wrote, whatever rules ask for.
    private func isAsked(_ zone: Zone) -> Bool {
        rules.zones.union([.own, .signature]).contains(ZoneSet(zone))
    }

    /// For all that is read at once, so that nothing is moved while it grows.
    private mutating func makeRoom(for parts: [TextPart]) {
        var bytes = 0
        var ranges = 0
        for part in parts where part.zone != .quoted {
            ranges += part.ranges.count
            for range in part.ranges { bytes += range.count }
        }
        // With the line ends between them.
        text.reserve(min(bytes, Self.maximumTextBytes) + 2 * ranges)
        sources.reserveCapacity(parts.count)
        segments.reserveCapacity(ranges)
        dateWords.reserveCapacity(Self.usualHits)
        hits.reserve(Self.usualHits)
    }

    /// Room that is enough for most messages.
    private static let usualHits = 96

    private mutating func read(_ part: TextPart) {
        let source = sources.count
        sources.append(part.bytes)
        var left = Self.maximumTextBytes
        for range in part.ranges where left > 0 {
            let range = range.clamped(to: 0..<part.bytes.count)
            let taken = range.lowerBound..<min(range.upperBound, range.lowerBound + left)
            left -= taken.count
            guard !taken.isEmpty else { continue }
            let start = text.bytes.count
            let wordsBefore = text.wordStarts.count
            text.append(part.bytes, in: taken)
            segments.append(Segment(zone: part.zone, range: start..<text.bytes.count, source: source))
            if part.zone == .reply {
                ownWords += text.length(ofWords: wordsBefore..<text.wordStarts.count)
            }
            findHits(in: segments.count - 1)
        }
    }

    /// Bytes of an address on either side of a word in it.
    private static let maximumAddressPart = 64

    /// `g.orlov@firm.example` tells of nobody's "orlov", which is Danish for leave. An `@` that belongs to the phrase
    /// itself is no matter.
    private func isInAddress(_ range: Range<Int>) -> Bool {
        func isPart(_ byte: UInt8) -> Bool {
            WordBytes.isWordASCII(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x2B
        }
        func goesOn(at place: Int) -> Bool {
            text.bytes.indices.contains(place) && (isPart(text.bytes[place]) || text.bytes[place] == 0x40)
        }
        // Between blanks, as most words stand, there is nothing to look for.
        guard goesOn(at: range.lowerBound - 1) || goesOn(at: range.upperBound),
            text.bytes[range].allSatisfy(isPart)
        else { return false }
        let before = text.bytes[max(0, range.lowerBound - Self.maximumAddressPart)..<range.lowerBound]
        if before.last(where: { !isPart($0) }) == 0x40 { return true }
        return text.bytes[range.upperBound...].prefix(Self.maximumAddressPart).first { !isPart($0) } == 0x40
    }

    /// Swedish "låter" is no English "later".
    private func isAccented(_ range: Range<Int>, _ segment: Segment) -> Bool {
        let start = Int(text.origins[range.lowerBound])
        let last = Int(text.origins[range.upperBound - 1])
        guard last - start >= range.count else { return false }
        return sources[segment.source].withUnsafeBufferPointer { AccentedLatin.stands(in: $0, start..<last) }
    }

    private mutating func findHits(in number: Int) {
        let segment = segments[number]
        let countsLanguage = segment.zone == .reply || segment.zone == .subject
        let zone = ZoneSet(segment.zone)
        let zonesOfConcepts = rules.zonesOfConcepts
        var words = PlaceCursor()
        var sentences = PlaceCursor()
        let phrases = phrases
        phrases.forEachMatch(in: text.bytes, segment.range) { place, start, end in
            matchCount += 1
            guard matchCount <= PhraseMatcher.maximumMatches else { return false }
            let first = words.number(at: start, in: text.wordStarts)
            let hit = Hit(
                range: start..<end, firstWord: first,
                lastWord: PlaceCursor.number(at: end - 1, in: text.wordStarts, from: first),
                sentence: sentences.number(at: start, in: text.sentenceStarts), segment: number)
            // Asked of words that have a concept only: most are of dates, or tell the language.
            var isInAddress: Bool?
            phrases.forEachMeaning(of: place) { meaning, languages in
                switch PatternMeaning(packed: meaning) {
                case .concept(let concept):
                    guard zonesOfConcepts[concept].contains(zone) else { return }
                    let isPart = isInAddress ?? self.isInAddress(start..<end)
                    isInAddress = isPart
                    if isPart || languages == LanguageGroups.english && isAccented(start..<end, segment) {
                        return
                    }
                    hits.add(hit, of: Int32(truncatingIfNeeded: concept), languages)
                case .dateWord(let word): dateWords.append((word, hit))
                case .language(let language): if countsLanguage { languageCounts[language] += 1 }
                }
            }
            return true
        }
    }
}

/// Numbers of words or sentences for places that mostly ascend.
private struct PlaceCursor {
    private var last = 0

    /// The number of the last start at or before `place`, 0 where there is none.
    mutating func number(at place: Int, in starts: [UInt32]) -> Int {
        if last < starts.count, Int(starts[last]) > place { last = 0 }
        if last == 0 { last = Self.search(place, starts) }
        last = Self.number(at: place, in: starts, from: last)
        return last
    }

    static func number(at place: Int, in starts: [UInt32], from first: Int) -> Int {
        var number = first
        while number + 1 < starts.count, Int(starts[number + 1]) <= place { number += 1 }
        return number
    }

    private static func search(_ place: Int, _ starts: [UInt32]) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= place { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }
}

extension TextIndex {
    func zone(of hit: Hit) -> Zone { segments[hit.segment].zone }

    func dateWords(in zones: ZoneSet) -> [(word: Int, hit: Hit)] {
        var words = dateWords
        words.removeAll { !zones.contains(ZoneSet(zone(of: $0.hit))) }
        return words
    }

    func isQuestion(_ hit: Hit) -> Bool { text.isQuestion(sentence: hit.sentence) }

    /// True where a quotation mark opened before the hit, in its sentence, closes after it.
    func isInQuotation(_ hit: Hit) -> Bool { text.isInQuotation(hit.range, sentence: hit.sentence) }

    /// True where no word stands in the segment of the hit before it.
    func isFirst(_ hit: Hit) -> Bool {
        !hasWord(in: segments[hit.segment].range.lowerBound..<hit.range.lowerBound)
    }

    /// True where no word stands in the segment of the hit after it.
    func isLast(_ hit: Hit) -> Bool {
        !hasWord(in: hit.range.upperBound..<max(hit.range.upperBound, segments[hit.segment].range.upperBound))
    }

    /// True where the segment of the hit holds no other word.
    func isAlone(_ hit: Hit) -> Bool { isFirst(hit) && isLast(hit) }

    private func hasWord(in range: Range<Int>) -> Bool {
        text.bytes.withUnsafeBufferPointer { bytes in range.contains { WordBytes.isWord(bytes[$0]) } }
    }

    /// The hit's place in its zone, in words from 0.
    func wordInZone(_ hit: Hit) -> Int {
        let first = text.word(at: segments[hit.segment].range.lowerBound)
        return text.length(ofWords: min(first, hit.firstWord)..<hit.firstWord)
    }

    /// A comma, colon or semicolon between two places: what stands before it does not negate what follows.
    func hasClauseBreak(from start: Int, to end: Int) -> Bool {
        guard start < end else { return false }
        return (start..<end).contains {
            let byte = text.bytes[$0]
            return byte == 0x2C || byte == 0x3B || byte == 0x3A
        }
    }

    /// True of a small letter of a script that has capitals, as the message wrote it.
    func isLowercase(_ place: Int, segment: Int) -> Bool {
        guard text.bytes.indices.contains(place) else { return false }
        let source = sources[segments[segment].source]
        let code = UTF8Scalars.read(source, at: Int(text.origins[place]), end: source.count).0
        return code.flatMap(Unicode.Scalar.init)?.properties.isLowercase ?? false
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

/// Collects the phrases of a rule set and what each means, then builds the matcher.
struct PatternBook {
    /// Phrases that begin at the edge of a word, and those that may begin inside one.
    private(set) var closed = PhraseList()
    private(set) var open = PhraseList()
    /// The phrase at hand, folded; kept for its room.
    private var folded = NormalizedText()

    /// A meaning, and the bits of `LanguageGroups` in whose texts it counts.
    private struct Meaning {
        let packed: UInt32
        let languages: UInt64
        let opensLeft: Bool
        let opensRight: Bool
    }

    /// Adds a phrase in all the forms its writers use: umlauts also written out, apostrophes also left out or blank;
    /// `*` opens an edge. False where nothing is left of it after folding.
    @discardableResult
    mutating func add(
        _ phrase: String, meaning: UInt32, languages: UInt64 = LanguageGroups.always
    ) -> Bool {
        var phrase = phrase
        return phrase.withUTF8 { add($0, meaning: meaning, languages: languages) }
    }

    /// - Parameter bytes: UTF-8.
    @discardableResult
    mutating func add(
        _ bytes: UnsafeBufferPointer<UInt8>, meaning packed: UInt32, languages: UInt64 = LanguageGroups.always
    ) -> Bool {
        var range = bytes.indices
        let opensLeft = bytes.first == 0x2A
        if opensLeft { range = 1..<range.upperBound }
        let opensRight = !range.isEmpty && bytes.last == 0x2A
        if opensRight { range = range.lowerBound..<range.upperBound - 1 }
        // Who writes "café" in English writes it with its accent.
        let isForeign = languages == LanguageGroups.english && AccentedLatin.stands(in: bytes, range)
        let meaning = Meaning(
            packed: packed, languages: isForeign ? LanguageGroups.always : languages, opensLeft: opensLeft,
            opensRight: opensRight)
        folded.replace(with: bytes, in: range)
        var isAny = addFolded(meaning)
        if let written = Self.writtenOut(bytes, range) {
            written.withUnsafeBufferPointer { folded.replace(with: $0, in: $0.indices) }
            isAny = addFolded(meaning) || isAny
        }
        return isAny
    }

    private mutating func addFolded(_ meaning: Meaning) -> Bool {
        let phrase = Self.trimmed(folded.bytes)
        guard !phrase.isEmpty else { return false }
        append(phrase.lazy.map(Self.blank), meaning)
        if phrase.contains(0x27) {
            append(phrase.filter { $0 != 0x27 }.map(Self.blank), meaning)
            append(phrase.lazy.map { $0 == 0x27 ? 0x20 : Self.blank($0) }, meaning)
        }
        return true
    }

    private mutating func append(_ phrase: some Collection<UInt8>, _ meaning: Meaning) {
        guard !phrase.isEmpty else { return }
        if meaning.opensLeft {
            open.append(
                phrase, opensRight: meaning.opensRight, meaning: meaning.packed, languages: meaning.languages)
        } else {
            closed.append(
                phrase, opensRight: meaning.opensRight, meaning: meaning.packed, languages: meaning.languages)
        }
    }

    /// Hyphens and line ends are blanks to the matcher.
    private static func blank(_ byte: UInt8) -> UInt8 { byte == 0x2D || byte == 0x0A ? 0x20 : byte }

    private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var slice = bytes[...]
        while let first = slice.first, first == 0x20 || first == 0x0A { slice = slice.dropFirst() }
        while let last = slice.last, last == 0x20 || last == 0x0A { slice = slice.dropLast() }
        return slice
    }

    /// `ue` for `ü` and its like, as those write whose keyboard has none; nil where there is nothing to write out.
    private static func writtenOut(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8]? {
        guard bytes[range].contains(0xC3) else { return nil }
        var written: [UInt8] = []
        var isAny = false
        var place = range.lowerBound
        while place < range.upperBound {
            let vowel = bytes[place] == 0xC3 && place + 1 < range.upperBound ? umlaut(bytes[place + 1]) : nil
            if let vowel {
                written += [vowel, UInt8(ascii: "e")]
                isAny = true
                place += 2
            } else {
                written.append(bytes[place])
                place += 1
            }
        }
        return isAny ? written : nil
    }

    /// The vowel of ä, ö, ü and their capitals, by their second byte of UTF-8.
    private static func umlaut(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0xA4, 0x84: UInt8(ascii: "a")
        case 0xB6, 0x96: UInt8(ascii: "o")
        case 0xBC, 0x9C: UInt8(ascii: "u")
        default: nil
        }
    }

    /// Sorts what was collected, for `PhraseMatcher` and `Spelling`.
    mutating func sort() {
        closed.sort()
        open.sort()
    }

    /// Of phrases that were sorted; none is left in the book.
    mutating func takeMatcher() -> PhraseMatcher { PhraseMatcher(closed: &closed, open: open) }
}

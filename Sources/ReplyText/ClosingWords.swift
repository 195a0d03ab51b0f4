/// The formulas that end a letter.
enum ClosingWords {
    enum Kind {
        /// `Best regards`: the letter ends here, whatever follows.
        case formula
        /// `Thanks`: ends the letter only where a name follows.
        case gratitude
    }

    /// The kind of a folded line that is a closing and nothing else, names of the sender left out.
    static func kind(_ folded: ArraySlice<UInt8>) -> Kind? {
        if openings.beginsText(folded), folded.count <= 160 { return .formula }
        // `祝 順心`, `祝您周末愉快！`: with any wish. 12 letters and a mark.
        if folded.count <= 39, wishes.beginsText(folded), !LineEnd.isComma(folded) { return .formula }
        return kindOfOne(folded) ?? kindOfSeveral(folded) ?? kindOfJoined(folded)
    }

    /// `Заранее спасибо и всего доброго`, `Thanks and talk soon`: two closings with a word for "and" between.
    private static func kindOfJoined(_ folded: ArraySlice<UInt8>) -> Kind? {
        guard folded.count <= 120 else { return nil }
        let words = folded.split(separator: 0x20)
        guard (3...maximumWords).contains(words.count) else { return nil }
        for word in words[1..<(words.count - 1)] where conjunctions.contains(word) {
            guard let first = kindOfOne(folded[..<word.startIndex]),
                let second = kindOfOne(folded[word.endIndex...])
            else { continue }
            return first == .formula ? first : second
        }
        return nil
    }

    private static let conjunctions = ByteStrings(
        [
            "and", "&", "+", "und", "u.", "et", "y", "e", "ed", "i", "en", "og", "och", "ja", "ir", "un",
            "oraz",
            "a", "és", "și", "şi", "si", "in", "ter", "и", "і", "й", "та", "και", "κι", "ve", "dan", "serta",
            "và", "और", "एवं", "و",
        ].map { ($0, 0) })

    private static let wishes = PhraseTable(["祝", "顺祝", "順祝", "敬祝", "谨祝", "謹祝", "即颂", "即頌", "敬请", "敬請"])

    /// `Z poważaniem / Best regards`: every part is a closing.
    private static func kindOfSeveral(_ folded: ArraySlice<UInt8>) -> Kind? {
        guard folded.contains(where: dividers.contains) else { return nil }
        var kind: Kind?
        for part in folded.split(whereSeparator: dividers.contains) where part.contains(where: { $0 > 0x40 })
        {
            guard let found = kindOfOne(part) else { return nil }
            if kind == nil || found == .formula { kind = found }
        }
        return kind
    }

    private static let dividers = ByteSet("/|")

    /// `김민수 드림`, `佐藤拝`, `王伟 敬上`: the name stands first.
    static func isNameAndClosing(_ folded: ArraySlice<UInt8>) -> Bool {
        guard folded.count <= 80, let last = folded.last, last >= 0x80 else { return false }
        let words = folded.split(separator: 0x20)
        if (2...5).contains(words.count) { return words.last.map { afterNames.contains($0) } ?? false }
        guard words.count == 1, folded.count <= 24 else { return false }
        return afterNamesUnspaced.contains { folded.count > $0.utf8CodeUnitCount && folded.hasSuffix($0) }
    }

    private static let afterNames = ByteStrings(
        [
            "드림", "올림", "배상", "拝", "敬上", "敬启", "敬啟", "谨上", "謹上", "谨启", "謹啟", "拜上", "拜", "頓首", "上",
        ].map { ($0, 0) })
    /// In Korean verbs end so as well.
    private static let afterNamesUnspaced: [StaticString] = [
        "拝", "敬上", "敬启", "敬啟", "谨上", "謹上", "谨启", "謹啟", "拜上", "頓首",
    ]

    private static func kindOfOne(_ folded: ArraySlice<UInt8>) -> Kind? {
        guard let words = words(folded) else { return nil }
        let joined = words.joined[...]
        if let known = sentences.value(of: joined) { return known == 0 ? .formula : .gratitude }
        return composed(words, words.ranges.count) ?? withPlace(words)
    }

    /// `Lep pozdrav iz Vipave`, `Viele Grüße aus Köln`, `Üdvözlettel Pécsről`.
    private static func withPlace(_ words: Words) -> Kind? {
        let count = words.ranges.count
        for place in max(1, count - 4)..<max(1, count) {
            let word = words.joined[words.ranges[place]]
            let isLast = place == count - 1
            if isLast ? placeEndings.endsText(word) : prepositions.contains(word),
                composed(words, place) == .formula
            {
                return .formula
            }
        }
        return nil
    }

    private static let prepositions = ByteStrings(
        [
            "from", "aus", "von", "vom", "de", "du", "d'", "da", "dal", "dalla", "dall", "desde", "do", "des",
            "uit",
            "fra", "från", "z", "ze", "zo", "iz", "od", "s", "sa", "из", "от", "од", "з", "із", "din", "iš",
            "no", "από",
        ].map { ($0, 0) })
    private static let placeEndings = PhraseTable([
        "ról", "ről", "ból", "ből", "tól", "től", "sta", "stä", "lta", "ltä",
    ])

    private static let maximumWords = 9
    private static let maximumComposedWords = 7

    /// Words between blanks and punctuation.
    private struct Words {
        /// With one blank between two.
        var joined: [UInt8] = []
        var ranges: [Range<Int>] = []
    }

    /// Nil when there are none, or more than a closing has.
    private static func words(_ folded: ArraySlice<UInt8>) -> Words? {
        var words = Words()
        var start: Int?
        var index = folded.startIndex
        while index < folded.endIndex {
            let mark = markLength(folded, at: index)
            if mark == 0, isAccent(folded, at: index) {
                index += 2
                continue
            }
            if mark == 0 {
                if start == nil {
                    if words.ranges.count == maximumWords { return nil }
                    if !words.joined.isEmpty { words.joined.append(0x20) }
                    start = words.joined.count
                }
                words.joined.append(folded[index])
            } else if let first = start {
                words.ranges.append(first..<words.joined.count)
                start = nil
            }
            index += max(mark, 1)
        }
        if let first = start { words.ranges.append(first..<words.joined.count) }
        return words.ranges.isEmpty ? nil : words
    }

    private static let marks = ByteSet(" ,.!;:-~*")

    /// Bytes of the mark at `index`: the ASCII ones, `。`, `、`, `！`, `，`, `．`, `…`, `،`, `؛`, `।`; 0 where a word
    /// goes on.
    private static func markLength(_ text: ArraySlice<UInt8>, at index: Int) -> Int {
        let byte = text[index]
        if byte < 0x80 { return marks.contains(byte) ? 1 : 0 }
        guard index + 1 < text.endIndex else { return 0 }
        if byte == 0xD8 { return text[index + 1] == 0x8C || text[index + 1] == 0x9B ? 2 : 0 }
        guard byte >= 0xE0, index + 2 < text.endIndex else { return 0 }
        switch (byte, text[index + 1], text[index + 2]) {
        case (0xE3, 0x80, 0x81), (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x8C),
            (0xEF, 0xBC, 0x8E),
            (0xE2, 0x80, 0xA6), (0xE0, 0xA5, 0xA4):
            return 3
        default: return 0
        }
    }

    /// Marks over and under letters, and the stroke that makes a word longer: Arabic U+0640 and U+064B…U+0652,
    /// Hebrew U+0591…U+05C7. Two bytes each.
    private static func isAccent(_ text: ArraySlice<UInt8>, at index: Int) -> Bool {
        guard index + 1 < text.endIndex else { return false }
        let next = text[index + 1]
        switch text[index] {
        case 0xD9: return next == 0x80 || (0x8B...0x92).contains(next)
        case 0xD6: return next >= 0x91
        case 0xD7: return next <= 0x87
        default: return false
        }
    }

    /// A phrase of the tables as `words` would join it.
    private static func plain(_ phrase: String) -> String {
        words(Array(phrase.utf8)[...]).map { String(decoding: $0.joined, as: UTF8.self) } ?? phrase
    }

    /// `Thanks and best regards`, `Viele liebe Grüße aus Köln`: made of such words alone, a noun of them at least.
    private static func composed(_ words: Words, _ count: Int) -> Kind? {
        guard count <= maximumComposedWords else { return nil }
        var inAll = UInt32.max
        var asNoun: UInt32 = 0
        for range in words.ranges.prefix(count) {
            guard let places = vocabulary.value(of: words.joined[range]) else { return nil }
            let nouns = places & 0xFFFF
            inAll &= nouns | places >> 16
            asNoun |= nouns
        }
        return inAll & asNoun != 0 ? .formula : nil
    }

    /// Word → the vocabularies it belongs to, a bit each: as a noun in the lower half, otherwise in the upper.
    private static let vocabulary = ByteStrings(
        vocabularies.enumerated().flatMap { number, words in
            words.nouns.map { ($0, UInt32(1) << UInt32(number)) }
                + words.rest.map { ($0, UInt32(0x1_0000) << UInt32(number)) }
        }, merge: |)

    private static let sentences = ByteStrings(
        phrases.map { (plain($0), 0) } + thanks.map { (plain($0), 1) })
}

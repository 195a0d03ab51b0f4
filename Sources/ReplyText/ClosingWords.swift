/// The formulas that end a letter.
enum ClosingWords {
    enum Kind {
        /// `Best regards`: the letter ends here, whatever follows.
        case formula
        /// `Thanks`: ends the letter only where a name follows.
        case gratitude
    }

    /// UTF-8 bytes of the longest line that is one.
    static let maximumBytes = 160

    /// The kind of a folded line that is a closing and nothing else, names of the sender left out.
    static func kind(_ folded: ArraySlice<UInt8>) -> Kind? {
        guard folded.count <= maximumBytes else { return nil }
        if openings.beginsText(folded) { return .formula }
        // `祝 順心`, `祝您周末愉快！`: with any wish. 12 letters and a mark.
        if folded.count <= 39, wishes.beginsText(folded), !LineEnd.isComma(folded) { return .formula }
        return kindOfOne(folded) ?? kindOfSeveral(folded) ?? kindOfJoined(folded)
    }

    /// Whether a folded line may be a closing, also with a name behind it, by its first word. Most lines of a letter
    /// need no other test.
    static func mayBegin(_ folded: ArraySlice<UInt8>) -> Bool {
        var words = ClosingLine(folded).words
        guard let first = words.next() else { return false }
        let word = folded[first]
        // Parts of several; a part without letters is passed over.
        if word.contains(where: dividers.contains) || !word.contains(where: { $0 > 0x40 }) { return true }
        return firstWords.search(ClosingLine(word)) != nil || openings.beginsText(folded[first.lowerBound...])
            || wishes.beginsText(word)
    }

    /// `Заранее спасибо и всего доброго`, `Thanks and talk soon`: two closings with a word for "and" between.
    private static func kindOfJoined(_ folded: ArraySlice<UInt8>) -> Kind? {
        guard folded.count <= 120, (3...maximumWords).contains(FoldedWords.count(folded)) else { return nil }
        let last = FoldedWords.last(of: folded).startIndex
        var start = (folded.firstIndex(of: 0x20) ?? last) + 1
        while start < last {
            let end = folded[start...].firstIndex(of: 0x20) ?? last
            if conjunctions.contains(folded[start..<end]), let first = kindOfOne(folded[..<start]),
                let second = kindOfOne(folded[end...])
            {
                return first == .formula ? first : second
            }
            start = end + 1
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
        let count = FoldedWords.count(folded)
        if (2...5).contains(count) { return afterNames.contains(FoldedWords.last(of: folded)) }
        guard count == 1, folded.count <= 24 else { return false }
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
        let line = ClosingLine(folded)
        let count = line.wordCount(upTo: maximumWords)
        guard count > 0, count <= maximumWords else { return nil }
        if let known = sentences.search(line) { return known == 0 ? .formula : .gratitude }
        return isComposed(line, count) ? .formula : nil
    }

    /// `Thanks and best regards`: made of such words of one language alone, a noun of them at least; a place may follow
    /// (`Lep pozdrav iz Vipave`, `Viele Grüße aus Köln`, `Üdvözlettel Pécsről`).
    private static func isComposed(_ line: ClosingLine, _ count: Int) -> Bool {
        var inAll = UInt32.max
        var asNoun: UInt32 = 0
        var number = 0
        for range in line.words {
            let word = line.text[range]
            let isComplete = inAll & asNoun != 0
            if isComplete, number >= count - 4, number <= maximumComposedWords,
                number == count - 1 ? placeEndings.endsText(word) : prepositions.contains(word)
            {
                return true
            }
            guard let places = vocabulary.search(ClosingLine(word)) else { return false }
            let nouns = places & 0xFFFF
            inAll &= nouns | places >> 16
            asNoun |= nouns
            number += 1
        }
        return inAll & asNoun != 0 && count <= maximumComposedWords
    }

    /// A word that leads to a place: `from`, `aus`, `i`.
    static func isPreposition(_ folded: ArraySlice<UInt8>) -> Bool {
        prepositions.contains(folded) || placePrepositions.contains(folded)
    }

    private static let placePrepositions = ByteStrings(
        [
            "in", "at", "im", "i", "på", "ved", "hos", "en", "w", "v", "ve", "u", "na", "la", "bij", "op",
            "chez", "à",
            "στο", "στη", "στην", "в", "у", "tại",
        ].map { ($0, 0) })
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

    /// A phrase of the tables as a `ClosingLine` reads it.
    private static func plain(_ phrase: String) -> String {
        String(decoding: Array(ClosingLine(Array(phrase.utf8)[...])), as: UTF8.self)
    }

    /// Word → the vocabularies it belongs to, a bit each: as a noun in the lower half, otherwise in the upper.
    private static let vocabulary = ByteStrings(
        vocabularies.enumerated().flatMap { number, words in
            words.nouns.map { ($0, UInt32(1) << UInt32(number)) }
                + words.rest.map { ($0, UInt32(0x1_0000) << UInt32(number)) }
        }, merge: |)

    private static let sentences = ByteStrings(
        phrases.map { (plain($0), 0) } + thanks.map { (plain($0), 1) })

    /// The first words of all of these.
    private static let firstWords = ByteStrings(
        phrases.union(thanks).map { (String(plain($0).prefix { $0 != " " }), 0) }
            + vocabularies.flatMap { $0.nouns.union($0.rest).map { ($0, 0) } })
}

/// One number or date word of a text.
struct DateToken: Sendable {
    enum Sort: Sendable {
        case number(Int, ordinal: Bool, dotted: Bool)
        /// `14.08.`, `8/14/2026`, `2026-08-14`: the numbers, their separator, digits of the first.
        case numeric([Int], separator: UInt8, firstDigits: Int)
        case word([DateWord], table: Int)
    }

    let sort: Sort
    let range: Range<Int>
    let sentence: Int
    let segment: Int
    let firstWord: Int
    let lastWord: Int
    /// A number that a word such as 年 makes a year.
    var isYear = false

    func means(_ word: DateWord) -> Bool {
        if case .word(let words, _) = sort { return words.contains(word) }
        return false
    }

    func value<T>(_ pick: (DateWord) -> T?) -> T? {
        guard case .word(let words, _) = sort else { return nil }
        return words.lazy.compactMap(pick).first
    }

    var cue: DateWord.Cue? {
        value { if case .cue(let cue) = $0 { cue } else { nil } }
    }
    var month: Int? { value { if case .month(let month) = $0 { month } else { nil } } }
    var solarMonth: Int? { value { if case .solarMonth(let month) = $0 { month } else { nil } } }
    var era: Int? { value { if case .era(let offset) = $0 { offset } else { nil } } }
    var trailingCue: DateWord.Cue? {
        value { if case .trailing(let cue) = $0 { cue } else { nil } }
    }
    var weekday: Int? { value { if case .weekday(let day) = $0 { day } else { nil } } }
    var feast: Feast? { value { if case .feast(let feast) = $0 { feast } else { nil } } }
    var unit: DateWord.Unit? { value { if case .unit(let unit) = $0 { unit } else { nil } } }
    var numberWord: Int? { value { if case .number(let number) = $0 { number } else { nil } } }
    /// A count and its unit in one word: the dual of Arabic and Hebrew (أسبوعين, שבועיים), Korean 열흘. Hungarian "hét" is
    /// seven or a week, Vietnamese "năm" five or a year.
    var countedUnit: (count: Int, unit: DateWord.Unit)? {
        guard let unit, let number = numberWord, number == 2 || unit == .day else { return nil }
        return (number, unit)
    }
    var dayWord: Int? { value { if case .day(let day) = $0 { day } else { nil } } }
    var number: Int? {
        if case .number(let number, _, _) = sort { return number }
        return nil
    }
}

/// Finds the tokens of the author's own text and the subject.
struct DateTokenizer {
    let index: TextIndex
    let rules: CompiledRules
    let choice: DateTableChoice
    /// Where dates count.
    let zones: ZoneSet
    let endings: DateEndings

    /// Tokens of one message that are looked at.
    static let maximumTokens = 2_000

    init(
        index: TextIndex, rules: CompiledRules, choice: DateTableChoice,
        zones: ZoneSet = .own
    ) {
        self.index = index
        self.rules = rules
        self.choice = choice
        self.zones = zones
        endings = rules.dateEndings[choice.main ?? rules.dateTables.count]
    }

    func tokens() -> [DateToken] {
        let words = words()
        var found = words
        for (number, segment) in index.segments.enumerated()
        where zones.contains(ZoneSet(segment.zone)) {
            numbers(in: segment.range, segment: number, words: words, into: &found)
            if found.count > Self.maximumTokens { break }
        }
        guard found.count > 1 else { return found }
        found.sort {
            ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
        }
        var kept: [DateToken] = []
        kept.reserveCapacity(found.count)
        for token in found where kept.count < Self.maximumTokens {
            if let last = kept.last, token.range.lowerBound < last.range.upperBound { continue }
            kept.append(token)
        }
        return kept
    }

    /// The longest date word at each place.
    private func words() -> [DateToken] {
        var hits = index.dateWords(in: zones)
        choice.select(from: &hits, rules)
        hits.sort {
            ($0.hit.range.lowerBound, $1.hit.range.upperBound, $0.word)
                < ($1.hit.range.lowerBound, $0.hit.range.upperBound, $1.word)
        }
        var tokens: [DateToken] = []
        tokens.reserveCapacity(hits.count)
        var place = 0
        while place < hits.count {
            let hit = hits[place].hit
            var end = place
            while end < hits.count, hits[end].hit.range == hit.range { end += 1 }
            defer { place = end }
            if let last = tokens.last, hit.range.lowerBound < last.range.upperBound { continue }
            let meanings = hits[place..<end].map { rules.dateWords[$0.word].meaning }
            tokens.append(
                token(
                    .word(meanings, table: rules.dateWords[hits[place].word].table), hit.range,
                    segment: hit.segment))
        }
        return tokens
    }

    /// The word that begins at a place; `words` are in text order.
    static func word(at place: Int, in words: [DateToken]) -> DateToken? {
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low + high) / 2
            if words[middle].range.lowerBound < place { low = middle + 1 } else { high = middle }
        }
        return low < words.count && words[low].range.lowerBound == place ? words[low] : nil
    }

    func token(_ sort: DateToken.Sort, _ range: Range<Int>, segment: Int) -> DateToken {
        DateToken(
            sort: sort, range: range, sentence: index.text.sentence(at: range.lowerBound),
            segment: segment,
            firstWord: index.text.word(at: range.lowerBound),
            lastWord: index.text.word(at: range.upperBound - 1))
    }
}

import CalendarTime

/// The dates of one message and what they mean.
struct Dating: Sendable {
    /// Dates as hits, so that rules can ask for one near by.
    let hits: [TextIndex.Hit]
    let returnDate: ReturnDateFinder.Found?
    let firstAhead: ReturnDateFinder.Found?

    /// The concept whose sentences speak of an absence.
    static let absenceConcept = "absence"

    /// Without a day of reference no date is told.
    init(_ index: TextIndex, _ rules: CompiledRules, language: String?, today: CivilDate?) {
        let tokens = DateTokenizer(index: index, rules: rules, language: language).tokens()
        guard !tokens.isEmpty else {
            hits = []
            returnDate = nil
            firstAhead = nil
            return
        }
        let reader = DateReader(
            tokens: tokens, bytes: index.text.bytes, today: today ?? CivilDate(daysSince1970: 0),
            tables: rules.dateTables, language: language)
        let dates = reader.expressions()
        hits = dates.map { date in
            let first = tokens[date.tokens.lowerBound]
            let last = tokens[date.tokens.upperBound - 1]
            return TextIndex.Hit(
                range: first.range.lowerBound..<last.range.upperBound, firstWord: first.firstWord,
                lastWord: last.lastWord, sentence: first.sentence, segment: first.segment)
        }.sorted { $0.range.lowerBound < $1.range.lowerBound }
        guard let today else {
            returnDate = nil
            firstAhead = nil
            return
        }
        var absences: Set<Int> = []
        if let concept = rules.conceptNumbers[Self.absenceConcept] {
            absences = Set((index.hits[Int32(concept)] ?? []).map(\.sentence))
        }
        let finder = ReturnDateFinder(
            index: index, tokens: tokens, dates: dates, today: today, absences: absences)
        returnDate = finder.found()
        firstAhead = finder.firstAhead()
    }
}

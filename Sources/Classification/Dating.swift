import CalendarTime

/// The dates of one message and what they mean.
struct Dating: Sendable {
    /// Dates as hits, so that rules can ask for one near by.
    let hits: [TextIndex.Hit]
    let returnDate: ReturnDateFinder.Found?
    let firstAhead: ReturnDateFinder.Found?

    /// The concept whose sentences speak of an absence.
    static let absenceConcept = "absence"
    /// The concept of the words that ask to write at another time.
    static let laterConcept = "not-now"

    /// Without a day of reference no date is told.
    init(_ index: TextIndex, _ rules: CompiledRules, language: String?, today: CivilDate?) {
        let choice = DateTableChoice(index, rules, language: language)
        let tokens = DateTokenizer(index: index, rules: rules, choice: choice).tokens()
        guard !tokens.isEmpty else {
            hits = []
            returnDate = today.flatMap {
                Self.inSignature(index, rules, choice, $0, Self.absences(index, rules))
            }
            firstAhead = nil
            return
        }
        let reader = DateReader(
            tokens: tokens, bytes: index.text.bytes, today: today ?? CivilDate(daysSince1970: 0),
            table: choice.table)
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
        let absences = Self.absences(index, rules)
        let finder = ReturnDateFinder(
            index: index, tokens: tokens, dates: dates, today: today, absences: absences)
        returnDate =
            finder.found() ?? Self.inSignature(index, rules, choice, today, absences)
        let later = rules.conceptNumbers[Self.laterConcept].map { Array(index.hits(of: Int32($0))) } ?? []
        firstAhead = finder.ahead(near: later)
    }

    private static func absences(_ index: TextIndex, _ rules: CompiledRules) -> Set<Int> {
        guard let concept = rules.conceptNumbers[absenceConcept] else { return [] }
        return Set(index.hits(of: Int32(concept)).map(\.sentence))
    }

    /// A signature has dates of all sorts; one counts only where its line says "away until".
    private static func inSignature(
        _ index: TextIndex, _ rules: CompiledRules, _ choice: DateTableChoice, _ today: CivilDate,
        _ absences: Set<Int>
    ) -> ReturnDateFinder.Found? {
        guard !absences.isEmpty else { return nil }
        let all = DateTokenizer(index: index, rules: rules, choice: choice, zones: .signature)
            .tokens()
        let tokens = all.filter { absences.contains($0.sentence) }
        guard !tokens.isEmpty else { return nil }
        let reader = DateReader(
            tokens: tokens, bytes: index.text.bytes, today: today, table: choice.table)
        return ReturnDateFinder(
            index: index, tokens: tokens, dates: reader.expressions(), today: today, absences: []
        ).found()
    }
}

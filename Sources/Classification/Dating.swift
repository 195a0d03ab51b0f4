import CalendarTime

/// The dates of one message; what they mean is worked out when somebody asks.
struct Dating: Sendable {
    /// Dates as hits, so that rules can ask for one near by.
    let hits: [TextIndex.Hit]
    private let rules: CompiledRules
    private let language: String?
    private let tokens: [DateToken]
    private let dates: [DateExpression]
    /// Without a day of reference no date is told.
    private let today: CivilDate?

    init(_ index: TextIndex, _ rules: CompiledRules, language: String?, today: CivilDate?) {
        self.rules = rules
        self.language = language
        self.today = today
        guard Self.mayHoldDate(index, rules) else {
            (tokens, dates, hits) = ([], [], [])
            return
        }
        let choice = DateTableChoice(index, rules, language: language)
        let tokens = DateTokenizer(index: index, rules: rules, choice: choice).tokens()
        self.tokens = tokens
        guard !tokens.isEmpty else {
            (dates, hits) = ([], [])
            return
        }
        let reader = DateReader(
            tokens: tokens, bytes: index.text.bytes, today: today ?? CivilDate(daysSince1970: 0),
            table: choice.table)
        dates = reader.expressions()
        hits = dates.map { date in
            let first = tokens[date.tokens.lowerBound]
            let last = tokens[date.tokens.upperBound - 1]
            return TextIndex.Hit(
                range: first.range.lowerBound..<last.range.upperBound, firstWord: first.firstWord,
                lastWord: last.lastWord, sentence: first.sentence, segment: first.segment)
        }.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Told at a glance: most answers name no day.
    private static func mayHoldDate(_ index: TextIndex, _ rules: CompiledRules) -> Bool {
        let own = ZoneSet.own
        if index.dateWords.contains(where: {
            rules.isDateAnchor[$0.word] && own.contains(ZoneSet(index.zone(of: $0.hit)))
        }) {
            return true
        }
        return index.text.bytes.withUnsafeBufferPointer { bytes in
            index.segments.contains { segment in
                own.contains(ZoneSet(segment.zone))
                    && segment.range.contains { WordBytes.isDigit(bytes[$0]) }
            }
        }
    }

    /// The day on which the author is back, as far as the text tells.
    func returnDate(_ index: TextIndex) -> ReturnDateFinder.Found? {
        guard let today else { return nil }
        let away = Self.away(index, rules)
        let found = finder(index, today, away)?.found()
        return found ?? inSignature(index, today, away)
    }

    /// The day on which to write again.
    func firstAhead(_ index: TextIndex) -> ReturnDateFinder.Found? {
        guard let today else { return nil }
        let later = rules.later.flatMap { index.hits(of: $0) }.filter { index.zone(of: $0) != .quoted }
        return finder(index, today, Self.away(index, rules))?.ahead(near: later)
    }

    private func finder(
        _ index: TextIndex, _ today: CivilDate, _ away: [TextIndex.Hit]
    ) -> ReturnDateFinder? {
        guard !tokens.isEmpty else { return nil }
        return ReturnDateFinder(index: index, tokens: tokens, dates: dates, today: today, away: away)
    }

    private static func away(_ index: TextIndex, _ rules: CompiledRules) -> [TextIndex.Hit] {
        rules.absence.map { Array(index.hits(of: $0)) } ?? []
    }

    /// A signature has dates of all sorts; one counts only where its line says "away until".
    private func inSignature(
        _ index: TextIndex, _ today: CivilDate, _ away: [TextIndex.Hit]
    ) -> ReturnDateFinder.Found? {
        guard !away.isEmpty else { return nil }
        let absences = Set(away.map(\.sentence))
        let choice = DateTableChoice(index, rules, language: language)
        let all = DateTokenizer(index: index, rules: rules, choice: choice, zones: .signature)
            .tokens()
        let tokens = all.filter { absences.contains($0.sentence) }
        guard !tokens.isEmpty else { return nil }
        let reader = DateReader(
            tokens: tokens, bytes: index.text.bytes, today: today, table: choice.table)
        return ReturnDateFinder(
            index: index, tokens: tokens, dates: reader.expressions(), today: today, away: []
        ).found()
    }
}

import CalendarTime

/// Feasts, and the weekdays that are told by them.
extension DateReader {
    /// "Until Whit Monday", "jusqu'à l'Ascension"; a date told beside it, "Whit Monday, 25 May", is that day. "After
    /// Ascension Day" tells of none.
    func day(of feast: Feast, _ place: Int) -> DateExpression? {
        guard !feast.isSeason, !isBehindAfter(place), let day = coming(feast, after: today.adding(days: -1))
        else { return nil }
        return apposed(day, place..<place + 1)
    }

    private func isBehindAfter(_ place: Int) -> Bool {
        guard let before = content(before: place) else { return false }
        return adjacent(before + 1, after: before) != nil && tokens[before].cue == .after
    }

    /// The token of what a weekday comes after: "Tuesday after Easter", "lunes después de las fiestas".
    func seasonBefore(_ weekday: Int) -> Int? {
        guard let after = content(after: weekday), tokens[after].cue == .after,
            let season = content(after: after), tokens[season].feast != nil || tokens[season].means(.vague)
        else { return nil }
        return season
    }

    /// The next such day behind the feast, or the date told beside it. Nil where the season is not known to the day, and of
    /// a Monday, which may be the feast's own.
    func weekday(_ weekday: Int, _ start: Int, behind season: Int) -> DateExpression? {
        let range = start..<season + 1
        let day = tokens[season].feast.flatMap { coming($0, after: today.adding(days: -7)) }
        guard let day, weekday > 1 else { return apposed(range) }
        return apposed(day.adding(days: 1).first(weekday), range)
    }

    private func coming(_ feast: Feast, after day: CivilDate) -> CivilDate? {
        [day.year, day.year + 1].lazy.compactMap { feast.day(inYear: $0, table?.easter ?? .western) }
            .first { $0 > day }
    }

    private func apposed(_ day: CivilDate, _ range: Range<Int>) -> DateExpression {
        apposed(range)
            ?? DateExpression(first: day, last: day, form: .day, certain: true, tokens: range)
    }

    /// The date that stands right behind some tokens, and ends no range that they begin.
    private func apposed(_ range: Range<Int>) -> DateExpression? {
        let next = behindLinks(from: range.upperBound)
        let isRange = tokens[range.upperBound..<next].contains { $0.means(.rangeTo) || $0.means(.rangeAnd) }
        guard !isRange, adjacent(next, after: next - 1) != nil, var date = single(at: next), date.form == .day
        else {
            return nil
        }
        date.tokens = range.lowerBound..<date.tokens.upperBound
        return date
    }
}

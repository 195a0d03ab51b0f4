import CalendarTime

/// Counts of days, weeks and months from today.
extension DateReader {
    /// "in two weeks", "dans 10 jours", "en dos semanas"; without a count, "za tydzień", it is one.
    func ahead(_ place: Int) -> DateExpression? { ahead(place, of: today) }

    private func ahead(_ place: Int, of day: CivilDate) -> DateExpression? {
        var next = place + 1
        while let token = adjacent(next, after: next - 1), token.means(.filler), token.numberWord == nil {
            next += 1
        }
        guard let token = adjacent(next, after: next - 1) else { return nil }
        if let (count, unit) = token.countedUnit { return moved(day, by: count, unit, place..<next + 1) }
        if let number = token.number, var date = numberedWeek(number, next) {
            date.tokens = place..<date.tokens.upperBound
            return date
        }
        if let count = token.number ?? token.numberWord, let after = adjacent(next + 1, after: next),
            let unit = after.unit
        {
            return moved(day, by: count, unit, place..<next + 2)
        }
        // "in week 33", "in the week of": no count.
        guard next == place + 1, let unit = token.unit, !token.means(.weekNumber), !isSpecified(next),
            var date = moved(day, by: 1, unit, place..<next + 1)
        else { return nil }
        date.needsBack = true
        return date
    }

    /// "Heute in zwei Wochen", "morgen in einer Woche": counted from the day that is named.
    func aheadOfDay(_ place: Int, _ day: CivilDate) -> DateExpression? {
        guard let token = adjacent(place + 1, after: place), token.means(.inAhead),
            tokens[place].range.upperBound + 1 == token.range.lowerBound,
            var date = ahead(place + 1, of: day), !date.needsBack
        else { return nil }
        date.tokens = place..<date.tokens.upperBound
        return date
    }

    /// `2週間後`, "two weeks from now".
    func counted(_ count: Int, _ place: Int) -> DateExpression? {
        if let (count, unit) = tokens[place].countedUnit, let behind = adjacent(place + 1, after: place),
            behind.means(.inAheadAfter)
        {
            return moved(today, by: count, unit, place..<place + 2)
        }
        guard let next = content(after: place), let unit = tokens[next].unit else { return nil }
        if unit == .week, let date = weekdayBehind(weeks: count, place, unitAt: next) { return date }
        // A unit that says "from now" itself: هفته دیگر.
        if tokens[next].means(.inAheadAfter) { return moved(today, by: count, unit, place..<next + 1) }
        guard
            let behind = adjacent(next + 1, after: next), behind.means(.inAheadAfter)
        else { return nil }
        return moved(today, by: count, unit, place..<next + 2)
    }

    /// A unit before a number, "next", a month or another unit's name is that one, and no count.
    private func isSpecified(_ unit: Int) -> Bool {
        guard let next = content(after: unit) else { return false }
        let token = tokens[next]
        return token.number != nil || token.numberWord != nil || token.means(.next) || token.means(.this)
            || DateMonth(token) != nil || token.weekday != nil || token.unit != nil
    }

    /// Nil for hours and minutes: no day is meant.
    private func moved(
        _ day: CivilDate, by count: Int, _ unit: DateWord.Unit, _ range: Range<Int>
    ) -> DateExpression? {
        guard (1...400).contains(count), let date = day.adding(count, unit) else { return nil }
        return DateExpression(
            first: date, last: date, form: .relative, certain: unit != .month && unit != .year,
            tokens: range.lowerBound..<endOfCount(range.upperBound), isCounted: true)
    }

    /// "Two weeks from today": the day that is counted from is no date of its own.
    private func endOfCount(_ end: Int) -> Int {
        guard let next = content(after: end - 1), next > end, tokens[next].means(.today) else { return end }
        return next + 1
    }
}

import CalendarTime

/// Weekdays that are counted: the second Monday of May, Monday week.
extension DateReader {
    /// "The second Monday of May", "toukokuun toisena maanantaina": the three in any order. Nil where a
    /// number beside them is a day.
    func countedWeekday(_ place: Int) -> DateExpression? {
        var parts = CountedWeekday()
        var end = place
        while end < tokens.count, !parts.isWhole, end == place || isBeside(end) {
            let token = tokens[end]
            guard parts.take(token) || end > place && isLink(token) else { return nil }
            end += 1
        }
        guard parts.isWhole, let weekday = parts.weekday, let month = parts.month else { return nil }
        let given = year(after: end - 1)
        guard let date = day(of: parts.number, weekday: weekday, in: month, year: given?.year) else {
            return nil
        }
        return DateExpression(
            first: date, last: date, form: .day, certain: true,
            tokens: place..<(given.map { $0.place + 1 } ?? end), year: given?.year)
    }

    /// "Friday of that month", "the umpteenth Friday in March": which one is not told, and no plain Friday is meant.
    func isUncountedWeekday(_ place: Int) -> Bool {
        guard tokens[place].weekday != nil, isBeside(place + 1), isLink(tokens[place + 1]),
            let next = linked(after: place), DateMonth(tokens[next]) != nil
        else { return false }
        return !isBeside(next + 1) || tokens[next + 1].number == nil || tokens[next + 1].isYear
    }

    /// "Monday week": a week behind that Monday.
    func weekLater(_ place: Int) -> Int? {
        guard isBeside(place + 1), tokens[place + 1].means(.weekLater) else { return nil }
        guard isBeside(place + 2) else { return place + 1 }
        let next = tokens[place + 2]
        return next.number == nil && next.numberWord == nil && next.weekday == nil ? place + 1 : nil
    }

    /// "A week on Monday", "two weeks on Friday", where the language says so.
    func weekdayBehind(weeks count: Int, _ place: Int, unitAt unit: Int) -> DateExpression? {
        guard tokens[unit].means(.weekLater), isBeside(unit + 1), tokens[unit + 1].cue == .on,
            isBeside(unit + 2),
            let weekday = tokens[unit + 2].weekday, (1...8).contains(count)
        else { return nil }
        let date = coming(weekday).adding(days: 7 * count)
        return DateExpression(
            first: date, last: date, form: .weekday, certain: true, tokens: place..<unit + 3)
    }

    /// The next such day behind today.
    func coming(_ weekday: Int) -> CivilDate { today.adding(days: 1).first(weekday) }

    /// Nothing but a blank stands before the token, or nothing at all; or the dot of an ordinal.
    private func isBeside(_ place: Int) -> Bool {
        guard place > 0, tokens.indices.contains(place), tokens[place].segment == tokens[place - 1].segment
        else {
            return false
        }
        let gap = bytes[tokens[place - 1].range.upperBound..<tokens[place].range.lowerBound]
        return gap.isEmpty || gap.elementsEqual([0x20])
            || tokens[place - 1].number != nil && gap.elementsEqual([0x2E, 0x20])
    }

    private func isLink(_ token: DateToken) -> Bool {
        token.means(.filler) || token.means(.dayPrefix) || token.means(.inAhead) || token.cue == .on
    }

    private func linked(after place: Int) -> Int? {
        var next = place + 1
        while isBeside(next), isLink(tokens[next]) { next += 1 }
        return isBeside(next) ? next : nil
    }

    private func day(of number: Int, weekday: Int, in month: DateMonth, year: Int?) -> CivilDate? {
        guard month.calendar == .gregorian else { return nil }
        let candidates = (year.map { [$0] } ?? [today.year, today.year + 1]).lazy.compactMap { year in
            number == CountedWeekday.last
                ? self.last(weekday, month.number, year) : self.nth(number, weekday, month.number, year)
        }
        return candidates.first {
            year != nil || $0.daysSince1970 - today.daysSince1970 >= -Self.maximumDaysBack
        }
    }

    private func nth(_ number: Int, _ weekday: Int, _ month: Int, _ year: Int) -> CivilDate? {
        guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
        let date = first.first(weekday).adding(days: 7 * (number - 1))
        return date.month == month ? date : nil
    }

    private func last(_ weekday: Int, _ month: Int, _ year: Int) -> CivilDate? {
        let length = CivilDate.length(ofMonth: month, year: year)
        guard let last = CivilDate(year: year, month: month, day: length) else { return nil }
        return last.adding(days: -6).first(weekday)
    }
}

/// What of "the second Monday of May" has been read.
private struct CountedWeekday {
    /// Of a month.
    static let last = -1

    private(set) var number = 0
    private(set) var weekday: Int?
    private(set) var month: DateMonth?
    private var isInFigures = false

    var isWhole: Bool { number != 0 && weekday != nil && month != nil }

    /// False for what is none of the three, or is there already.
    mutating func take(_ token: DateToken) -> Bool {
        if number == 0, let found = token.ordinal, weekday == nil || !token.mayBeDay {
            // "Monday the second of March" is a day; "2. März Montag" and "március 2. hétfő" too.
            if token.number != nil, month != nil { return false }
            (number, isInFigures) = (found, token.number != nil)
        } else if weekday == nil, let found = token.weekday {
            weekday = found
        } else if month == nil, !isInFigures || weekday != nil, let found = DateMonth(token) {
            month = found
        } else {
            return false
        }
        return true
    }
}

extension DateToken {
    fileprivate var mayBeDay: Bool { number != nil || dayWord != nil }

    /// "Second", "2nd", "last": nil for what counts nothing.
    fileprivate var ordinal: Int? {
        if means(.lastOf) { return CountedWeekday.last }
        if case .number(let number, let ordinal, let dotted) = sort, ordinal || dotted,
            (1...5).contains(number)
        {
            return number
        }
        return value { if case .nth(let number) = $0 { number } else { nil } }
            ?? dayWord.flatMap { $0 <= 5 ? $0 : nil }
    }
}

import CalendarTime

/// Ranges of days, weeks and months: the last day is the date.
extension DateReader {
    func range(from first: DateExpression) -> (start: DateExpression, end: DateExpression)? {
        let after = first.tokens.upperBound - 1
        guard
            var end = link(after: after, from: first.tokens.lowerBound).flatMap({ rangeEnd(at: $0, first) })
                ?? lastListedWeek(first)
        else { return nil }
        if end.first < first.first, end.form == .weekday {
            end.last = end.last.adding(days: 7)
            end.first = end.last
        }
        var start = first
        if end.first < first.first, end.form == .bareDay, first.form == .bareDay {
            // `9号到18号` on the 10th: the first of the days has gone by, and was read as the next of that number.
            guard let begun = monthBefore(first.first) else { return nil }
            (start.first, start.last) = (begun, begun)
        } else if end.first < first.first, end.year == nil, let later = nextYear(end) {
            end = later
        }
        if end.first < start.first, first.year == nil, let year = end.year,
            let earlier = moved(first, to: year, before: end)
        {
            start = earlier
        }
        guard end.first >= start.first else { return nil }
        start.isRangeStart = true
        end.isRangeEnd = true
        end.tokens = first.tokens.lowerBound..<end.tokens.upperBound
        return (start, end)
    }

    /// `1.1.–30.6.2026`: the year of the end is that of the start, or the one after.
    private func moved(_ first: DateExpression, to year: Int, before end: DateExpression) -> DateExpression? {
        let days = [year, year - 1].lazy.compactMap {
            CivilDate(year: $0, month: first.first.month, day: first.first.day)
        }
        guard let day = days.first(where: { $0 <= end.first }) else { return nil }
        var start = first
        (start.first, start.last) = (day, day)
        return start
    }

    private func monthBefore(_ day: CivilDate) -> CivilDate? {
        day.month == 1
            ? CivilDate(year: day.year - 1, month: 12, day: day.day)
            : CivilDate(year: day.year, month: day.month - 1, day: day.day)
    }

    private func nextYear(_ date: DateExpression) -> DateExpression? {
        guard
            let moved = CivilDate(year: date.first.year + 1, month: date.first.month, day: date.first.day)
        else {
            return nil
        }
        var later = date
        later.last = moved.adding(days: date.last.daysSince1970 - date.first.daysSince1970)
        later.first = moved
        return later
    }

    /// `3.–14. August`, `du 3 au 14 août`, `10-14.09.`: the first number is a day of the month of the date that follows.
    func leadingNumberRange(at place: Int) -> DateExpression? {
        guard let day = tokens[place].number ?? tokens[place].dayWord ?? tokens[place].numberWord,
            (1...31).contains(day),
            !tokens[place].isYear, tokens.indices.contains(place + 1)
        else {
            return nil
        }
        guard month(after: place) == nil, let start = link(after: place, from: place),
            var end = single(at: start), end.form == .day, end.tokens.lowerBound >= start,
            tokens[start].feast == nil
        else { return nil }
        end.isRangeEnd = true
        end.tokens = place..<end.tokens.upperBound
        return end
    }

    private func rangeEnd(at place: Int, _ first: DateExpression) -> DateExpression? {
        if first.form == .week, let week = lastWeek(at: place, first) { return week }
        // "We open on the 7th. The Monday of Easter is the 6th" is no range.
        let isFeastBehindDay = first.form == .bareDay && tokens[place].feast != nil
        if let end = single(at: place), end.form != .bareDay || first.monthOfDay == nil,
            end.tokens.lowerBound >= first.tokens.upperBound, !isFeastBehindDay
        {
            return end
        }
        guard let month = first.monthOfDay, let day = tokens[place].number ?? tokens[place].dayWord,
            (1...31).contains(day), !isCount(place)
        else {
            return nil
        }
        let year = year(after: place)
        guard let date = resolve(day: day, month: DateMonth(month), year: year?.year ?? first.first.year)
        else { return nil }
        return DateExpression(
            first: date, last: date, form: .day, certain: true, tokens: place..<(year?.place ?? place) + 1,
            monthOfDay: month, year: year?.year)
    }

    /// The second number of `KW 32-34`, `weeks 32 to 34`.
    private func lastWeek(at place: Int, _ first: DateExpression) -> DateExpression? {
        guard let number = tokens[place].number, (1...53).contains(number),
            month(after: place) == nil
        else { return nil }
        let year = first.first.adding(days: 3).year
        let mondays = [year, year + 1].lazy.compactMap { CivilDate.monday(ofWeek: number, year: $0) }
        guard let monday = mondays.first(where: { $0 >= first.first }) else { return nil }
        return DateExpression(
            first: monday, last: monday.adding(days: 6), form: .week, certain: true, tokens: place..<place + 1
        )
    }

    /// "KW 12 und 13", "weeks 12, 13 and 14": weeks one after the other.
    private func lastListedWeek(_ first: DateExpression) -> DateExpression? {
        guard first.form == .week else { return nil }
        var last: DateExpression?
        var place = first.tokens.upperBound
        while let token = adjacent(place, after: place - 1) {
            let next = token.means(.rangeAnd) ? place + 1 : place
            guard adjacent(next, after: next - 1) != nil, !isCount(next),
                let week = lastWeek(at: next, first),
                week.first == (last ?? first).last.adding(days: 1)
            else { break }
            last = week
            place = next + 1
        }
        return last
    }

    /// The token after "to", "bis", "au", "-" that follows a date, or nil.
    func link(after place: Int, from start: Int) -> Int? {
        var next = place + 1
        // Fillers may stand before the range word: the day of the week in brackets.
        while tokens.indices.contains(next), tokens[next].means(.filler) || isBracketed(next),
            !tokens[next].means(.rangeTo), adjacent(next, after: next - 1) != nil
        {
            next += 1
        }
        guard tokens.indices.contains(next) else { return nil }
        if tokens[next].means(.rangeTo) || (tokens[next].means(.rangeAnd) && hasBetween(before: start)) {
            guard adjacent(next, after: next - 1) != nil else { return nil }
            next += 1
            while tokens.indices.contains(next), tokens[next].means(.filler) || tokens[next].means(.rangeTo),
                adjacent(next, after: next - 1) != nil
            {
                next += 1
            }
            return tokens.indices.contains(next) && adjacent(next, after: next - 1) != nil ? next : nil
        }
        return dash(before: next) ? next : dash(before: place + 1) ? place + 1 : nil
    }

    private func dash(before next: Int) -> Bool {
        guard tokens.indices.contains(next), tokens[next].segment == tokens[next - 1].segment else {
            return false
        }
        let gap = withoutBrackets(tokens[next - 1].range.upperBound..<tokens[next].range.lowerBound)
        return gap.count <= 4 && bytes[gap].contains(0x2D) && !bytes[gap].contains(where: WordBytes.isWord)
    }

    /// A weekday in brackets behind a date: `3.8. (Mo)`.
    private func isBracketed(_ place: Int) -> Bool {
        guard tokens[place].weekday != nil, place > 0 else { return false }
        let (start, end) = (tokens[place].range.lowerBound, tokens[place].range.upperBound)
        return start > 0 && bytes[start - 1] == 0x28 && end < bytes.count
            && (bytes[end] == 0x29 || bytes[end] == 0x2E)
    }

    private func hasBetween(before place: Int) -> Bool {
        tokens[max(0, place - 3)..<place].contains { $0.means(.cue(.between)) }
    }

    /// `21-8`, day and month with a dash as in Dutch: where it can be no range of days, or beside a range word another
    /// such pair stands.
    func dashedDate(_ place: Int) -> DateExpression? {
        guard table?.order == .dayMonth, let (day, month) = dashedPair(place), (1...12).contains(month),
            self.month(after: place + 1) == nil, !isCount(place + 1), !isDashed(place + 1)
        else { return nil }
        guard day > month || isRangeOfPairs(place) || isSingled(place) else { return nil }
        guard place > 0, isLead(place - 1) || isRangeOfPairs(place),
            let date = resolve(day: day, month: DateMonth(month), year: nil)
        else { return nil }
        return DateExpression(
            first: date, last: date, form: .day, certain: true, tokens: place..<place + 2, monthOfDay: month)
    }

    /// "Op 1-4", "tot 1-4": words that lead to one day and to no range.
    private func isSingled(_ place: Int) -> Bool {
        guard place > 0, let cue = tokens[place - 1].cue else { return false }
        return cue == .on || cue == .until || cue == .through
    }

    func isLead(_ place: Int) -> Bool {
        let token = tokens[place]
        return token.cue != nil || token.means(.rangeTo) || token.means(.dayPrefix) || token.means(.filler)
            || token.weekday != nil
    }

    private func dashedPair(_ place: Int) -> (day: Int, month: Int)? {
        guard isDashed(place), let day = tokens[place].number, let month = tokens[place + 1].number,
            (1...31).contains(day)
        else { return nil }
        return (day, month)
    }

    func isDashed(_ place: Int) -> Bool {
        guard tokens.indices.contains(place + 1), tokens[place].number != nil, tokens[place + 1].number != nil
        else { return false }
        let gap = tokens[place].range.upperBound..<tokens[place + 1].range.lowerBound
        return gap.count == 1 && bytes[gap.lowerBound] == 0x2D
    }

    private func isRangeOfPairs(_ place: Int) -> Bool {
        if let next = link(after: place + 1, from: place), dashedPair(next) != nil { return true }
        var before = place - 1
        while before > 0, tokens[before].means(.rangeTo) || tokens[before].means(.filler) { before -= 1 }
        return before > 0 && before < place - 1 && dashedPair(before - 1) != nil
    }
}

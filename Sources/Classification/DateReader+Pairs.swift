import CalendarTime

/// Dates that are told twice: by another calendar first, or with the day of the week behind.
extension DateReader {
    /// Years of the Islamic calendar that are skipped.
    private static let hijriYears = 1300...1500

    /// `1 محرم 1448 هـ الموافق 16 يونيو 2026`, `15/10/1447 (3/4/2026)`: the Gregorian date behind the Hijri one.
    func gregorianBehindHijri(_ place: Int) -> DateExpression? {
        guard let last = endOfHijri(place), let next = content(after: last), endOfHijri(next) == nil,
            var date = single(at: next), date.form == .day
        else { return nil }
        date.tokens = place..<date.tokens.upperBound
        return date
    }

    /// The last token of a Hijri date that begins at a place.
    private func endOfHijri(_ place: Int) -> Int? {
        switch tokens[place].sort {
        case .numeric(let values, _, _):
            let isHijri =
                values.count == 3 && [values[0], values[2]].contains(where: Self.hijriYears.contains)
            return isHijri && !isSolar ? place : nil
        case .number(let day, _, _):
            guard (1...30).contains(day), let month = content(after: place), tokens[month].means(.vague)
            else { return nil }
            guard let year = content(after: month), let number = tokens[year].number,
                Self.hijriYears.contains(number)
            else { return month }
            return year
        case .word: return nil
        }
    }

    var isSolar: Bool { table?.calendar == .solarHijri }

    /// `3月16日の翌日`: the word for tomorrow, when it stands right behind another day, means the day after that.
    private func dayBehind(_ date: DateExpression) -> DateExpression? {
        let next = date.tokens.upperBound
        guard date.form == .day, tokens.indices.contains(next), tokens[next].means(.tomorrow),
            tokens[next - 1].range.upperBound == tokens[next].range.lowerBound
        else { return nil }
        var behind = date
        (behind.first, behind.last) = (date.first.adding(days: 1), date.last.adding(days: 1))
        behind.tokens = date.tokens.lowerBound..<next + 1
        return behind
    }

    /// A day of the week right behind a date belongs to it: `23 Mart Pazartesi`, `március 30-án, hétfőn`.
    func withWeekday(_ date: DateExpression) -> DateExpression {
        if let behind = dayBehind(date) { return behind }
        guard date.form == .day, let next = content(after: date.tokens.upperBound - 1),
            tokens[next].weekday == date.first.weekday.rawValue,
            tokens[next].sentence == tokens[date.tokens.lowerBound].sentence
        else { return date }
        let gap = bytes[tokens[next - 1].range.upperBound..<tokens[next].range.lowerBound]
        guard !gap.contains(0x2E), !gap.contains(0x2D) else { return date }
        if let behind = content(after: next), tokens[behind].number != nil || DateMonth(tokens[behind]) != nil
        {
            return date
        }
        var whole = date
        whole.tokens = date.tokens.lowerBound..<next + 1
        return whole
    }
}

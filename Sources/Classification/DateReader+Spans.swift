import CalendarTime

/// Months, weeks, weekdays and relative dates.
extension DateReader {
    /// "in August", "until March 2027": the whole month. A month's name alone may be a person's or a verb.
    func monthAlone(_ month: Int, _ place: Int) -> DateExpression? {
        var end = place + 1
        var year: Int?
        if let token = adjacent(end, after: place), case .number(let value, false, _) = token.sort,
            value >= 1970, value < 2200
        {
            year = value
            end += 1
        } else if !hasLead(place) {
            return nil
        }
        let chosen = year ?? monthYear(month)
        guard let first = CivilDate(year: chosen, month: month, day: 1) else { return nil }
        let last = first.adding(days: CivilDate.length(ofMonth: month, year: chosen) - 1)
        return DateExpression(
            first: first, last: last, form: .month, certain: true, tokens: place..<end, year: year)
    }

    private func hasLead(_ place: Int) -> Bool {
        var before = place - 1
        while before >= 0, adjacent(before + 1, after: before) != nil {
            let token = tokens[before]
            if token.means(.filler) {
                before -= 1
                continue
            }
            return token.cue != nil || token.means(.inAhead) || token.means(.startOf)
                || token.means(.middleOf)
                || token.means(.endOf) || token.means(.next) || token.means(.rangeTo)
        }
        return false
    }

    private func monthYear(_ month: Int) -> Int {
        // A month that has just begun or is to come; one that lies back for months is next year's.
        let distance = (month - today.month + 12) % 12
        return distance <= 10 ? (month >= today.month ? today.year : today.year + 1) : today.year
    }

    func weekday(_ weekday: Int, _ place: Int, tokensFrom: Int? = nil) -> DateExpression? {
        let start = tokensFrom ?? place
        var next = place + 1
        while let token = adjacent(next, after: next - 1),
            token.means(.filler) || token.means(.dayPrefix) || token.cue == .on
        {
            next += 1
        }
        if let token = adjacent(next, after: next - 1), token.weekday == nil, !token.means(.next),
            !token.means(.this),
            var date = single(at: next), date.form == .day || date.form == .bareDay
        {
            date.tokens = start..<date.tokens.upperBound
            return date
        }
        if let day = dayOfMonth(at: next, weekday: weekday, start) { return day }
        // Abbreviations such as "So", "mar" are other words when no date follows.
        guard tokens[place].range.count > 3 else { return nil }
        var end = place + 1
        if let token = adjacent(end, after: place), token.means(.next) || token.means(.this) {
            end += 1
        }
        var days = (weekday - today.weekday.rawValue + 7) % 7
        if days == 0 { days = 7 }
        let date = today.adding(days: days)
        return DateExpression(
            first: date, last: date, form: .weekday, certain: true, tokens: start..<end)
    }

    /// "lunes 30", "Monday the 30": the next such day of the month that is such a day of the week.
    private func dayOfMonth(at place: Int, weekday: Int, _ start: Int) -> DateExpression? {
        guard let token = adjacent(place, after: place - 1), let day = token.number,
            (1...31).contains(day)
        else {
            return nil
        }
        if let unit = adjacent(place + 1, after: place), unit.unit != nil { return nil }
        for ahead in 0...62 {
            let date = today.adding(days: ahead)
            if date.day == day, date.weekday.rawValue == weekday {
                return DateExpression(
                    first: date, last: date, form: .bareDay, certain: true, tokens: start..<place + 1)
            }
        }
        return nil
    }

    /// "next Monday", "nächsten Montag", "next August".
    func modified(_ place: Int) -> DateExpression? {
        guard let token = adjacent(place + 1, after: place) else { return nil }
        if let day = token.weekday { return weekday(day, place + 1, tokensFrom: place) }
        if let month = token.month, var date = monthAlone(month, place + 1) {
            date.tokens = place..<date.tokens.upperBound
            return date
        }
        return nil
    }

    /// "KW 33", "week 33", "33. KW" is read from the word; the number may be part of the token.
    func week(_ place: Int) -> DateExpression? {
        var number = 0
        for byte in bytes[tokens[place].range] where WordBytes.isDigit(byte) {
            number = min(99, number * 10 + Int(byte - 0x30))
        }
        var end = place + 1
        var start = place
        if number == 0 {
            if let token = adjacent(place + 1, after: place), let value = token.number {
                number = value
                end = place + 2
            } else if place > 0, let value = tokens[place - 1].number,
                adjacent(place, after: place - 1) != nil
            {
                number = value
                start = place - 1
            }
        }
        guard (1...53).contains(number) else { return nil }
        var year = today.year
        if let token = adjacent(end, after: end - 1), case .number(let value, false, _) = token.sort,
            value >= 1970, value < 2200
        {
            year = value
            end += 1
        }
        guard var monday = CivilDate.monday(ofWeek: number, year: year) else { return nil }
        if today.daysSince1970 - monday.daysSince1970 > Self.maximumDaysBack,
            let later = CivilDate.monday(ofWeek: number, year: year + 1)
        {
            monday = later
        }
        return DateExpression(
            first: monday, last: monday.adding(days: 6), form: .week, certain: true, tokens: start..<end)
    }

    /// "in two weeks", "dans 10 jours", "en dos semanas".
    func ahead(_ place: Int) -> DateExpression? {
        var next = place + 1
        while let token = adjacent(next, after: next - 1), token.means(.filler), token.numberWord == nil {
            next += 1
        }
        guard let token = adjacent(next, after: next - 1), let count = token.number ?? token.numberWord,
            (1...400).contains(count), let after = adjacent(next + 1, after: next), let unit = after.unit
        else { return nil }
        let date = moved(by: count, unit)
        return DateExpression(
            first: date, last: date, form: .relative, certain: unit != .month && unit != .year,
            tokens: place..<next + 2)
    }

    private func moved(by count: Int, _ unit: DateWord.Unit) -> CivilDate {
        switch unit {
        case .day: return today.adding(days: count)
        case .week: return today.adding(days: 7 * count)
        case .month, .year:
            let months = today.year * 12 + today.month - 1 + count * (unit == .year ? 12 : 1)
            let length = CivilDate.length(ofMonth: months % 12 + 1, year: months / 12)
            return CivilDate(year: months / 12, month: months % 12 + 1, day: min(today.day, length))
                ?? today
        }
    }

    /// "Anfang September", "mid-August", "end of the week".
    func partOf(_ place: Int) -> DateExpression? {
        var next = place + 1
        while let token = adjacent(next, after: next - 1), token.means(.filler) { next += 1 }
        guard let token = adjacent(next, after: next - 1) else { return nil }
        var whole: DateExpression?
        if let month = token.month { whole = monthAlone(month, next) }
        if whole == nil { whole = span(of: token, next) }
        if whole == nil, token.unit == .week { whole = weekSpan(0, next) }
        if whole == nil, token.unit == .month { whole = monthSpan(0, next) }
        guard var part = whole else { return nil }
        part.tokens = place..<part.tokens.upperBound
        part.certain = false
        if tokens[place].means(.middleOf) {
            part.first = part.first.adding(days: (part.last.daysSince1970 - part.first.daysSince1970) / 2)
        } else if tokens[place].means(.endOf) {
            part.isEnd = true
        }
        return part
    }

    func span(of token: DateToken, _ place: Int) -> DateExpression? {
        func day(_ ahead: Int) -> DateExpression {
            let date = today.adding(days: ahead)
            return DateExpression(
                first: date, last: date, form: .relative, certain: true, tokens: place..<place + 1)
        }
        if token.means(.today) { return day(0) }
        if token.means(.tomorrow) { return day(1) }
        if token.means(.afterTomorrow) { return day(2) }
        if token.means(.thisWeek) { return weekSpan(0, place) }
        if token.means(.nextWeek) { return weekSpan(1, place) }
        if token.means(.nextMonth) { return monthSpan(1, place) }
        if token.means(.nextYear), let first = CivilDate(year: today.year + 1, month: 1, day: 1) {
            return DateExpression(
                first: first, last: first.adding(days: 364), form: .month, certain: false,
                tokens: place..<place + 1)
        }
        return nil
    }

    private func weekSpan(_ weeks: Int, _ place: Int) -> DateExpression {
        let monday = today.adding(days: 1 - today.weekday.rawValue + 7 * weeks)
        return DateExpression(
            first: monday, last: monday.adding(days: 6), form: .week, certain: true,
            tokens: place..<place + 1
        )
    }

    private func monthSpan(_ months: Int, _ place: Int) -> DateExpression? {
        let number = today.year * 12 + today.month - 1 + months
        guard let first = CivilDate(year: number / 12, month: number % 12 + 1, day: 1) else {
            return nil
        }
        let last = first.adding(days: CivilDate.length(ofMonth: first.month, year: first.year) - 1)
        return DateExpression(
            first: first, last: last, form: .month, certain: true, tokens: place..<place + 1)
    }

    // MARK: numbers

    func numeric(_ values: [Int], _ separator: UInt8, _ digits: Int, _ place: Int) -> DateExpression? {
        var readings: [(day: Int, month: Int)] = []
        var year: Int?
        if digits == 4 {
            guard values.count == 3 else { return nil }
            year = values[0]
            readings = [(values[2], values[1])]
        } else {
            if values.count == 3 { year = values[2] < 100 ? 2000 + values[2] : values[2] }
            let dayFirst = (values[0], values[1])
            let monthFirst = (values[1], values[0])
            switch separator == 0x2E ? .dayMonth : order {
            case .dayMonth: readings = [dayFirst]
            case .monthDay: readings = [monthFirst, dayFirst]
            case .either: readings = [dayFirst, monthFirst]
            }
        }
        var dates = readings.compactMap { resolve(day: $0.day, month: $0.month, year: year) }
        if dates.count == 2, dates[0] == dates[1] { dates.removeLast() }
        var certain = true
        if dates.count == 2 {
            guard order == .either else { return nil }
            // Both are possible: the one that is near and to come, if the other is not.
            let near = dates.filter {
                (0...Self.nearDays).contains($0.daysSince1970 - today.daysSince1970)
            }
            guard near.count == 1 else { return nil }
            dates = near
            certain = false
        }
        guard let date = dates.first else { return nil }
        return DateExpression(
            first: date, last: date, form: .day, certain: certain, tokens: place..<place + 1, year: year)
    }

    /// Days ahead within which one of two readings of an ambiguous date is believed.
    static let nearDays = 150

    private var order: DateTableSource.Order {
        tables.first { $0.language == language }?.order ?? .either
    }

    /// The date in the year given, else in the year that puts it nearest ahead.
    func resolve(day: Int, month: Int, year: Int?) -> CivilDate? {
        if let year { return CivilDate(year: year, month: month, day: day) }
        for candidate in [today.year - 1, today.year, today.year + 1] {
            guard let date = CivilDate(year: candidate, month: month, day: day) else { continue }
            if date.daysSince1970 - today.daysSince1970 >= -Self.maximumDaysBack { return date }
        }
        return nil
    }
}

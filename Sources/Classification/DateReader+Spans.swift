import CalendarTime

/// Months, weeks, weekdays and relative dates.
extension DateReader {
    /// "in August", "until March 2027", `来年4月`: the whole month. A month's name alone may be a person's or a verb.
    func monthAlone(_ month: DateMonth, _ place: Int, year forced: Int? = nil) -> DateExpression? {
        var end = place + 1
        let before = forced == nil ? self.year(before: place) : nil
        var year = forced ?? before?.year
        if year == nil, let after = self.year(after: place) {
            (year, end) = (after.year, after.place + 1)
        } else if year == nil, let next = content(after: place), tokens[next].means(.nextYear) {
            (year, end) = (today.year + 1, next + 1)
        }
        guard year != nil || hasLead(place) || isNumeral(place) || partBehind(end) != nil else { return nil }
        guard let first = resolve(day: 1, month: month, year: year ?? monthYear(month)) else { return nil }
        // The longest month of either calendar has 31 days.
        let length =
            month.calendar == .gregorian
            ? CivilDate.length(ofMonth: first.month, year: first.year) : month.number <= 6 ? 31 : 30
        var date = DateExpression(
            first: first, last: first.adding(days: length - 1), form: .month, certain: true,
            tokens: (before?.place ?? place)..<end, year: year)
        if let part = partBehind(end) {
            date = self.part(part, of: date)
            date.tokens = date.tokens.lowerBound..<end + 1
        }
        return date
    }

    /// `8月`, `8월`, `tháng 8`: no name of anything else. `q3` is.
    private func isNumeral(_ place: Int) -> Bool {
        let word = bytes[tokens[place].range]
        return word.first != 0x71 && word.contains(where: WordBytes.isDigit)
            || word.suffix(3).elementsEqual([0xE6, 0x9C, 0x88])
    }

    /// "August end", `8月末`, `elokuun lopussa`: the part right behind the month, unless it is that of another.
    private func partBehind(_ end: Int) -> DateWord? {
        guard let token = adjacent(end, after: end - 1),
            bytes[tokens[end - 1].range.upperBound..<token.range.lowerBound].allSatisfy({ $0 == 0x20 }),
            let part = [DateWord.startOf, .middleOf, .endOf].first(where: token.means)
        else { return nil }
        if let next = content(after: end), DateMonth(tokens[next]) != nil || tokens[next].unit != nil,
            !bytes[tokens[end].range.upperBound..<tokens[next].range.lowerBound].contains(0x2C)
        {
            return nil
        }
        return part
    }

    private func part(_ word: DateWord, of whole: DateExpression) -> DateExpression {
        var part = whole
        part.certain = false
        if word == .middleOf {
            part.first = part.first.adding(days: (part.last.daysSince1970 - part.first.daysSince1970) / 2)
        } else if word == .endOf {
            part.isEnd = true
        }
        return part
    }

    /// `来年4月`, "next year in March".
    func monthOfNextYear(_ place: Int) -> DateExpression? {
        guard let next = content(after: place), let month = DateMonth(tokens[next]),
            month.calendar == .gregorian
        else { return nil }
        let year = today.year + 1
        if let at = content(after: next), let day = tokens[at].number, (1...31).contains(day),
            let date = CivilDate(year: year, month: month.number, day: day)
        {
            return DateExpression(
                first: date, last: date, form: .day, certain: true, tokens: place..<at + 1,
                monthOfDay: month.number, year: year)
        }
        guard var date = monthAlone(month, next, year: year) else { return nil }
        date.tokens = place..<date.tokens.upperBound
        return date
    }

    /// Words from "back" to a month's name that nothing else leads to.
    private static let backReach = 3

    private func hasLead(_ place: Int) -> Bool {
        if isBehindBack(place) { return true }
        if let before = content(before: place), adjacent(before + 1, after: before) != nil {
            let token = tokens[before]
            return token.cue != nil || token.means(.inAhead) || token.means(.startOf)
                || token.means(.middleOf)
                || token.means(.endOf) || token.means(.next) || token.means(.rangeTo)
                || token.means(.wholeOf)
        }
        if isLeftToBack(place) { return true }
        guard let after = adjacent(place + 1, after: place) else { return false }
        return after.trailingCue != nil || after.means(.inclusive) || after.means(.wholeOf)
    }

    /// "De retour en septembre": a preposition that the table does not know. Fillers may stand between.
    private func isBehindBack(_ place: Int) -> Bool {
        guard let lead = content(before: place), tokens[lead].cue == .back,
            tokens[lead].sentence == tokens[place].sentence
        else { return false }
        return tokens[place].firstWord - tokens[lead].lastWord <= Self.backReach + place - 1 - lead
    }

    /// "Eylül ayında döneceğim", "májusban térek vissza": the verb stands behind. "May" and "mar" are verbs themselves.
    private func isLeftToBack(_ place: Int) -> Bool {
        guard tokens[place].range.count > 4, tokens.indices.contains(place + 1) else { return false }
        let next = tokens[place + 1]
        return next.cue == .back && next.sentence == tokens[place].sentence
            && next.segment == tokens[place].segment
            && next.firstWord - tokens[place].lastWord <= Self.backReach
    }

    /// Nil leaves it to the nearest day.
    private func monthYear(_ date: DateMonth) -> Int? {
        guard date.calendar == .gregorian else { return nil }
        let month = date.number
        // A month that has just begun or is to come; one that lies back for months is next year's.
        let distance = (month - today.month + 12) % 12
        return distance <= 10 ? (month >= today.month ? today.year : today.year + 1) : today.year
    }

    func weekday(_ weekday: Int, _ place: Int, tokensFrom: Int? = nil) -> DateExpression? {
        let start = tokensFrom ?? place
        if let season = seasonBefore(place) { return self.weekday(weekday, start, behind: season) }
        let next = behindLinks(from: place + 1)
        if let token = adjacent(next, after: next - 1), token.weekday == nil, !token.means(.next),
            !token.means(.this),
            var date = single(at: next), date.form == .day || date.form == .bareDay
        {
            date.tokens = start..<date.tokens.upperBound
            return date
        }
        if let day = dayOfMonth(at: next, weekday: weekday, start) { return day }
        // Abbreviations such as "So", "mar" are other words when no date follows.
        guard tokens[place].range.count > 3 || isLedWeekday(place) else { return nil }
        var end = place + 1
        if let next = content(after: place), let weeks = weeksAhead(tokens[next]),
            content(after: next).map({ tokens[$0].weekday == nil }) ?? true
        {
            return self.weekday(weekday, inWeek: weeks, start..<next + 1)
        }
        if isUncountedWeekday(place) { return nil }
        var date = coming(weekday)
        if let week = weekLater(place) {
            date = date.adding(days: 7)
            end = week + 1
        } else if let token = adjacent(end, after: place), token.means(.next) || token.means(.this) {
            end += 1
        }
        return DateExpression(
            first: date, last: date, form: .weekday, certain: true, tokens: start..<end)
    }

    /// "until Fri", "von Mo bis Mi": an abbreviation that nothing else can be.
    private func isLedWeekday(_ place: Int) -> Bool {
        guard place > 0, adjacent(place, after: place - 1) != nil, !isBehindDot(place) else { return false }
        let before = tokens[place - 1]
        guard before.cue == .until || before.cue == .through || before.cue == .from || before.means(.rangeTo)
        else { return false }
        if tokens[place].range.count > 2 { return true }
        return link(after: place, from: place).map { tokens[$0].weekday != nil } ?? false
            || place > 1 && tokens[place - 2].weekday != nil
    }

    /// "From Monday I am back at it. So please wait": a sentence ends there.
    private func isBehindDot(_ place: Int) -> Bool {
        bytes[tokens[place - 1].range.upperBound..<tokens[place].range.lowerBound].contains(0x2E)
    }

    /// Weeks from this one: "this week", "next week".
    private func weeksAhead(_ token: DateToken) -> Int? {
        token.means(.thisWeek) ? 0 : token.means(.nextWeek) ? 1 : nil
    }

    private func weekday(_ weekday: Int, inWeek weeks: Int, _ range: Range<Int>) -> DateExpression {
        let date = today.adding(days: weekday - today.weekday.rawValue + 7 * weeks)
        return DateExpression(first: date, last: date, form: .weekday, certain: true, tokens: range)
    }

    /// "lunes 30", "Monday the 30": the next such day of the month that is such a day of the week.
    private func dayOfMonth(at place: Int, weekday: Int, _ start: Int) -> DateExpression? {
        guard let token = adjacent(place, after: place - 1), let day = token.number ?? token.dayWord,
            (1...31).contains(day)
        else {
            return nil
        }
        if let after = adjacent(place + 1, after: place), after.unit != nil || after.means(.vague) {
            return nil
        }
        // "Thu 9-4", "Po-Pá 8-16", "torsdag morgen kl. 7": hours.
        guard !isDashed(place),
            !Self.hourMarks.contains(String(decoding: bytes[tokens[place - 1].range], as: UTF8.self)),
            let date = today.first(dayOfMonth: day, weekday: weekday)
        else { return nil }
        return DateExpression(
            first: date, last: date, form: .bareDay, certain: true, tokens: start..<place + 1)
    }

    private static let hourMarks: Set<String> = ["kl", "kl.", "klokka", "klokken", "klockan", "klo", "kell"]

    /// `27-ig, péntekig`, "16, Monday": the day of the week right behind the day of the month that it agrees with.
    func dayWithWeekday(_ day: Int, _ place: Int) -> DateExpression? {
        var next = place + 1
        while let token = adjacent(next, after: next - 1), token.weekday == nil,
            token.means(.filler) || token.trailingCue != nil
        {
            next += 1
        }
        guard (1...31).contains(day), let weekday = adjacent(next, after: next - 1)?.weekday,
            tokens[next].sentence == tokens[place].sentence, !isDashed(place), !isDashed(next - 1),
            let date = today.first(dayOfMonth: day, weekday: weekday)
        else { return nil }
        return DateExpression(
            first: date, last: date, form: .bareDay, certain: true, tokens: place..<next + 1)
    }

    /// "next Monday", "nächsten Montag", "next August".
    func modified(_ place: Int) -> DateExpression? {
        guard let token = adjacent(place + 1, after: place) else { return nil }
        if let day = token.weekday { return weekday(day, place + 1, tokensFrom: place) }
        if let month = DateMonth(token), var date = monthAlone(month, place + 1) {
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
        var year: Int?
        if number == 0 {
            // "The week commencing 24 August": a day.
            if let token = adjacent(place + 1, after: place), let value = token.number,
                month(after: place + 1) == nil
            {
                number = value
                end = place + 2
            } else if let token = adjacent(place + 1, after: place), let (week, inYear) = token.weekOfYear {
                (number, year) = (week, inYear)
                end = place + 2
            } else if place > 0, let value = tokens[place - 1].number,
                adjacent(place, after: place - 1) != nil
            {
                number = value
                start = place - 1
            }
        }
        guard (1...53).contains(number) else { return nil }
        return week(number, start..<end, year: year)
    }

    private func week(_ number: Int, _ range: Range<Int>, year: Int? = nil) -> DateExpression? {
        let behind = self.year(after: range.upperBound - 1)
        let given = behind?.year ?? year
        let year = given ?? today.year
        guard var monday = CivilDate.monday(ofWeek: number, year: year) else { return nil }
        if given == nil, today.daysSince1970 - monday.daysSince1970 > Self.maximumDaysBack,
            let later = CivilDate.monday(ofWeek: number, year: year + 1)
        {
            monday = later
        }
        return DateExpression(
            first: monday, last: monday.adding(days: 6), form: .week, certain: true,
            tokens: range.lowerBound..<(behind.map { $0.place + 1 } ?? range.upperBound))
    }

    /// Weeks that a month has.
    private static let weeksOfMonth = 5

    /// "U 14. nedelji", "in der 33. Woche": too high for the weeks of a month.
    func numberedWeek(_ number: Int, _ place: Int) -> DateExpression? {
        guard case .number(_, let ordinal, let dotted) = tokens[place].sort, ordinal || dotted,
            number > Self.weeksOfMonth, number <= 53, let next = content(after: place),
            tokens[next].unit == .week, !tokens[next].means(.weekNumber)
        else { return nil }
        return week(number, place..<next + 1)
    }

    /// "Anfang September", "mid-August", "end of the week".
    func partOf(_ place: Int) -> DateExpression? {
        var next = place + 1
        while let token = adjacent(next, after: next - 1), token.means(.filler) { next += 1 }
        guard let token = adjacent(next, after: next - 1) else { return nil }
        var whole: DateExpression?
        if let month = DateMonth(token) { whole = monthAlone(month, next) }
        if whole == nil { whole = span(of: token, next) }
        if whole == nil, token.unit == .week { whole = weekSpan(0, next) }
        if whole == nil, token.unit == .month { whole = monthSpan(0, next) }
        guard let whole, let word = [DateWord.startOf, .middleOf, .endOf].first(where: tokens[place].means)
        else { return nil }
        var part = self.part(word, of: whole)
        part.tokens = place..<part.tokens.upperBound
        return part
    }

    func span(of token: DateToken, _ place: Int) -> DateExpression? {
        func day(_ ahead: Int) -> DateExpression {
            let date = today.adding(days: ahead)
            return DateExpression(
                first: date, last: date, form: .relative, certain: true, tokens: place..<place + 1)
        }
        if token.means(.today) { return aheadOfDay(place, today) ?? day(0) }
        if token.means(.tomorrow) { return aheadOfDay(place, today.adding(days: 1)) ?? day(1) }
        if token.means(.afterTomorrow) { return day(2) }
        if let weeks = weeksAhead(token) {
            if let next = content(after: place), let day = tokens[next].weekday, monthBehind(next) == nil {
                return weekday(day, inWeek: weeks, place..<next + 1)
            }
            return weekSpan(weeks, place)
        }
        if token.means(.nextMonth) { return monthSpan(1, place) }
        if token.means(.nextYear), let first = CivilDate(year: today.year + 1, month: 1, day: 1) {
            return DateExpression(
                first: first, last: first.adding(days: 364), form: .month, certain: false,
                tokens: place..<place + 1)
        }
        return nil
    }

    /// A date behind a weekday: "next week, Monday 22 June" is left to it.
    private func monthBehind(_ weekday: Int) -> Int? {
        guard let next = content(after: weekday) else { return nil }
        if case .word = tokens[next].sort { return DateMonth(tokens[next]) == nil ? nil : next }
        return next
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
}

extension DateToken {
    /// `3/2027` behind the word for a week.
    fileprivate var weekOfYear: (week: Int, year: Int)? {
        guard case .numeric(let values, _, _) = sort, values.count == 2, (1970..<2200).contains(values[1])
        else {
            return nil
        }
        return (values[0], values[1])
    }
}

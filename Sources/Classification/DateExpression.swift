import CalendarTime

/// A day or span of days that a text names.
struct DateExpression: Sendable {
    enum Form: Sendable { case day, weekday, week, month, relative, bareDay }

    var first: CivilDate
    var last: CivilDate
    let form: Form
    var certain: Bool
    var isRangeStart = false
    var isRangeEnd = false
    var isEnd = false  // "end of …"
    /// Tokens from and up to, exclusive.
    var tokens: Range<Int>
    /// The day was given, so that a following number may be the end of a range in the same month.
    var monthOfDay: Int?
    var year: Int?
}

/// Reads date expressions from tokens. Years that are not given are taken from the day of reference.
struct DateReader {
    let tokens: [DateToken]
    let bytes: [UInt8]
    let today: CivilDate
    let tables: [DateTableSource]
    let language: String?

    /// Days that a date without a year may lie back before it is taken for next year's.
    static let maximumDaysBack = 60

    func expressions() -> [DateExpression] {
        var found: [DateExpression] = []
        var place = 0
        while place < tokens.count {
            if let range = leadingNumberRange(at: place) {
                found.append(range)
                place = range.tokens.upperBound
                continue
            }
            guard var first = single(at: place) else {
                place += 1
                continue
            }
            place = first.tokens.upperBound
            if let start = link(after: place - 1, from: first.tokens.lowerBound),
                var second = rangeEnd(at: start, first)
            {
                if second.first < first.first, second.year == nil, let later = nextYear(second) {
                    second = later
                }
                if second.first >= first.first {
                    first.isRangeStart = true
                    second.isRangeEnd = true
                    second.tokens = first.tokens.lowerBound..<second.tokens.upperBound
                    found.append(first)
                    found.append(second)
                    place = second.tokens.upperBound
                    continue
                }
            }
            found.append(first)
        }
        return found
    }

    private func nextYear(_ date: DateExpression) -> DateExpression? {
        guard
            let moved = CivilDate(year: date.first.year + 1, month: date.first.month, day: date.first.day)
        else {
            return nil
        }
        var later = date
        later.first = moved
        later.last = moved
        return later
    }

    /// `3.–14. August`, `du 3 au 14 août`: the first number is a day of the month of the date that follows.
    private func leadingNumberRange(at place: Int) -> DateExpression? {
        guard let day = tokens[place].number, (1...31).contains(day), tokens.indices.contains(place + 1)
        else {
            return nil
        }
        guard month(after: place) == nil, let start = link(after: place, from: place),
            var end = single(at: start), end.form == .day
        else { return nil }
        end.isRangeEnd = true
        end.tokens = place..<end.tokens.upperBound
        return end
    }

    private func rangeEnd(at place: Int, _ first: DateExpression) -> DateExpression? {
        if let end = single(at: place), end.form != .bareDay || first.monthOfDay == nil { return end }
        guard let month = first.monthOfDay, let day = tokens[place].number, (1...31).contains(day)
        else {
            return nil
        }
        var next = place + 1
        var year: Int?
        if let token = adjacent(next, after: place), let value = token.number, value > 1900,
            value < 2200
        {
            year = value
            next += 1
        }
        guard let date = resolve(day: day, month: month, year: year ?? first.year) else { return nil }
        return DateExpression(
            first: date, last: date, form: .day, certain: true, tokens: place..<next, monthOfDay: month,
            year: year)
    }

    /// The token after "to", "bis", "au", "-" that follows a date, or nil.
    private func link(after place: Int, from start: Int) -> Int? {
        var next = place + 1
        guard tokens.indices.contains(next) else { return nil }
        if tokens[next].means(.rangeTo) || (tokens[next].means(.rangeAnd) && hasBetween(before: start)) {
            guard adjacent(next, after: place) != nil else { return nil }
            next += 1
            while tokens.indices.contains(next), tokens[next].means(.filler),
                adjacent(next, after: next - 1) != nil
            {
                next += 1
            }
            return tokens.indices.contains(next) && adjacent(next, after: next - 1) != nil ? next : nil
        }
        let gap = bytes[tokens[place].range.upperBound..<tokens[next].range.lowerBound]
        guard gap.contains(0x2D), gap.count <= 4, !gap.contains(where: WordBytes.isWord) else {
            return nil
        }
        return next
    }

    private func hasBetween(before place: Int) -> Bool {
        tokens[max(0, place - 3)..<place].contains { $0.cue == .between }
    }

    /// The token at `place` where nothing but light punctuation stands between it and the one before.
    func adjacent(_ place: Int, after previous: Int) -> DateToken? {
        guard tokens.indices.contains(place), tokens[place].segment == tokens[previous].segment else {
            return nil
        }
        let gap = bytes[tokens[previous].range.upperBound..<tokens[place].range.lowerBound]
        guard gap.count <= 4,
            !gap.contains(where: { WordBytes.isWord($0) || $0 == 0x3B || $0 == 0x21 || $0 == 0x3F })
        else { return nil }
        return tokens[place]
    }

    /// Skips "of", "de", "the".
    private func content(after place: Int) -> Int? {
        var next = place + 1
        while let token = adjacent(next, after: next - 1) {
            if !token.means(.filler) { return next }
            next += 1
        }
        return nil
    }

    private func month(after place: Int) -> (month: Int, place: Int)? {
        guard let next = content(after: place), let month = tokens[next].month else { return nil }
        return (month, next)
    }

    private func year(after place: Int) -> (year: Int, place: Int)? {
        guard let next = content(after: place), case .number(let value, false, _) = tokens[next].sort,
            value >= 1970, value < 2200
        else { return nil }
        return (value, next)
    }

    // MARK: single dates

    func single(at place: Int) -> DateExpression? {
        if isReference(place) { return nil }
        switch tokens[place].sort {
        case .numeric(let values, let separator, let digits):
            return numeric(values, separator, digits, place)
        case .number(let value, let ordinal, _):
            return dayAndMonth(value, place)
                ?? (ordinal ? bareDay(value, place) : prefixedDay(value, place))
        case .word: return word(at: place)
        }
    }

    /// "Ticket 12.08.", "ref. 14/08/2026": an id in the form of a date.
    private func isReference(_ place: Int) -> Bool {
        guard place > 0, tokens[place - 1].means(.notDate) else { return false }
        return tokens[place].firstWord - tokens[place - 1].lastWord <= 2
    }

    private func dayAndMonth(_ day: Int, _ place: Int) -> DateExpression? {
        guard (1...31).contains(day), let (month, at) = month(after: place) else { return nil }
        let year = year(after: at)
        guard let date = resolve(day: day, month: month, year: year?.year) else { return nil }
        return DateExpression(
            first: date, last: date, form: .day, certain: true, tokens: place..<(year?.place ?? at) + 1,
            monthOfDay: month, year: year?.year)
    }

    /// "the 3rd": the next day of that number.
    private func bareDay(_ day: Int, _ place: Int) -> DateExpression? {
        guard (1...31).contains(day) else { return nil }
        if let next = content(after: place), tokens[next].unit != nil || tokens[next].number != nil {
            return nil
        }
        for ahead in 0...62 {
            let date = today.adding(days: ahead)
            if date.day == day {
                return DateExpression(
                    first: date, last: date, form: .bareDay, certain: true, tokens: place..<place + 1)
            }
        }
        return nil
    }

    private func prefixedDay(_ day: Int, _ place: Int) -> DateExpression? {
        guard place > 0, tokens[place - 1].means(.dayPrefix), adjacent(place, after: place - 1) != nil
        else {
            return nil
        }
        if case .number(_, _, let dotted) = tokens[place].sort,
            case .word(_, let table) = tokens[place - 1].sort, tables[table].language == "de", !dotted
        {
            return nil
        }
        return bareDay(day, place)
    }

    private func word(at place: Int) -> DateExpression? {
        let token = tokens[place]
        if let month = token.month {
            return monthAndDay(month, place) ?? monthAlone(month, place)
        }
        if let weekday = token.weekday { return self.weekday(weekday, place) }
        if token.means(.weekNumber) { return week(place) }
        if token.means(.inAhead) { return ahead(place) }
        if token.means(.next) || token.means(.this) { return modified(place) }
        if token.means(.startOf) || token.means(.middleOf) || token.means(.endOf) {
            return partOf(place)
        }
        return span(of: token, place)
    }

    private func monthAndDay(_ month: Int, _ place: Int) -> DateExpression? {
        guard let next = content(after: place), case .number(let day, _, _) = tokens[next].sort,
            (1...31).contains(day)
        else { return nil }
        let year = year(after: next)
        guard let date = resolve(day: day, month: month, year: year?.year) else { return nil }
        return DateExpression(
            first: date, last: date, form: .day, certain: true, tokens: place..<(year?.place ?? next) + 1,
            monthOfDay: month, year: year?.year)
    }
}

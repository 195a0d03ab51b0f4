import CalendarTime

/// Years, eras, calendars, and dates in figures.
extension DateReader {
    /// Years ahead within which a year of an era is believed without the era's name.
    private static let nearYears = -1...4

    func year(after place: Int) -> (year: Int, place: Int)? {
        var next = place + 1
        var era: Int?
        while let token = adjacent(next, after: next - 1) {
            if let offset = token.era {
                era = offset
            } else if !token.means(.filler) {
                break
            }
            next += 1
        }
        guard let token = adjacent(next, after: next - 1), case .number(let value, false, _) = token.sort,
            let year = civil(value, era: era, isYear: false)
        else { return nil }
        return (year, next)
    }

    /// `2026年8月14日`, `2026. augusztus 14.`, `令和8年8月14日`: the year and the first token that belongs to it.
    func year(before place: Int) -> (year: Int, place: Int)? {
        var before = place - 1
        while before >= 0, adjacent(before + 1, after: before) != nil, tokens[before].means(.filler),
            place - before < 4
        {
            before -= 1
        }
        guard before >= 0, adjacent(before + 1, after: before) != nil,
            case .number(let value, false, _) = tokens[before].sort
        else { return nil }
        var era: Int?
        if before > 0, let offset = tokens[before - 1].era, adjacent(before, after: before - 1) != nil {
            era = offset
        }
        guard let year = civil(value, era: era, isYear: tokens[before].isYear) else { return nil }
        return (year, era == nil ? before : before - 1)
    }

    /// The Gregorian year of a year as written; Iranian years are left as they are.
    private func civil(_ value: Int, era: Int?, isYear: Bool) -> Int? {
        if let era { return (1970..<2200).contains(value + era) ? value + era : nil }
        if (1970..<2200).contains(value) { return value }
        if isSolar, SolarHijri.years.contains(value) { return value }
        if value < 100, let year = shortEraYear(value) { return year }
        guard value >= 1000 || isYear else { return nil }
        return eraYear(value) ?? (isYear && value < 100 ? 2000 + value : nil)
    }

    private func eraYear(_ value: Int) -> Int? {
        (table?.eraOffsets ?? []).map { value + $0 }
            .first { Self.nearYears.contains($0 - today.year) }
    }

    /// The last two digits of a year of an era whose years have four: `69` is 2569 in Thailand.
    private func shortEraYear(_ value: Int) -> Int? {
        (table?.eraOffsets ?? []).lazy.filter { today.year - $0 >= 1000 }
            .map { (today.year - $0) / 100 * 100 + value + $0 }
            .first { Self.nearYears.contains($0 - today.year) }
    }

    /// False for years of a calendar that is not read, such as 1447.
    private func isRead(_ year: Int) -> Bool {
        (1970..<2200).contains(year) || isSolar && SolarHijri.years.contains(year)
    }

    // MARK: figures

    func numeric(_ values: [Int], _ separator: UInt8, _ digits: Int, _ place: Int) -> DateExpression? {
        // "8.30 Uhr", "1.5 days", but "20.03.2026. godine"
        if values.count == 2, let next = content(after: place), tokens[next].unit != nil { return nil }
        if values == Self.roundTheClock, place == 0 || !isLead(place - 1) { return nil }
        let readings = readings(of: values, separator, digits)
        let year = readings.year.map { year in
            year < 100
                ? shortEraYear(year) ?? 2000 + year
                : year > 2200 || year < 1000 ? eraYear(year) ?? year : year
        }
        if let year, !isRead(year) { return nil }
        let calendar = calendar(ofYear: year)
        var dates = readings.days.compactMap {
            resolve(day: $0.day, month: DateMonth($0.month, calendar), year: year)
        }
        if dates.count == 2, dates[0] == dates[1] { dates.removeLast() }
        if dates.count == 2, order == .monthDay { dates.removeLast() }
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
            first: date, last: date, form: .day, certain: certain, tokens: place..<place + 1,
            monthOfDay: calendar == .gregorian ? date.month : nil, year: year)
    }

    private func readings(
        of values: [Int], _ separator: UInt8, _ digits: Int
    ) -> (days: [(day: Int, month: Int)], year: Int?) {
        // Three or four digits are a year: `2026-08-14`, `115/8/14`.
        if digits > 2 { return values.count == 3 ? ([(values[2], values[1])], values[0]) : ([], nil) }
        let dayFirst = (values[0], values[1])
        let monthFirst = (values[1], values[0])
        let year = values.count == 3 ? values[2] : nil
        if let year, year < 100, isNear(values[0]), !isNear(year) || table?.suffixes.isEmpty == false {
            // `26/03/24`.
            return ([(values[2], values[1])], values[0])
        }
        switch separator == 0x2E && table?.order != .monthDay ? .dayMonth : order {
        case .dayMonth: return ([dayFirst], year)
        case .monthDay: return ([monthFirst, dayFirst], year)
        case .either: return ([dayFirst, monthFirst], year)
        }
    }

    /// This year or the next, by its last two digits.
    private func isNear(_ year: Int) -> Bool { (0...1).contains(2000 + year - today.year) }

    private func calendar(ofYear year: Int?) -> DateTableSource.Calendar {
        guard let table, table.calendar == .solarHijri else { return .gregorian }
        guard let year else { return .solarHijri }
        return SolarHijri.years.contains(year) ? .solarHijri : .gregorian
    }

    /// Days ahead within which one of two readings of an ambiguous date is believed.
    static let nearDays = 150

    /// The date in the year given, else in the year that puts it nearest ahead.
    func resolve(day: Int, month: DateMonth, year: Int?) -> CivilDate? {
        switch month.calendar {
        case .gregorian:
            if let year { return CivilDate(year: year, month: month.number, day: day) }
            return nearest(
                [today.year - 1, today.year, today.year + 1].lazy.map {
                    CivilDate(year: $0, month: month.number, day: day)
                })
        case .solarHijri:
            if let year, !SolarHijri.years.contains(year) { return nil }
            if let year { return SolarHijri.date(year: year, month: month.number, day: day) }
            let now = today.year - SolarHijri.offset
            return nearest(
                [now - 1, now, now + 1].lazy.map {
                    SolarHijri.date(year: $0, month: month.number, day: day)
                })
        }
    }

    private func nearest(_ dates: some Sequence<CivilDate?>) -> CivilDate? {
        for case let date? in dates
        where date.daysSince1970 - today.daysSince1970 >= -Self.maximumDaysBack {
            return date
        }
        return nil
    }
}

/// The calendar of Iran: six months of 31 days, five of 30, the last of 29 or 30.
///
/// Leap years follow the cycle of 33 years (1, 5, 9, 13, 17, 22, 26, 30), which agrees with the observed calendar in
/// the years that are read.
enum SolarHijri {
    static let years = 1380...1460
    /// From a year's spring to the Gregorian one.
    static let offset = 621
    /// 1 Farvardin 1380 is 21 March 2001.
    private static let firstDay = CivilDate(year: 2001, month: 3, day: 21)?.daysSince1970 ?? 0

    static func isLeap(_ year: Int) -> Bool { [1, 5, 9, 13, 17, 22, 26, 30].contains(year % 33) }

    /// Nil where there is no such day.
    static func date(year: Int, month: Int, day: Int) -> CivilDate? {
        let length = month <= 6 ? 31 : month < 12 || isLeap(year) ? 30 : 29
        guard years.contains(year), (1...12).contains(month), (1...length).contains(day) else { return nil }
        var days = firstDay
        for earlier in years.lowerBound..<year { days += isLeap(earlier) ? 366 : 365 }
        days += (month - 1) * 30 + min(month - 1, 6) + day - 1
        return CivilDate(daysSince1970: days)
    }
}

/// Monday is 1, Sunday is 7 (ISO 8601).
public enum Weekday: Int, Sendable, CaseIterable, Codable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    public var isWeekend: Bool { self == .saturday || self == .sunday }
}

/// A day of the proleptic Gregorian calendar, year 1...9999.
public struct CivilDate: Hashable, Comparable, Sendable, Codable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        self.init(uncheckedYear: year, month: month, day: day)
    }

    private init(uncheckedYear year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day `days` after 1970-01-01, clamped to the years 1...9999.
    public init(daysSince1970 days: Int) {
        // Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
        let shifted = min(max(days, -719_162), 2_932_896) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            uncheckedYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    public var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    public var weekday: Weekday {
        // 1970-01-01 was a Thursday; the remainder is 0...6, Monday first, so the raw value always exists.
        let remainder = ((daysSince1970 + 3) % 7 + 7) % 7
        return Weekday(rawValue: remainder + 1) ?? .monday
    }

    public func adding(days: Int) -> CivilDate {
        let (sum, overflow) = daysSince1970.addingReportingOverflow(days)
        return CivilDate(daysSince1970: overflow ? (days < 0 ? .min : .max) : sum)
    }

    /// The same day of the month so many months later, or that month's last; this day where the year has no number.
    public func adding(months: Int) -> CivilDate {
        let (number, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, number >= 12 else { return self }
        let length = CivilDate.length(ofMonth: number % 12 + 1, year: number / 12)
        return CivilDate(year: number / 12, month: number % 12 + 1, day: min(day, length)) ?? self
    }

    /// The first day after this one that is neither Saturday nor Sunday.
    public var nextBusinessDay: CivilDate {
        var next = adding(days: 1)
        while next.weekday.isWeekend { next = next.adding(days: 1) }
        return next
    }

    /// Monday of ISO 8601 week `week` (1...53) of `year`; nil when the year has no such week.
    public static func monday(ofWeek week: Int, year: Int) -> CivilDate? {
        guard (1...53).contains(week), let fourth = CivilDate(year: year, month: 1, day: 4) else {
            return nil
        }
        let monday = fourth.adding(days: 1 - fourth.weekday.rawValue + (week - 1) * 7)
        let thursday = monday.adding(days: 3)
        return thursday.year == year ? monday : nil
    }

    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Days in the month; `month` is 1...12.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

import CalendarTime

extension CivilDate {
    /// Nil for hours and minutes: no day is meant.
    func adding(_ count: Int, _ unit: DateWord.Unit) -> CivilDate? {
        switch unit {
        case .minute, .hour: nil
        case .day: adding(days: count)
        case .week: adding(days: 7 * count)
        case .month: adding(months: count)
        case .year: adding(months: 12 * count)
        }
    }

    /// The first such day of the week, itself or behind it; `weekday` is 1 for Monday to 7.
    func first(_ weekday: Int) -> CivilDate { adding(days: (weekday - self.weekday.rawValue + 7) % 7) }

    /// Days in which every day of a month comes once at least.
    private static let twoMonths = 0...62

    /// The first such day of a month, itself or within two months behind it; with a weekday (1 for Monday to 7), the first
    /// that is one. Nil where there is none.
    func first(dayOfMonth day: Int, weekday: Int? = nil) -> CivilDate? {
        Self.twoMonths.lazy.map { adding(days: $0) }
            .first { $0.day == day && (weekday == nil || $0.weekday.rawValue == weekday) }
    }
}

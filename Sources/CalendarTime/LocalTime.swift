/// A day and the time of that day, as a clock on the wall shows it: without a zone.
public struct LocalTime: Hashable, Comparable, Sendable {
    public let date: CivilDate
    /// 0...86,399
    public let secondOfDay: Int

    /// `secondOfDay` is clamped to 0...86,399.
    public init(date: CivilDate, secondOfDay: Int) {
        self.date = date
        self.secondOfDay = min(max(secondOfDay, 0), 86_399)
    }

    /// Seconds since 1970-01-01T00:00:00 on the same wall clock.
    public var secondsSince1970: Int64 { Int64(date.daysSince1970) * 86_400 + Int64(secondOfDay) }

    public init(secondsSince1970 seconds: Int64) {
        let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let days = remainder < 0 ? quotient - 1 : quotient
        self.init(
            date: CivilDate(daysSince1970: Int(days)),
            secondOfDay: Int(remainder < 0 ? remainder + 86_400 : remainder))
    }

    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
    }
}

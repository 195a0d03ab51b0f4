import CalendarTime

/// The Date field (RFC 5322 §3.3), in English whatever the locale.
enum FieldDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Mon, 2 Mar 2026 10:00:00 +0100`
    static func text(_ instant: Instant, _ zone: ZoneTable) -> String {
        let local = zone.local(at: instant)
        // The field has minutes; offsets with seconds are of times before there was mail.
        let minutes = zone.offset(at: instant) / 60
        let hours = abs(minutes) / 60 * 100 + abs(minutes) % 60
        let digits = String(hours)
        let sign = minutes < 0 ? "-" : "+"
        return
            "\(day(local.date)) \(local.clock) \(sign)\(String(repeating: "0", count: 4 - digits.count))\(digits)"
    }

    /// `Mon, 2 Mar 2026`
    static func day(_ date: CivilDate) -> String {
        "\(days[date.weekday.rawValue - 1]), \(date.day) \(months[date.month - 1]) \(date.year)"
    }
}

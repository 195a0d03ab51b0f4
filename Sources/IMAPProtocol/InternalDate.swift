import CalendarTime

/// `date-time` of RFC 9051 §9: `"17-Jul-1996 02:44:25 -0700"`, a day below 10 with a space or without.
enum InternalDate {
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Nil for anything else.
    static func instant(_ text: String) -> Instant? {
        let words = text.split(separator: " ")
        guard (2...3).contains(words.count) else { return nil }
        let day = words[0].split(separator: "-", omittingEmptySubsequences: false)
        let time = words[1].split(separator: ":", omittingEmptySubsequences: false).map { number($0) }
        guard day.count == 3, time.count == 3,
            let month = months.firstIndex(where: { $0.lowercased() == day[1].lowercased() }),
            let date = number(day[0]).flatMap({ dayOfMonth in
                number(day[2]).flatMap { CivilDate(year: $0, month: month + 1, day: dayOfMonth) }
            }),
            let hour = time[0], hour < 24, let minute = time[1], minute < 60, let second = time[2],
            second <= 60,
            // Lenient: without a zone it is UTC.
            let zone = words.count == 3 ? secondsEast(words[2]) : 0
        else { return nil }
        return Instant(
            seconds: Int64(date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - zone))
    }

    private static func number(_ digits: Substring) -> Int? {
        guard (1...4).contains(digits.utf8.count), digits.utf8.allSatisfy(ASCII.isDigit) else { return nil }
        return Int(digits)
    }

    private static func secondsEast(_ zone: Substring) -> Int? {
        guard zone.utf8.count == 5, let sign = zone.first, sign == "+" || sign == "-",
            let digits = number(zone.dropFirst())
        else { return nil }
        let seconds = digits / 100 * 3600 + digits % 100 * 60
        return sign == "-" ? -seconds : seconds
    }
}

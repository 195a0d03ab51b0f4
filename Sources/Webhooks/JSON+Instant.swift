import CalendarTime

extension JSON {
    /// Seconds or milliseconds since 1970 as a number or its text, or ISO 8601.
    var instant: Instant? {
        if let text, let time = Instant(iso8601: text) { return time }
        guard let number, number > 0 else { return nil }
        // 10^11 seconds are the year 5138, 10^11 milliseconds are 1973.
        let seconds = number < 1e11 ? number : number / 1_000
        guard seconds < 1e11 else { return nil }
        return Instant(microseconds: Int64((seconds * 1_000_000).rounded()))
    }
}

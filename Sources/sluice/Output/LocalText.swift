import CalendarTime

/// Names and times for tables. Times are UTC, so that two people read the same.
enum LocalText {
    static func minute(_ instant: Instant) -> String {
        let local = ZoneTable.utc.local(at: instant)
        return "\(local.date) \(local.clock.prefix(5))"
    }

    static func day(_ instant: Instant) -> String { ZoneTable.utc.local(at: instant).date.description }

    static func person(_ name: String, _ address: String) -> String {
        name.isEmpty ? address : address.isEmpty ? name : "\(name) <\(address)>"
    }
}

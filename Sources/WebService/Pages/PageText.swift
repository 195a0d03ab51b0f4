import CalendarTime

/// Times, counts and names as pages say them.
struct PageText: Sendable {
    let now: Instant
    /// Of the campaign, where it is about one; else UTC.
    var zone = ZoneTable.utc

    /// `today, 10:41`, `Thu 5 Nov, 12:45`, `Thu 5 Nov 2026, 12:45`.
    func time(_ instant: Instant) -> String {
        let local = zone.local(at: instant)
        return "\(day(local.date)), \(local.clock.prefix(5))"
    }

    func time(_ instant: Instant?) -> String? { instant.map { time($0) } }

    func day(_ instant: Instant) -> String { day(zone.local(at: instant).date) }

    func day(_ date: CivilDate) -> String {
        let today = zone.local(at: now).date
        switch date.daysSince1970 - today.daysSince1970 {
        case 0: return "today"
        case -1: return "yesterday"
        case 1: return "tomorrow"
        default:
            let name =
                "\(Self.weekdays[date.weekday.rawValue - 1]) \(date.day) \(Self.months[date.month - 1])"
            return date.year == today.year ? name : "\(name) \(date.year)"
        }
    }

    /// `now`, `12 minutes ago`, `in 8 minutes`; beyond a day the time itself.
    func distance(_ instant: Instant) -> String {
        let seconds = now.seconds(since: instant)
        let size = abs(seconds)
        guard size >= 45 else { return "now" }
        guard size < 86_400 else { return time(instant) }
        let words =
            size < 3_570
            ? Self.count(Int((size + 30) / 60), "minute") : Self.count(Int((size + 1_800) / 3_600), "hour")
        return seconds > 0 ? "\(words) ago" : "in \(words)"
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `1,900`
    static func number(_ value: Int) -> String {
        let digits = String(abs(value))
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        groups.insert(rest, at: 0)
        return (value < 0 ? "-" : "") + groups.joined(separator: ",")
    }

    /// `1 lead`, `1,900 leads`
    static func count(_ value: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number(value)) \(value == 1 ? noun : plural ?? noun + "s")"
    }

    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

    /// Faults are written as parts of a line.
    static func sentence(_ words: String) -> String {
        words.prefix(1).uppercased() + words.dropFirst() + (words.hasSuffix(".") ? "" : ".")
    }

    /// A name, or the address of somebody without.
    static func person(_ name: String, _ address: String) -> String { name.isEmpty ? address : name }

    static func mailbox(_ name: String, _ address: String) -> String {
        name.isEmpty ? address : "\(name) <\(address)>"
    }

    /// `2.1 kB`
    static func size(_ bytes: Int) -> String {
        if bytes < 1_000 { return count(bytes, "byte") }
        let (value, unit) = bytes < 1_000_000 ? (bytes, "kB") : (bytes / 1_000, "MB")
        let tenths = (value + 50) / 100
        return tenths < 100
            ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\(number((value + 500) / 1_000)) \(unit)"
    }
}

extension PageRequest {
    func text(_ zone: ZoneTable = .utc) -> PageText { PageText(now: web.now, zone: zone) }
}

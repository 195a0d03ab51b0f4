import CalendarTime

/// Reads a date-time (RFC 5322 §3.3, obsolete forms of §4.3) word by word.
///
/// Lenient: any order of day, month, year and time; the day of the week is not checked; `1-Jan-2024`, ISO 8601, the
/// form of C's `ctime`, full names of months, AM and PM (old and hand-made senders).
struct DateReader {
    private var numbers: [(value: Int, digits: Int)] = []
    private var month: Int?
    private var seconds: Int?
    private var offset: Int?
    private var isAfternoon: Bool?

    /// `value` is unfolded. Nil when day, month or year is missing, or there is no such day.
    static func read(_ value: [UInt8]) -> MailDate? {
        var reader = DateReader()
        reader.readWords(value)
        return reader.date
    }

    private mutating func readWords(_ value: [UInt8]) {
        var cursor = FieldCursor(value[...].prefix(MailLimits.standard.maximumDateBytes))
        while true {
            cursor.skipWhiteAndComments()
            guard let byte = cursor.current else { return }
            if ASCII.isDigit(byte) {
                readNumber(&cursor)
            } else if ASCII.isLetter(byte) {
                readName(cursor.readWord(while: ASCII.isLetter))
            } else if byte == ASCII.hyphen || byte == UInt8(ascii: "+") {
                readOffset(&cursor)
            } else {
                cursor.skip()
            }
        }
    }

    /// A day, a year, a time of day, or a date of ISO 8601. Numbers of more than nine digits are none.
    private mutating func readNumber(_ cursor: inout FieldCursor) {
        guard let first = Self.number(&cursor) else { return }
        var ahead = cursor
        ahead.skipWhiteAndComments()
        if ahead.current == ASCII.colon {
            cursor = ahead
            return readTime(hour: first.value, &cursor)
        }
        if first.digits == 4, cursor.current == ASCII.hyphen, numbers.isEmpty, month == nil {
            ahead = cursor
            ahead.skip()
            if let second = Self.number(&ahead), ahead.current == ASCII.hyphen {
                ahead.skip()
                if let third = Self.number(&ahead) {
                    cursor = ahead
                    month = (1...12).contains(second.value) ? second.value : nil
                    numbers = [(third.value, 2), first]
                    return
                }
            }
        }
        if numbers.count < 2 { numbers.append(first) }
    }

    private static func number(_ cursor: inout FieldCursor) -> (value: Int, digits: Int)? {
        let digits = cursor.readWord(while: ASCII.isDigit)
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        return (digits.reduce(0) { $0 * 10 + Int($1) - 48 }, digits.count)
    }

    private mutating func readTime(hour: Int, _ cursor: inout FieldCursor) {
        cursor.skip()
        cursor.skipWhiteAndComments()  // allowed around colons by RFC 5322 §4.3
        let minute = Self.number(&cursor)?.value ?? 0
        var second = 0
        var ahead = cursor
        ahead.skipWhiteAndComments()
        if ahead.current == ASCII.colon {
            cursor = ahead
            cursor.skip()
            cursor.skipWhiteAndComments()
            second = Self.number(&cursor)?.value ?? 0
            if cursor.current == ASCII.dot {
                cursor.skip()
                _ = cursor.readWord(while: ASCII.isDigit)
            }
        }
        guard seconds == nil, hour < 24, minute < 60, second <= 60 else { return }
        seconds = hour * 3600 + minute * 60 + min(second, 59)  // a leap second has no number of its own
    }

    private mutating func readName(_ name: ArraySlice<UInt8>) {
        let start = name.count >= 3 ? ASCII.packed(name.prefix(3)) : 0
        let whole = ASCII.packed(name)
        if start != 0, month == nil, let index = Self.months.firstIndex(of: start) {
            month = index + 1
        } else if whole == Self.am || whole == Self.pm {
            isAfternoon = whole == Self.pm
        } else if seconds != nil, offset == nil, whole != 0,
            let zone = Self.zones.first(where: { $0.name == whole })
        {
            offset = zone.hours * 3600
        }
    }

    /// `+hhmm`; also `+hh:mm` and `+hh`. `-0000` says that the zone is unknown (RFC 5322 §3.3).
    private mutating func readOffset(_ cursor: inout FieldCursor) {
        let isWest = cursor.current == ASCII.hyphen
        cursor.skip()
        guard seconds != nil, offset == nil, let byte = cursor.current, ASCII.isDigit(byte),
            let number = Self.number(&cursor)
        else { return }
        var hours = number.value / 100
        var minutes = number.value % 100
        if number.digits <= 2 {
            hours = number.value
            minutes = 0
            if cursor.current == ASCII.colon {
                cursor.skip()
                minutes = Self.number(&cursor)?.value ?? 0
            }
        }
        guard hours < 24, minutes < 60, !(isWest && hours == 0 && minutes == 0) else { return }
        offset = (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    private var date: MailDate? {
        guard let month, numbers.count == 2 else { return nil }
        // `2024 Jan 5` and `2024-01-05` have the year first.
        let yearIsFirst = numbers[0].digits >= 3 && numbers[1].digits <= 2
        let day = numbers[yearIsFirst ? 1 : 0].value
        let year = Self.year(numbers[yearIsFirst ? 0 : 1])
        guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
        let local = LocalTime(date: date, secondOfDay: secondOfDay)
        let instant = Instant(seconds: local.secondsSince1970 - Int64(offset ?? 0))
        return MailDate(instant: instant, offsetSeconds: offset, local: local)
    }

    private var secondOfDay: Int {
        let seconds = seconds ?? 0
        guard let isAfternoon, (1...12).contains(seconds / 3600) else { return seconds }
        return seconds % 43_200 + (isAfternoon ? 43_200 : 0)
    }

    /// Years of two and three digits (RFC 5322 §4.3).
    private static func year(_ number: (value: Int, digits: Int)) -> Int {
        switch number.digits {
        case 1, 2: number.value < 50 ? 2000 + number.value : 1900 + number.value
        case 3: 1900 + number.value
        default: number.value
        }
    }

    private static let am = ASCII.packed("am")
    private static let pm = ASCII.packed("pm")

    /// The first three letters.
    private static let months: [UInt32] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { (name: StaticString) in ASCII.packed(name) }

    /// Hours east of UTC (RFC 5322 §4.3). Military letters but `z` and all other names say nothing.
    private static let zones: [(name: UInt32, hours: Int)] = zoneNames.map {
        (ASCII.packed($0.name), $0.hours)
    }

    private static let zoneNames: [(name: StaticString, hours: Int)] = [
        ("gmt", 0), ("utc", 0), ("ut", 0), ("z", 0), ("est", -5), ("edt", -4), ("cst", -6), ("cdt", -5),
        ("mst", -7), ("mdt", -6), ("pst", -8), ("pdt", -7), ("cet", 1), ("cest", 2), ("bst", 1), ("wet", 0),
        ("west", 1), ("eet", 2), ("eest", 3), ("met", 1), ("mest", 2), ("jst", 9), ("msk", 3), ("hkt", 8),
        ("sgt", 8),
    ]
}

extension CivilDate: CustomStringConvertible {
    /// `YYYY-MM-DD` (ISO 8601).
    public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    /// Reads exactly `YYYY-MM-DD`; nil for anything else.
    public init?(iso8601 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, let date = Self.leading(bytes) else { return nil }
        self = date
    }

    fileprivate static func leading(_ bytes: [UInt8]) -> CivilDate? {
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }
}

extension Instant: CustomStringConvertible {
    /// `YYYY-MM-DDThh:mm:ssZ`, with a fraction of a second only where there is one.
    public var iso8601: String {
        let local = ZoneTable.utc.local(at: self)
        let fraction = microseconds - seconds * 1_000_000
        let suffix = fraction == 0 ? "" : "." + padded(Int(fraction), 6)
        return "\(local.date)T\(local.clock)\(suffix)Z"
    }

    public var description: String { iso8601 }

    /// Reads `YYYY-MM-DD`, optionally followed by `T` or a space, `hh:mm[:ss[.f…]]` and `Z` or `±hh[:]mm`.
    ///
    /// A text without an offset is UTC; a text without a time is midnight. Anything else is nil.
    public init?(iso8601 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard let date = CivilDate.leading(bytes) else { return nil }
        var rest = bytes.dropFirst(10)
        guard !rest.isEmpty else {
            self.init(seconds: Int64(date.daysSince1970) * 86_400)
            return
        }
        guard let separator = rest.popFirst(),
            [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(separator),
            let clock = Clock(&rest), let offset = Self.offset(rest)
        else { return nil }
        let seconds = Int64(date.daysSince1970) * 86_400 + Int64(clock.secondOfDay - offset)
        self.init(microseconds: seconds * 1_000_000 + clock.microseconds)
    }

    /// Seconds east of UTC; nil when `text` is neither empty, `Z`, `±hh`, `±hhmm` nor `±hh:mm`.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        guard let sign = text.first else { return 0 }
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return text.count == 1 ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        let digits = text.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 2 || digits.count == 4, let hours = number(digits[0..<2]), hours < 24,
            let minutes = digits.count == 4 ? number(digits[2..<4]) : 0, minutes < 60
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

extension LocalTime: CustomStringConvertible {
    /// `hh:mm:ss`
    public var clock: String {
        "\(padded(secondOfDay / 3600, 2)):\(padded(secondOfDay / 60 % 60, 2)):\(padded(secondOfDay % 60, 2))"
    }

    public var description: String { "\(date)T\(clock)" }
}

/// `hh:mm[:ss[.f…]]`; digits after the sixth of the fraction are dropped.
private struct Clock {
    let secondOfDay: Int
    let microseconds: Int64

    init?(_ rest: inout ArraySlice<UInt8>) {
        guard let hour = Self.pair(&rest), hour < 24, rest.popFirst() == UInt8(ascii: ":"),
            let minute = Self.pair(&rest), minute < 60
        else { return nil }
        var second = 0
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ":") {
            rest.removeFirst()
            guard let value = Self.pair(&rest), value <= 60 else { return nil }
            second = min(value, 59)  // a leap second has no number of its own
            if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
                rest.removeFirst()
                let digits = rest.prefix { (48...57).contains($0) }
                rest.removeFirst(digits.count)
                for place in 0..<6 {
                    let digit = digits.dropFirst(place).first.map { Int64($0) - 48 } ?? 0
                    fraction = fraction * 10 + digit
                }
            }
        }
        secondOfDay = hour * 3600 + minute * 60 + second
        microseconds = fraction
    }

    private static func pair(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.count >= 2, let value = number(rest.prefix(2)) else { return nil }
        rest.removeFirst(2)
        return value
    }
}

/// The value of up to nine ASCII digits; nil when there are none or anything else.
private func number(_ digits: some Collection<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 9 else { return nil }
    var value = 0
    for digit in digits {
        guard (48...57).contains(digit) else { return nil }
        value = value * 10 + Int(digit) - 48
    }
    return value
}

private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

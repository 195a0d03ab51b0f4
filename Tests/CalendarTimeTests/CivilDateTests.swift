import CalendarTime
import Testing

private let days: [(text: String, days: Int, weekday: Weekday)] = [
    ("1970-01-01", 0, .thursday),
    ("1969-12-31", -1, .wednesday),
    ("2000-02-29", 11_016, .tuesday),
    ("2026-11-23", 20_780, .monday),
    ("0001-01-01", -719_162, .monday),
    ("9999-12-31", 2_932_896, .friday),
]

@Test("day numbers and weekdays", arguments: days)
func countsDays(_ text: String, _ number: Int, _ weekday: Weekday) throws {
    let date = try #require(CivilDate(iso8601: text))
    #expect(date.daysSince1970 == number)
    #expect(CivilDate(daysSince1970: number) == date)
    #expect(date.weekday == weekday)
    #expect(date.description == text)
}

@Test("every day number of four centuries comes back")
func roundTrips() {
    var previous = CivilDate(daysSince1970: -100_000)
    for number in -99_999...46_097 {
        let date = CivilDate(daysSince1970: number)
        #expect(date.daysSince1970 == number)
        #expect(previous < date)
        previous = date
    }
}

private let noDates = [
    "2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "2026-1-01", "20260101", "2026-01-01T", "",
]

@Test("no such day", arguments: noDates)
func refusesDates(_ text: String) { #expect(CivilDate(iso8601: text) == nil) }

@Test("numbers far away are clamped, not trapped")
func clamps() {
    #expect(CivilDate(daysSince1970: .max).description == "9999-12-31")
    #expect(CivilDate(daysSince1970: .min).description == "0001-01-01")
    #expect(CivilDate(daysSince1970: 0).adding(days: .max).year == 9999)
}

private let months: [(from: String, months: Int, to: String)] = [
    ("2026-01-31", 1, "2026-02-28"),
    ("2027-11-30", 3, "2028-02-29"),
    ("2026-08-15", -8, "2025-12-15"),
    ("2026-08-15", 24, "2028-08-15"),
    ("2026-08-15", .max, "2026-08-15"),
    ("0001-02-03", -2, "0001-02-03"),
]

@Test("months later", arguments: months)
func addsMonths(_ from: String, _ count: Int, _ to: String) {
    #expect(CivilDate(iso8601: from)?.adding(months: count).description == to)
}

private let weeks: [(week: Int, year: Int, monday: String?)] = [
    (1, 2026, "2025-12-29"),
    (32, 2026, "2026-08-03"),
    (53, 2026, "2026-12-28"),
    (53, 2025, nil),  // 2025 has 52 weeks
    (0, 2026, nil),
]

@Test("ISO 8601 weeks", arguments: weeks)
func findsMondays(_ week: Int, _ year: Int, _ monday: String?) {
    #expect(CivilDate.monday(ofWeek: week, year: year)?.description == monday)
}

private let businessDays: [(after: String, next: String)] = [
    ("2026-09-04", "2026-09-07"),  // Friday
    ("2026-09-05", "2026-09-07"),
    ("2026-09-08", "2026-09-09"),
]

@Test("next business day", arguments: businessDays)
func findsBusinessDays(_ after: String, _ next: String) throws {
    #expect(try #require(CivilDate(iso8601: after)).nextBusinessDay.description == next)
}

import CalendarTime
import Testing

/// Europe/Berlin in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC.
private let berlin = ZoneTable(
    identifier: "Europe/Berlin", initialOffset: 3600,
    transitions: [
        ZoneTable.Transition(at: Instant(seconds: 1_774_746_000), offset: 7200),
        ZoneTable.Transition(at: Instant(seconds: 1_792_890_000), offset: 3600),
    ])

private let wallTimes: [(local: String, utc: String)] = [
    ("2026-03-01T09:00:00", "2026-03-01T08:00:00Z"),
    ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
    ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),  // does not exist: 03:30 summer time
    ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
    ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),  // twice: the first, still summer time
    ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
]

@Test("wall time to instant", arguments: wallTimes)
func findsInstants(_ local: String, _ utc: String) throws {
    let wall = try #require(Instant(iso8601: local))
    let time = LocalTime(secondsSince1970: wall.seconds)
    #expect(berlin.instant(of: time).iso8601 == utc)
}

@Test("every existing wall time comes back")
func wallTimesRoundTrip() {
    for hour in 0..<(366 * 24) {
        let instant = Instant(seconds: 1_767_225_600 + Int64(hour) * 3600)
        let again = berlin.instant(of: berlin.local(at: instant))
        let isSecondOccurrence = (1_792_890_000..<1_792_893_600).contains(instant.seconds)
        #expect(again == (isSecondOccurrence ? instant.adding(seconds: -3600) : instant))
    }
}

@Test("before the first and after the last change")
func extrapolates() {
    #expect(berlin.offset(at: Instant(seconds: 0)) == 3600)
    #expect(berlin.offset(at: Instant(seconds: 4_000_000_000)) == 3600)
    #expect(ZoneTable.utc.local(at: Instant(seconds: -1)).description == "1969-12-31T23:59:59")
}

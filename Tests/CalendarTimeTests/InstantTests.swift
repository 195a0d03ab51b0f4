import CalendarTime
import Testing

private let instants: [(text: String, seconds: Int64, canonical: String)] = [
    ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
    ("2026-03-01T09:00:00+01:00", 1_772_352_000, "2026-03-01T08:00:00Z"),
    ("2026-03-01 09:00-0330", 1_772_368_200, "2026-03-01T12:30:00Z"),
    ("2026-03-01", 1_772_323_200, "2026-03-01T00:00:00Z"),
    ("1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59Z"),
    ("2016-12-31T23:59:60Z", 1_483_228_799, "2016-12-31T23:59:59Z"),  // a leap second is the second before it
]

@Test("ISO 8601 instants", arguments: instants)
func readsInstants(_ text: String, _ seconds: Int64, _ canonical: String) throws {
    let instant = try #require(Instant(iso8601: text))
    #expect(instant.seconds == seconds)
    #expect(instant.iso8601 == canonical)
    #expect(Instant(iso8601: canonical) == instant)
}

@Test("a fraction is kept to the microsecond")
func keepsFractions() throws {
    let instant = try #require(Instant(iso8601: "2026-03-01T08:00:00.0000019Z"))
    #expect(instant.iso8601 == "2026-03-01T08:00:00.000001Z")
}

private let noInstants = [
    "", "2026", "2026-03-01T", "2026-03-01T25:00Z", "2026-03-01T10:61Z", "2026-03-01T10:00X",
    "2026-03-01T10:00+1",
    "2026-03-01T10:00+01:00x", "2026-03-01T10",
]

@Test("no instant", arguments: noInstants)
func refusesInstants(_ text: String) { #expect(Instant(iso8601: text) == nil) }

@Test("arithmetic on hostile numbers is clamped")
func clampsInstants() {
    let far = Instant(seconds: .max)
    #expect(far.adding(seconds: .max) == far)
    #expect(Instant(seconds: .min).adding(seconds: .min) < far)
    #expect(far.iso8601.hasPrefix("9999-12-31"))
}

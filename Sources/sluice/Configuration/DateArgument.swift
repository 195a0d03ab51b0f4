import ArgumentParser
import CalendarTime

/// Dates on the command line.
enum DateArgument {
    @Sendable static func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(iso8601: text) else {
            throw ValidationError("'\(text)' is no date; write it like 2026-03-02 or 2026-03-02T09:00:00Z.")
        }
        return instant
    }

    @Sendable static func day(_ text: String) throws -> CivilDate {
        guard let date = CivilDate(iso8601: text) else {
            throw ValidationError("'\(text)' is no day; write it like 2026-03-02.")
        }
        return date
    }
}

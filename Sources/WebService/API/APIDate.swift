import CalendarTime

/// Dates of the interface: ISO 8601 with a zone.
enum APIDate {
    static func instant(_ text: String) -> Instant? {
        guard text.utf8.count <= 40, text.contains("T") || text.contains("t") else { return nil }
        return Instant(iso8601: text)
    }
}

extension JSON {
    static func instant(_ value: Instant?) -> JSON { value.map { .text($0.iso8601) } ?? .null }
}

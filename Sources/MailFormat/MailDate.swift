import CalendarTime

/// A date-time of a header field (RFC 5322 §3.3).
public struct MailDate: Hashable, Sendable {
    /// A time without a zone is taken as UTC.
    public let instant: Instant
    /// Seconds east of UTC; nil when the field gives no zone, an unknown one, or `-0000`.
    public let offsetSeconds: Int?
    /// What the sender's clock showed.
    public let local: LocalTime

    public init(instant: Instant, offsetSeconds: Int?, local: LocalTime) {
        self.instant = instant
        self.offsetSeconds = offsetSeconds
        self.local = local
    }
}

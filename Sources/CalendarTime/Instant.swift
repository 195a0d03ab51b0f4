/// A point in time: whole microseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// The unit is the one the store keeps. Values outside ±2^62 µs (about ±146,000 years) are clamped, so that
/// arithmetic on a hostile date never traps.
public struct Instant: Hashable, Comparable, Sendable, Codable {
    public let microseconds: Int64

    private static let bound: Int64 = (1 << 62) - 1

    public init(microseconds: Int64) {
        self.microseconds = min(max(microseconds, -Self.bound), Self.bound)
    }

    /// `seconds` since 1970-01-01T00:00:00Z.
    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        self.init(microseconds: overflow ? (seconds < 0 ? -Self.bound : Self.bound) : product)
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    public func adding(microseconds more: Int64) -> Instant {
        // Both terms are below 2^62 after clamping, so the sum fits.
        Instant(microseconds: microseconds + Instant(microseconds: more).microseconds)
    }

    public func adding(seconds: Int64) -> Instant {
        adding(microseconds: Instant(seconds: seconds).microseconds)
    }

    /// Seconds from `earlier` to this instant, rounded towards zero.
    public func seconds(since earlier: Instant) -> Int64 {
        (microseconds - earlier.microseconds) / 1_000_000
    }

    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }
}

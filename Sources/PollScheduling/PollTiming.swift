import CalendarTime

/// When a mailbox is polled next.
public enum PollTiming {
    /// Seconds after the first failure that may pass by itself; each further one doubles it.
    static let firstRetry: Int64 = 30
    static let longestRetry: Int64 = 3_600
    /// The same where the owner has to act: trying on locks accounts.
    static let firstOwnerRetry: Int64 = 900
    static let longestOwnerRetry: Int64 = 12 * 3_600
    /// A server that asks for more is asked again after this.
    static let longestWish: Int64 = 86_400

    /// - Parameter chance: 0..<1; spreads mailboxes that were added together over a tenth of the interval.
    public static func next(after success: Instant, interval: Int64, chance: Double) -> Instant {
        success.adding(seconds: spread(interval, by: 0.1, chance))
    }

    /// - Parameter failures: in a row, this one included; from 1.
    public static func next(
        after failure: Instant, _ fault: PollFault, failures: Int, chance: Double
    ) -> Instant {
        let (first, longest) =
            fault.remedy == .tryLater ? (firstRetry, longestRetry) : (firstOwnerRetry, longestOwnerRetry)
        let doublings = min(max(0, failures - 1), 20)
        let wait = spread(min(first << doublings, longest), by: 0.2, chance)
        return failure.adding(seconds: max(wait, min(fault.retryAfter ?? 0, longestWish)))
    }

    private static func spread(_ seconds: Int64, by share: Double, _ chance: Double) -> Int64 {
        max(1, Int64(Double(seconds) * (1 + share * (2 * chance - 1))))
    }
}

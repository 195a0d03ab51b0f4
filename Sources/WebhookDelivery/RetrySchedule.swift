/// When an event is offered again (Standard Webhooks 1.0.0): ten attempts over about 75 hours and a half.
public enum RetrySchedule {
    /// Seconds before each attempt, counted from the one before.
    static let delays: [Int64] = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

    public static var maximumAttempts: Int { delays.count }

    /// Share of a delay by which it is longer or shorter, so that what failed together does not come back together.
    private static let spread = 0.1
    /// Seconds: a receiver may not put us off for longer than the schedule does.
    static let maximumRetryAfter: Int64 = 86_400

    /// Microseconds from the end of attempt `attempt` (from 1) to the next; nil after the last.
    ///
    /// - Parameters:
    ///   - retryAfter: seconds that the receiver asked for; never makes it earlier.
    ///   - jitter: 0 to below 1, at random.
    public static func delay(afterAttempt attempt: Int, retryAfter: Int64? = nil, jitter: Double) -> Int64? {
        guard (1..<delays.count).contains(attempt) else { return nil }
        let factor = 1 + spread * (2 * min(max(jitter, 0), 1) - 1)
        let planned = Int64(Double(delays[attempt]) * 1_000_000 * factor)
        let asked = min(max(retryAfter ?? 0, 0), maximumRetryAfter) * 1_000_000
        return max(planned, asked)
    }
}

import CalendarTime

/// The clock of starts and resumes: every 60 to 900 seconds it takes up what was asked for.
///
/// Requests are in the event log, so a restart forgets none; `next` makes up for time spent switched off.
public struct StartTick: Hashable, Sendable {
    /// Seconds.
    public let interval: Int64

    public static let allowedIntervals: ClosedRange<Int64> = 60...900
    public static let defaultInterval: Int64 = 300
    /// From the request to Starting, in seconds.
    public static let maximumLatency: Int64 = 900
    /// A lead stays in Starting for two ticks at most.
    public static let maximumTicks: Int64 = 2

    /// `interval` outside 60...900 s is moved to the nearer end.
    public init(interval: Int64 = defaultInterval) {
        self.interval = min(max(interval, Self.allowedIntervals.lowerBound), Self.allowedIntervals.upperBound)
    }

    /// When to tick next; at once when there never was a tick, or when the last is too long ago.
    public func next(after last: Instant?, now: Instant) -> Instant {
        guard let last, last <= now else { return now }
        return max(last.adding(seconds: interval), now)
    }

    /// What the tick does with one enrollment.
    ///
    /// - Parameter gates: nil when they could not be asked (the store or provider does not answer): the lead waits, and
    ///   after two ticks has the error `start_timeout`.
    public func events(for state: EnrollmentState, at now: Instant, gates: Gates?) -> [StageEvent.Kind] {
        guard !state.isDeleted else { return [] }
        if state.isQueued {
            guard let requested = state.startRequestedAt, requested <= now else { return [] }
            return [.tick] + Self.preflight(gates)
        }
        guard state.stage == .starting else { return [] }
        let answer = Self.preflight(gates)
        guard answer.isEmpty, let since = state.since,
            now.seconds(since: since) >= Self.maximumTicks * interval
        else { return answer }
        return [.preflightFailed(.startTimeout)]
    }

    private static func preflight(_ gates: Gates?) -> [StageEvent.Kind] {
        guard let outcome = gates?.outcome, outcome != .held else { return [] }
        return [outcome.stop ?? .preflightPassed]
    }
}

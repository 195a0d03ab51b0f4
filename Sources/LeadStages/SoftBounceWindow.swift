import CalendarTime

/// Temporary failures of one address: three different sends within 30 days, without a success between, are a bounce.
public struct SoftBounceWindow: Hashable, Sendable, Codable {
    /// Different sends.
    public static let limit = 3
    /// 30 days, in seconds.
    public static let length: Int64 = 30 * 86_400

    public struct Failure: Hashable, Sendable, Codable {
        public let send: String
        /// Its first soft bounce.
        public let at: Instant
    }

    /// In order of time, each send once, none older than the window at the last one recorded.
    public private(set) var failures: [Failure] = []

    public init() {}

    public var count: Int { failures.count }

    /// The caller records in order of time. True when the limit is reached.
    public mutating func record(send: String, at: Instant) -> Bool {
        failures.removeAll { at.seconds(since: $0.at) > Self.length }
        if !failures.contains(where: { $0.send == send }) {
            failures.append(Failure(send: send, at: at))
        }
        return failures.count >= Self.limit
    }

    /// Something arrived, or somebody answered.
    public mutating func reset() { failures = [] }
}

/// A time zone as plain data: the offset at the start and each later change of it.
///
/// Pure code takes one as an argument; the edge fills it from the zone database of the system.
public struct ZoneTable: Hashable, Sendable {
    public struct Transition: Hashable, Sendable {
        public let at: Instant
        /// Seconds east of UTC from `at` on.
        public let offset: Int

        public init(at: Instant, offset: Int) {
            self.at = at
            self.offset = offset
        }
    }

    /// Name in the IANA zone database, or `UTC`.
    public let identifier: String
    /// Seconds east of UTC before the first transition.
    public let initialOffset: Int
    /// Sorted by time.
    public let transitions: [Transition]

    public init(identifier: String, initialOffset: Int, transitions: [Transition] = []) {
        self.identifier = identifier
        self.initialOffset = initialOffset
        self.transitions = transitions.sorted { $0.at < $1.at }
    }

    public static let utc = ZoneTable(identifier: "UTC", initialOffset: 0)

    /// Seconds east of UTC in force at `instant`.
    public func offset(at instant: Instant) -> Int {
        let count = transitionCount(upTo: instant)
        return count == 0 ? initialOffset : transitions[count - 1].offset
    }

    public func local(at instant: Instant) -> LocalTime {
        LocalTime(secondsSince1970: instant.seconds + Int64(offset(at: instant)))
    }

    /// The instant at which a clock here shows `local`.
    ///
    /// A time that occurs twice (the clock goes back) is its first occurrence; a time that does not exist (the clock
    /// goes forward) moves forward by the length of the gap.
    public func instant(of local: LocalTime) -> Instant {
        let wall = local.secondsSince1970
        let near = Instant(seconds: wall)
        // Offsets are within ±26 h, so only those in force within two days of the wall time can apply.
        let first = transitionCount(upTo: near.adding(seconds: -172_800))
        let last = transitionCount(upTo: near.adding(seconds: 172_800))
        var before = first == 0 ? initialOffset : transitions[first - 1].offset
        for transition in transitions[first..<last] {
            let candidate = wall - Int64(before)
            if candidate < transition.at.seconds { return Instant(seconds: candidate) }
            let after = wall - Int64(transition.offset)
            if after < transition.at.seconds { return Instant(seconds: candidate) }
            before = transition.offset
        }
        return Instant(seconds: wall - Int64(before))
    }

    private func transitionCount(upTo instant: Instant) -> Int {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].at <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

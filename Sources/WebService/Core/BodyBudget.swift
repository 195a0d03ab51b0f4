import Synchronization

/// Octets of large bodies that are in memory at the same time. Small ones are not counted.
final class BodyBudget: Sendable {
    static let maximum = 512 << 20
    static let small = 256 << 10

    private let used = Mutex(0)

    /// Throws 503 when there is no room now.
    func take(_ count: Int) throws {
        let isTaken = used.withLock { used in
            guard used + count <= Self.maximum else { return false }
            used += count
            return true
        }
        guard isTaken else {
            throw WebFault(
                .serviceUnavailable, "busy", "Too many large requests at the same time; try again.")
        }
    }

    func give(_ count: Int) { used.withLock { $0 -= count } }
}

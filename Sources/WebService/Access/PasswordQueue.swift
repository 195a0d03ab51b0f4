import Dispatch
import Synchronization

/// Where passwords are hashed: one at a time and away from the threads that answer requests, for each takes a tenth of a
/// second and 32 MB.
enum PasswordQueue {
    private static let queue = DispatchQueue(label: "sluice.passwords", qos: .userInitiated)
    private static let waiting = Mutex(0)

    /// More than these at the same time are no people.
    static let maximumWaiting = 50

    /// Throws 429 while too many wait.
    static func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        let isTaken = waiting.withLock { count in
            guard count < maximumWaiting else { return false }
            count += 1
            return true
        }
        guard isTaken else {
            throw WebFault(.tooManyRequests, "busy", "Too many people sign in at the same time; try again.")
        }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { done in
            queue.async { done.resume(with: Result { try work() }) }
        }
    }
}

import Synchronization

typealias Instant = ContinuousClock.Instant

/// A task that waits for a loop. It is resumed once, by whoever comes first; the others do nothing.
final class Wait<Value: Sendable>: Sendable {
    typealias Outcome = Result<Value, TransportError>

    private let continuation = Mutex<CheckedContinuation<Outcome, Never>?>(nil)
    private let cancelled = Atomic<Bool>(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func begin(_ waiting: CheckedContinuation<Outcome, Never>) {
        continuation.withLock { $0 = waiting }
    }

    func cancel() { cancelled.store(true, ordering: .releasing) }

    func resume(_ outcome: Outcome) {
        let waiting = continuation.withLock { held in
            defer { held = nil }
            return held
        }
        waiting?.resume(returning: outcome)
    }
}

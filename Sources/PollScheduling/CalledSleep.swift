import Synchronization

/// A sleep that a call ends. A call that comes while nobody sleeps ends the next one before it begins.
final class CalledSleep: Sendable {
    private struct State {
        var isCalled = false
        var sleep: Task<Void, Never>?
    }

    private let state = Mutex(State())

    func call() {
        state.withLock { state in
            state.isCalled = true
            state.sleep?.cancel()
        }
    }

    /// For one task at a time. Throws when that is cancelled.
    func sleep(for duration: Duration) async throws {
        let sleep = Task { _ = try? await Task.sleep(for: duration) }
        state.withLock { state in
            state.sleep = sleep
            if state.isCalled { sleep.cancel() }
        }
        await withTaskCancellationHandler {
            await sleep.value
        } onCancel: {
            sleep.cancel()
        }
        state.withLock { $0 = State() }
        try Task.checkCancellation()
    }
}

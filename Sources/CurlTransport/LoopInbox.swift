import CCurl
import Synchronization

/// The way into an `EventLoop` from any thread: jobs in order, and an eventfd that wakes it.
final class LoopInbox: Sendable {
    typealias Job = @Sendable (EventLoop) -> Void

    private struct State {
        var jobs: [Job] = []
        var isClosed = false
    }

    /// Readable while there are jobs that the loop has not taken. The loop closes it.
    let wakeDescriptor: Int32
    /// Connections and requests of this loop that have not ended.
    let load = Atomic<Int>(0)
    private let state = Mutex(State())

    /// Nil when the system has no descriptor left.
    init?() {
        wakeDescriptor = eventfd(0, sluice_eventfd_flags)
        guard wakeDescriptor >= 0 else { return nil }
    }

    /// False when the loop has ended; the job is then dropped.
    @discardableResult
    func post(_ job: @escaping Job) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.jobs.append(job)
            // Under the lock: once the inbox is closed, the descriptor may be somebody else's.
            if state.jobs.count == 1 { wake() }
            return true
        }
    }

    func take() -> [Job] {
        state.withLock { state in
            defer { state.jobs.removeAll() }
            return state.jobs
        }
    }

    /// The jobs that came too late.
    func close() -> [Job] {
        state.withLock { state in
            defer { state = State(isClosed: true) }
            return state.jobs
        }
    }

    /// Runs `start` on the loop and waits until somebody resumes the wait. When the task is cancelled, `cancel` runs
    /// on the loop, after `start`; it gets the identity of the wait.
    func perform<Value: Sendable>(
        place: String, _ start: @escaping @Sendable (EventLoop, Wait<Value>) -> Void,
        cancel: @escaping @Sendable (EventLoop, ObjectIdentifier) -> Void
    ) async -> Wait<Value>.Outcome {
        let wait = Wait<Value>()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                wait.begin(waiting)
                let isPosted = post { loop in
                    // Set before the other job was posted: either it is seen here, or that job comes after this.
                    start(loop, wait)
                    if wait.isCancelled { cancel(loop, ObjectIdentifier(wait)) }
                }
                if !isPosted { wait.resume(.failure(TransportError(place: place, fault: .closed))) }
            }
        } onCancel: {
            wait.cancel()
            post { loop in cancel(loop, ObjectIdentifier(wait)) }
        }
    }

    private func wake() {
        var one: UInt64 = 1
        _ = write(wakeDescriptor, &one, 8)
    }
}

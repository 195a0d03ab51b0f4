/// A loop that looks for work when it is called, and by itself from time to time.
public struct CalledWork: Sendable {
    private let calls: AsyncStream<Void>
    private let caller: AsyncStream<Void>.Continuation

    /// Between two looks without being called: other processes leave work too.
    static let pause = Duration.seconds(5)

    public init() {
        (calls, caller) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// There is something to do.
    @Sendable public func call() { caller.yield() }

    /// Until the task is cancelled; a fault is reported, and the next call looks again.
    public func run(
        report: @escaping @Sendable (any Error) -> Void, _ look: @escaping @Sendable () async throws -> Void
    ) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                while (try? await Task.sleep(for: Self.pause)) != nil { call() }
            }
            call()
            for await _ in calls {
                if Task.isCancelled { break }
                do {
                    try await look()
                } catch is CancellationError {
                    break
                } catch {
                    report(error)
                }
            }
        }
    }
}

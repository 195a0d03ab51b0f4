import Ingestion

/// Brings what sources stored to its end, as soon as it is there.
public struct DeliveryWorker: Sendable {
    private let ingest: Ingest
    private let calls: AsyncStream<Void>
    private let caller: AsyncStream<Void>.Continuation
    private let observe: @Sendable (IngestReport) -> Void
    private let report: @Sendable (any Error) -> Void

    /// Between two looks without being called: other processes store mail too.
    static let pause = Duration.seconds(5)

    public init(
        _ ingest: Ingest, observe: @escaping @Sendable (IngestReport) -> Void = { _ in },
        report: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.ingest = ingest
        self.observe = observe
        self.report = report
        (calls, caller) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// There is something to do.
    @Sendable public func call() { caller.yield() }

    /// Until the task is cancelled. A batch in hand is finished or not begun; its deliveries wait for the next process.
    public func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                while (try? await Task.sleep(for: Self.pause)) != nil { call() }
            }
            call()
            for await _ in calls {
                if Task.isCancelled { break }
                do {
                    guard try await ingest.hasWork() else { continue }
                    observe(try await ingest.work())
                } catch is CancellationError {
                    break
                } catch {
                    report(error)
                }
            }
        }
    }
}

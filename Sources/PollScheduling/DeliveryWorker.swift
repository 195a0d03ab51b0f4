import Ingestion

/// Brings what sources stored to its end, as soon as it is there.
public struct DeliveryWorker: Sendable {
    private let ingest: Ingest
    private let calls = CalledWork()
    private let observe: @Sendable (IngestReport) -> Void
    private let report: @Sendable (any Error) -> Void

    public init(
        _ ingest: Ingest, observe: @escaping @Sendable (IngestReport) -> Void = { _ in },
        report: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.ingest = ingest
        self.observe = observe
        self.report = report
    }

    /// There is something to do.
    @Sendable public func call() { calls.call() }

    /// Until the task is cancelled. A batch in hand is finished or not begun; its deliveries wait for the next process.
    public func run() async {
        await calls.run(report: report) {
            guard try await ingest.hasWork() else { return }
            observe(try await ingest.work())
        }
    }
}

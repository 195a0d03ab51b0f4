import CalendarTime
import Intake
import Store

/// What matched nobody is looked at again when more is known: sends were registered late, a lead got an address.
extension Corrections {
    public func rematch() async throws -> IngestReport {
        var report = IngestReport()
        for state in [IntakeDecision.State.unmatched, .held] {
            let waiting = try await ingest.store.read(in: ingest.workspace, at: ingest.clock()) {
                transaction in
                try transaction.unattached(state: state.rawValue, limit: Self.maximumRematch).map(\.id)
            }
            for start in stride(from: 0, to: waiting.count, by: Ingest.batchSize) {
                try await rematch(
                    Array(waiting[start..<min(start + Ingest.batchSize, waiting.count)]), &report)
            }
        }
        return report
    }

    /// Messages of one run, the newest first.
    static let maximumRematch = 100_000

    private func rematch(_ ids: [RowID<StoredMessage>], _ report: inout IngestReport) async throws {
        let stored = try await ingest.store.read(in: ingest.workspace, at: ingest.clock()) { transaction in
            try ids.compactMap { try StoredMail($0, transaction) }
        }
        let classifier = ingest.classifier
        let prepared = await inParallel(stored) { $0.prepared(classifier) }
        let pairs = zip(stored, prepared).compactMap { stored, mail in mail.map { (stored.message, $0) } }
        let settings = ingest.settings
        let effects = try await ingest.store.write(in: ingest.workspace, at: ingest.clock()) { transaction in
            let writer = DecisionWriter(store: transaction, settings: settings)
            return try pairs.compactMap { message, mail -> AppliedEffects? in
                let decision = try writer.decide(mail)
                guard decision.state == .matched else { return nil }
                return try writer.applyMatch(decision, mail, to: message)
            }
        }
        for effect in effects { report.add(effect) }
    }
}

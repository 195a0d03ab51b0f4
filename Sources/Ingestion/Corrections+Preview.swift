import Store

extension Corrections {
    /// What a correction would change: it is made, looked at, and taken back in one transaction. Throws `Refusal`, as
    /// the correction would.
    public func preview(
        _ message: RowID<StoredMessage>, as class: Class, by actor: LeadActions.Actor
    ) async throws -> [StageChange] {
        let apply = try await correction(of: message, as: `class`, by: actor)
        do {
            try await ingest.store.write(in: ingest.workspace, at: ingest.clock()) { transaction in
                throw Outcome(changes: try apply(transaction))
            }
        } catch let outcome as Outcome {
            return outcome.changes
        }
        return []
    }

    /// Thrown so that nothing of the transaction stays.
    private struct Outcome: Error {
        let changes: [StageChange]
    }
}

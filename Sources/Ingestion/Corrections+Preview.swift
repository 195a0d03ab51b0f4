import Store

extension Corrections {
    /// What a correction would change: it is made, looked at, and taken back in one transaction. Throws `Refusal`, as
    /// the correction would.
    public func preview(
        _ message: RowID<StoredMessage>, as class: Class, by actor: LeadActions.Actor
    ) async throws -> [StageChange] {
        let (stored, prepared) = try await load(message)
        let corrected = prepared.with(Self.verdict(prepared.verdict, `class`, actor.name))
        let settings = ingest.settings
        do {
            try await ingest.store.write(in: ingest.workspace, at: ingest.clock()) { transaction in
                let changes = try Reclassifier(
                    store: transaction, settings: settings, actor: actor, author: actor.name
                ).apply(corrected, to: stored.message)
                throw Outcome(changes: changes)
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

import Classification
import Intake
import Store

/// What providers tell without a mail.
extension Ingest {
    /// Decides and applies one event in one transaction; the same event again changes nothing.
    @discardableResult
    public func take(_ event: ProviderEvent) async throws -> [StageChange] {
        let settings = settings
        return try await store.write(in: workspace, at: clock()) { transaction in
            let candidates = try transaction.candidates(
                for: event.keys, receivedAt: event.at, recentSends: Int64(settings.recentSendDays) * 86_400)
            guard let decision = event.decide(candidates: candidates, settings: settings) else { return [] }
            return try DecisionWriter(store: transaction, settings: settings).apply(
                decision, kind: .other, label: "provider", mailbox: nil, message: nil
            ).changes
        }
    }
}

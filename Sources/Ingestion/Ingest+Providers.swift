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
            let event = try event.named(in: transaction)
            let candidates = try transaction.candidates(
                for: event.keys, receivedAt: event.at, recentSends: Int64(settings.recentSendDays) * 86_400)
            guard let decision = event.decide(candidates: candidates, settings: settings) else { return [] }
            return try DecisionWriter(store: transaction, settings: settings).apply(
                decision, kind: .other, label: "provider", mailbox: nil, message: nil
            ).changes
        }
    }
}

extension ProviderEvent {
    /// Many providers name a mail by an id of their own. Where the sender told it to us the mail is known by it; an id that
    /// nobody knows says nothing, and the recipient alone is left, for a person to judge.
    fileprivate func named(in store: StoreTransaction) throws -> ProviderEvent {
        guard let given = messageID else { return self }
        let send = try store.send(messageID: given) ?? store.send(providerID: given)
        // Providers cut to whole seconds and have clocks of their own; what comes of a mail comes after it.
        let time = max(at, send?.sentAt.adding(microseconds: 1) ?? at)
        return ProviderEvent(
            id: id, signal: signal, way: way, recipient: recipient, messageID: send?.messageID,
            status: status, mailbox: mailbox, at: time)
    }
}

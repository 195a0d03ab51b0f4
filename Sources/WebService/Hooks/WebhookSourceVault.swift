import CalendarTime
import Credentials
import Store
import Webhooks

/// What proves a provider's notifications, sealed for its own source.
public struct WebhookSourceVault: Sendable {
    let keys: SealingKeys

    public init(keys: SealingKeys) {
        self.keys = keys
    }

    private static func place(_ id: RowID<WebhookSource>) -> String { "webhook-source/\(id)/settings" }

    func seal(_ settings: WebhookSettings, of id: RowID<WebhookSource>) throws -> String {
        try keys.seal(Secret(try StoreJSON.text(settings)), for: Self.place(id)).description
    }

    func open(_ source: WebhookSource) throws -> WebhookSettings {
        let (box, place) = try Self.box(source)
        return try StoreJSON.value(WebhookSettings.self, keys.open(box, for: place).revealed)
    }

    /// Seals every secret with the current sealing key; the number of sources that changed.
    public func reseal(_ transaction: StoreTransaction) throws -> Int {
        var count = 0
        for source in try transaction.webhookSources() where !source.settings.isEmpty {
            let (box, place) = try Self.box(source)
            guard let new = try keys.resealed(box, for: place) else { continue }
            try transaction.setWebhookSettings(new.description, of: source.id)
            count += 1
        }
        return count
    }

    private static func box(_ source: WebhookSource) throws -> (SealedSecret, place: String) {
        let place = place(source.id)
        guard let box = SealedSecret(source.settings) else { throw CredentialsError.damaged(place: place) }
        return (box, place)
    }
}

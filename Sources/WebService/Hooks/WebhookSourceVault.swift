import Credentials
import Store
import Webhooks

/// What proves a provider's notifications, sealed for its own source.
struct WebhookSourceVault: Sendable {
    let keys: SealingKeys

    private static func place(_ id: RowID<WebhookSource>) -> String { "webhook-source/\(id)/settings" }

    func seal(_ settings: WebhookSettings, of id: RowID<WebhookSource>) throws -> String {
        try keys.seal(Secret(try StoreJSON.text(settings)), for: Self.place(id)).description
    }

    func open(_ source: WebhookSource) throws -> WebhookSettings {
        let place = Self.place(source.id)
        guard let box = SealedSecret(source.settings) else { throw CredentialsError.damaged(place: place) }
        return try StoreJSON.value(WebhookSettings.self, keys.open(box, for: place).revealed)
    }
}

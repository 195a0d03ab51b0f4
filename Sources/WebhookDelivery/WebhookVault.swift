import CalendarTime
import Credentials
import Store

/// The secrets of endpoints, each sealed for its own endpoint.
struct WebhookVault: Sendable {
    private let keys: SealingKeys

    init(_ keys: SealingKeys) { self.keys = keys }

    /// One place for both secrets of an endpoint: a rotation moves the sealed text as it is.
    private static func place(_ id: RowID<WebhookEndpoint>) -> String { "webhook/\(id)/secret" }

    func seal(
        _ secret: WebhookSecret, of id: RowID<WebhookEndpoint>
    ) throws(CredentialsError) -> String {
        try keys.seal(try Secret(secret.text), for: Self.place(id)).description
    }

    /// Those that sign at `now`, the current one first.
    func secrets(
        of endpoint: WebhookEndpoint, at now: Instant
    ) throws(CredentialsError) -> [WebhookSecret] {
        var secrets = [try open(endpoint.secret, of: endpoint.id)]
        if let previous = endpoint.previousSecret, let until = endpoint.previousUntil, now < until {
            secrets.append(try open(previous, of: endpoint.id))
        }
        return secrets
    }

    /// Nil when both are sealed with the current key already.
    func resealed(
        _ endpoint: WebhookEndpoint
    ) throws(CredentialsError) -> (secret: String, previous: String?)? {
        let secret = try resealed(endpoint.secret, endpoint.id)
        var previous: String?
        if let old = endpoint.previousSecret { previous = try resealed(old, endpoint.id) }
        if secret == nil, previous == nil { return nil }
        return (secret ?? endpoint.secret, previous ?? endpoint.previousSecret)
    }

    private func open(
        _ text: String, of id: RowID<WebhookEndpoint>
    ) throws(CredentialsError) -> WebhookSecret {
        let place = Self.place(id)
        guard let box = SealedSecret(text) else { throw .damaged(place: place) }
        guard let secret = WebhookSecret(try keys.open(box, for: place).revealed) else {
            throw .damaged(place: place)
        }
        return secret
    }

    private func resealed(
        _ text: String, _ id: RowID<WebhookEndpoint>
    ) throws(CredentialsError) -> String? {
        let place = Self.place(id)
        guard let box = SealedSecret(text) else { throw .damaged(place: place) }
        return try keys.resealed(box, for: place)?.description
    }
}

import CalendarTime

/// A way in for one provider's notifications: its address, and what proves that they are the provider's.
public struct WebhookSource: Hashable, Sendable {
    public let id: RowID<WebhookSource>
    public let workspace: RowID<Workspace>
    public let provider: String
    /// The part of the address that cannot be guessed.
    public let endpoint: String
    public let name: String
    /// Where mail that comes this way was received.
    public let mailbox: RowID<MailboxAccount>?
    /// Opaque, sealed by whoever wrote it.
    public let settings: String
    public let createdAt: Instant
    public let removedAt: Instant?
    /// What an operator should look at.
    public let alert: String?

    static let columns =
        "id, workspace_id, provider, endpoint, name, mailbox_id, settings, created_at, removed_at, alert"

    init(_ row: inout RowReader) {
        id = row.id()
        workspace = row.id()
        provider = row.text()
        endpoint = row.text()
        name = row.text()
        mailbox = row.idOrNil()
        settings = row.text()
        createdAt = row.instant()
        removedAt = row.instantOrNil()
        alert = row.textOrNil()
    }
}

extension MailStore {
    /// Nil for an address that nobody was given, or that was removed.
    public func webhookSource(endpoint: String) async throws -> WebhookSource? {
        try await driver.read { connection in
            try connection.first(
                "SELECT \(WebhookSource.columns) FROM webhook_sources WHERE endpoint = $1 AND removed_at IS NULL",
                [endpoint]
            ) { WebhookSource(&$0) }
        }
    }
}

extension StoreTransaction {
    @discardableResult
    public func addWebhookSource(
        provider: String, endpoint: String, name: String, mailbox: RowID<MailboxAccount>?
    ) throws -> RowID<WebhookSource> {
        try insert(
            """
            INSERT INTO webhook_sources (workspace_id, provider, endpoint, name, mailbox_id, settings, created_at)
            VALUES ($1, $2, $3, $4, $5, '', $6) RETURNING id
            """, [workspace, provider, endpoint, name, mailbox, now])
    }

    public func setWebhookSettings(_ settings: String, of id: RowID<WebhookSource>) throws {
        try connection.run(
            "UPDATE webhook_sources SET settings = $3 WHERE workspace_id = $1 AND id = $2",
            [workspace, id, settings])
    }

    public func setWebhookAlert(_ alert: String?, of id: RowID<WebhookSource>) throws {
        try connection.run(
            "UPDATE webhook_sources SET alert = $3 WHERE workspace_id = $1 AND id = $2",
            [workspace, id, alert])
    }

    /// Without the removed ones.
    public func webhookSources() throws -> [WebhookSource] {
        try connection.query(
            """
            SELECT \(WebhookSource.columns) FROM webhook_sources
            WHERE workspace_id = $1 AND removed_at IS NULL ORDER BY id
            """, [workspace]
        ) { WebhookSource(&$0) }
    }

    public func webhookSource(_ id: RowID<WebhookSource>) throws -> WebhookSource? {
        try connection.first(
            "SELECT \(WebhookSource.columns) FROM webhook_sources WHERE workspace_id = $1 AND id = $2",
            [workspace, id]
        ) { WebhookSource(&$0) }
    }

    public func removeWebhookSource(_ id: RowID<WebhookSource>) throws {
        let changed = try connection.run(
            "UPDATE webhook_sources SET removed_at = $3 WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL",
            [workspace, id, now])
        guard changed == 1 else { throw StoreError.notFound("webhook source \(id)") }
    }
}

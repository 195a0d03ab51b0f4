import CalendarTime

extension StoreTransaction {
    /// Endpoints of one workspace.
    public static let maximumWebhookEndpoints = 50

    /// `secret` answers the sealed secret for the id, which it is sealed for.
    public func addWebhookEndpoint(
        _ url: String, topics: WebhookTopics, secret: (RowID<WebhookEndpoint>) throws -> String
    ) throws -> WebhookEndpoint {
        guard try webhookEndpoints().count < Self.maximumWebhookEndpoints else {
            throw StoreError.refused(
                code: "too_many_endpoints",
                "there are \(Self.maximumWebhookEndpoints) endpoints already; remove one first")
        }
        let id: RowID<WebhookEndpoint> = try insert(
            """
            INSERT INTO webhook_endpoints (workspace_id, url, topics, secret, state, created_at, changed_at)
            VALUES ($1, $2, $3, '', 'active', $4, $4) RETURNING id
            """, [workspace, url, try StoreJSON.text(topics), now])
        try connection.run(
            "UPDATE webhook_endpoints SET secret = $3 WHERE workspace_id = $1 AND id = $2",
            [workspace, id, try secret(id)])
        return try knownEndpoint(id)
    }

    public func webhookEndpoint(_ id: RowID<WebhookEndpoint>) throws -> WebhookEndpoint? {
        try connection.first(
            "SELECT \(WebhookEndpoint.columns) FROM webhook_endpoints WHERE +workspace_id = $1 AND id = $2",
            [workspace, id]
        ) { try WebhookEndpoint(&$0) }
    }

    public func webhookEndpoints() throws -> [WebhookEndpoint] {
        try connection.query(
            "SELECT \(WebhookEndpoint.columns) FROM webhook_endpoints WHERE workspace_id = $1 ORDER BY id",
            [workspace]
        ) { try WebhookEndpoint(&$0) }
    }

    public func setWebhookTarget(
        of id: RowID<WebhookEndpoint>, url: String, topics: WebhookTopics
    ) throws {
        _ = try knownEndpoint(id)
        try connection.run(
            """
            UPDATE webhook_endpoints SET url = $3, topics = $4, changed_at = $5
            WHERE +workspace_id = $1 AND id = $2
            """, [workspace, id, url, try StoreJSON.text(topics), now])
    }

    /// Nothing goes there until it is enabled: what is due waits, new events do not count for it.
    public func disableWebhookEndpoint(_ id: RowID<WebhookEndpoint>, reason: String) throws {
        _ = try knownEndpoint(id)
        try connection.run(
            """
            UPDATE webhook_endpoints SET state = 'disabled', reason = $3, changed_at = $4
            WHERE +workspace_id = $1 AND id = $2 AND state = 'active'
            """, [workspace, id, reason, now])
    }

    /// What waited is due as it was; what had failed, or happened meanwhile, needs a replay.
    public func enableWebhookEndpoint(_ id: RowID<WebhookEndpoint>) throws {
        _ = try knownEndpoint(id)
        try connection.run(
            """
            UPDATE webhook_endpoints SET state = 'active', reason = NULL, paused_until = 0, changed_at = $3
            WHERE +workspace_id = $1 AND id = $2
            """, [workspace, id, now])
    }

    /// With its deliveries and secrets.
    public func removeWebhookEndpoint(_ id: RowID<WebhookEndpoint>) throws {
        _ = try knownEndpoint(id)
        try connection.run(
            "DELETE FROM webhook_deliveries WHERE +workspace_id = $1 AND endpoint_id = $2", [workspace, id])
        try connection.run(
            "DELETE FROM webhook_endpoints WHERE +workspace_id = $1 AND id = $2", [workspace, id])
    }

    /// The secret that was signs beside the new one until `overlapUntil`; one that was older signs no more.
    public func rotateWebhookSecret(
        of id: RowID<WebhookEndpoint>, to sealed: String, overlapUntil: Instant
    ) throws {
        _ = try knownEndpoint(id)
        try connection.run(
            """
            UPDATE webhook_endpoints SET previous_secret = secret, previous_until = $4, secret = $3,
                changed_at = $5
            WHERE +workspace_id = $1 AND id = $2
            """, [workspace, id, sealed, overlapUntil, now])
    }

    /// The same secrets, sealed with another key.
    public func resealWebhookSecrets(
        of id: RowID<WebhookEndpoint>, secret: String, previous: String?
    ) throws {
        try connection.run(
            """
            UPDATE webhook_endpoints SET secret = $3, previous_secret = $4 WHERE +workspace_id = $1 AND id = $2
            """, [workspace, id, secret, previous])
    }

    public func pauseWebhookEndpoint(_ id: RowID<WebhookEndpoint>, until: Instant) throws {
        try connection.run(
            """
            UPDATE webhook_endpoints SET paused_until = $3
            WHERE +workspace_id = $1 AND id = $2 AND paused_until < $3
            """, [workspace, id, until])
    }

    func knownEndpoint(_ id: RowID<WebhookEndpoint>) throws -> WebhookEndpoint {
        guard let found = try webhookEndpoint(id) else {
            throw StoreError.notFound("webhook endpoint \(id)")
        }
        return found
    }
}

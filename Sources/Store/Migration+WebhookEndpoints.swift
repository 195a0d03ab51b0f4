extension Migration {
    /// In `webhook_deliveries`, `next_at` of a claimed row is the end of its lease, and of one that waits no more when
    /// it ended; `fence` tells claims apart.
    static let webhookEndpointTables = [
        """
        CREATE TABLE webhook_endpoints (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            url TEXT NOT NULL, topics TEXT NOT NULL, secret TEXT NOT NULL,
            previous_secret TEXT, previous_until BIGINT,
            state TEXT NOT NULL, reason TEXT, paused_until BIGINT NOT NULL DEFAULT 0,
            created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL)
        """,
        "CREATE INDEX webhook_endpoints_of_workspace ON webhook_endpoints (workspace_id, id)",
        """
        CREATE TABLE webhook_deliveries (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            endpoint_id BIGINT NOT NULL REFERENCES webhook_endpoints (id),
            event_id BIGINT NOT NULL REFERENCES outbox (id),
            state TEXT NOT NULL, attempts BIGINT NOT NULL DEFAULT 0, next_at BIGINT NOT NULL,
            fence BIGINT NOT NULL DEFAULT 0, status BIGINT, error TEXT,
            created_at BIGINT NOT NULL, delivered_at BIGINT,
            UNIQUE (endpoint_id, event_id))
        """,
        """
        CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_at, id)
            WHERE state = 'waiting'
        """,
        "CREATE INDEX webhook_deliveries_of_endpoint ON webhook_deliveries (endpoint_id, id)",
        """
        CREATE INDEX webhook_deliveries_delivered ON webhook_deliveries (endpoint_id, delivered_at)
            WHERE delivered_at IS NOT NULL
        """,
        "CREATE INDEX webhook_deliveries_of_event ON webhook_deliveries (event_id)",
        "CREATE INDEX outbox_by_time ON outbox (workspace_id, created_at, id)",
    ]

    /// What is forgotten is found by when it ended.
    static let endedWebhookIndexes = [
        """
        CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (workspace_id, next_at, id)
            WHERE state <> 'waiting'
        """
    ]
}

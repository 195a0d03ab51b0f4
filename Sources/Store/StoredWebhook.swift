import CalendarTime

/// A notification as it came, proven and on disk, waiting to be worked on.
public struct StoredWebhook: Hashable, Sendable {
    public let id: RowID<StoredWebhook>
    public let source: RowID<WebhookSource>
    /// Opaque JSON: method, header fields, query.
    public let head: String
    public let body: [UInt8]
    public let proof: String
    public let receivedAt: Instant
    /// This attempt included.
    public let attempts: Int

    static let columns = "id, source_id, head, body, proof, received_at, attempts"

    init(_ row: inout RowReader) {
        id = row.id()
        source = row.id()
        head = row.text()
        body = row.blob()
        proof = row.text()
        receivedAt = row.instant()
        attempts = row.count()
    }
}

/// What is given to keep a notification.
public struct NewWebhook: Sendable {
    public var workspace: RowID<Workspace>
    public var source: RowID<WebhookSource>
    /// What makes the same one again harmless.
    public var key: String
    public var head: String
    public var body: [UInt8]
    public var proof: String
    public var receivedAt: Instant

    public init(
        workspace: RowID<Workspace>, source: RowID<WebhookSource>, key: String, head: String, body: [UInt8],
        proof: String, receivedAt: Instant
    ) {
        self.workspace = workspace
        self.source = source
        self.key = key
        self.head = head
        self.body = body
        self.proof = proof
        self.receivedAt = receivedAt
    }
}

extension MailStore {
    /// One transaction for many, of whatever workspaces: when this returns they are on disk. Those that were there
    /// before change nothing.
    public func keep(_ webhooks: [NewWebhook]) async throws {
        try await driver.write { connection in
            try connection.runEach(
                """
                INSERT INTO webhook_requests
                    (workspace_id, source_id, request_key, head, body, proof, received_at, next_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (source_id, request_key) DO NOTHING
                """,
                webhooks.map {
                    [$0.workspace, $0.source, $0.key, $0.head, $0.body, $0.proof, $0.receivedAt]
                })
        }
    }
}

extension StoreTransaction {
    /// Takes what is due; unless it is finished before `retryAt`, it is due again then.
    public func claimWebhooks(limit: Int, retryAt: Instant) throws -> [StoredWebhook] {
        try connection.query(
            """
            UPDATE webhook_requests SET attempts = attempts + 1, next_at = $3
            WHERE +workspace_id = $1 AND id IN (
                SELECT id FROM webhook_requests WHERE workspace_id = $1 AND state = 'waiting' AND next_at <= $2
                ORDER BY next_at, id LIMIT $4 \(connection.dialect.claimLock))
            RETURNING \(StoredWebhook.columns)
            """, [workspace, now, retryAt, limit]
        ) { StoredWebhook(&$0) }.sorted { $0.id < $1.id }
    }

    /// `error` nil is success: what it said lives on in events and mails, and is kept here no longer. Otherwise it is put
    /// aside for people to look at.
    public func finish(_ id: RowID<StoredWebhook>, error: String? = nil) throws {
        guard let error else {
            try connection.run(
                """
                UPDATE webhook_requests SET state = 'done', error = NULL, finished_at = $3, head = '{}', body = $4
                WHERE workspace_id = $1 AND id = $2
                """, [workspace, id, now, [UInt8]()])
            return
        }
        try connection.run(
            """
            UPDATE webhook_requests SET state = 'failed', error = $3, finished_at = $4
            WHERE workspace_id = $1 AND id = $2
            """, [workspace, id, error, now])
    }

    public func postpone(_ id: RowID<StoredWebhook>, until: Instant, error: String) throws {
        try connection.run(
            "UPDATE webhook_requests SET next_at = $3, error = $4 WHERE workspace_id = $1 AND id = $2",
            [workspace, id, until, error])
    }

    /// What was put aside is worked on again, from the first attempt; the number of notifications.
    @discardableResult
    public func retryFailedWebhooks(of source: RowID<WebhookSource>) throws -> Int {
        try connection.run(
            """
            UPDATE webhook_requests SET state = 'waiting', attempts = 0, next_at = $3, error = NULL, finished_at = NULL
            WHERE +workspace_id = $1 AND source_id = $2 AND state = 'failed'
            """, [workspace, source, now])
    }

    /// Of one source: `waiting`, `done` and `failed`.
    public func webhookCounts(of source: RowID<WebhookSource>) throws -> [String: Int] {
        let rows = try connection.query(
            """
            SELECT state, COUNT(*) FROM webhook_requests WHERE +workspace_id = $1 AND source_id = $2
            GROUP BY state
            """, [workspace, source]
        ) { ($0.text(), $0.count()) }
        return Dictionary(rows, uniquingKeysWith: +)
    }

    /// What kept the newest of those that are not done, as far as it was told.
    public func latestWebhookFault(of source: RowID<WebhookSource>) throws -> String? {
        try connection.first(
            """
            SELECT error FROM webhook_requests
            WHERE +workspace_id = $1 AND source_id = $2 AND state <> 'done' AND error IS NOT NULL
            ORDER BY id DESC LIMIT 1
            """, [workspace, source]
        ) { $0.text() }
    }
}

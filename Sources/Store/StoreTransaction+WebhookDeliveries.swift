import CalendarTime

extension StoreTransaction {
    /// Hands waiting events of the outbox to the endpoints that want them, the oldest first; an event that none wants
    /// is done. A disabled endpoint gets none: a replay brings it what it missed. The number of events; call again while
    /// it is `limit`.
    public func fanOutWebhooks(limit: Int) throws -> Int {
        let endpoints = try webhookEndpoints().filter { $0.state == .active }
        // One transaction: nobody else sees the claim.
        let events = try claimOutbox(limit: limit, retryAt: now)
        for event in events {
            for endpoint in endpoints where endpoint.topics.contains(event.topic) {
                try connection.run(
                    """
                    INSERT INTO webhook_deliveries
                        (workspace_id, endpoint_id, event_id, state, next_at, created_at)
                    VALUES ($1, $2, $3, 'waiting', $4, $4) ON CONFLICT (endpoint_id, event_id) DO NOTHING
                    """, [workspace, endpoint.id, event.id, now])
            }
            try delivered(event.id)
        }
        return events.count
    }

    /// Takes what is due for one endpoint. Without a result by `leaseUntil` it is due again then.
    public func claimWebhooks(
        for endpoint: WebhookEndpoint, limit: Int, leaseUntil: Instant
    ) throws -> [ClaimedWebhook] {
        guard endpoint.state == .active, endpoint.pausedUntil <= now else { return [] }
        let claimed = try connection.query(
            """
            UPDATE webhook_deliveries SET attempts = attempts + 1, fence = fence + 1, next_at = $4
            WHERE +workspace_id = $1 AND id IN (
                SELECT id FROM webhook_deliveries
                WHERE +workspace_id = $1 AND endpoint_id = $2 AND state = 'waiting' AND next_at <= $3
                ORDER BY next_at, id LIMIT $5 \(connection.dialect.claimLock))
            RETURNING id, attempts, fence, event_id
            """, [workspace, endpoint.id, now, leaseUntil, limit]
        ) {
            (
                id: $0.id(WebhookDeliveryRow.self), attempts: $0.count(), fence: $0.integer(),
                event: $0.id(OutboxEvent.self)
            )
        }
        // RETURNING promises no order.
        return try claimed.sorted { $0.id < $1.id }.map { row in
            let event = try connection.first(
                "SELECT \(OutboxEvent.columns) FROM outbox WHERE +workspace_id = $1 AND id = $2",
                [workspace, row.event]
            ) { OutboxEvent(&$0) }
            guard let event else { throw StoreError.inconsistent("webhook delivery \(row.id) has no event") }
            return ClaimedWebhook(
                id: row.id, endpoint: endpoint, attempts: row.attempts, fence: row.fence, event: event)
        }
    }

    /// False when the delivery is somebody else's by now: then nothing changes.
    @discardableResult
    public func recordWebhook(_ claim: ClaimedWebhook, _ result: WebhookResult) throws -> Bool {
        let (state, next, status, error): (WebhookDeliveryRow.State, Instant, Int?, String?) =
            switch result {
            case .delivered(let status): (.delivered, now, status, nil)
            case .retry(let at, let status, let error): (.waiting, at, status, error)
            case .failed(let status, let error): (.failed, now, status, error)
            }
        return try connection.run(
            """
            UPDATE webhook_deliveries SET state = $4, next_at = $5, status = $6, error = $7, delivered_at = $8
            WHERE +workspace_id = $1 AND id = $2 AND fence = $3 AND state = 'waiting'
            """,
            [
                workspace, claim.id, claim.fence, state.rawValue, next, status, error,
                state == .delivered ? now : nil as Instant?,
            ]) == 1
    }

    /// Whether something waits that may go out now.
    public func hasWebhookWork() throws -> Bool {
        let isEventWaiting = try connection.first(
            """
            SELECT id FROM outbox WHERE workspace_id = $1 AND delivered_at IS NULL AND next_at <= $2
            ORDER BY next_at, id LIMIT 1
            """, [workspace, now]
        ) { $0.integer() }
        if isEventWaiting != nil { return true }
        return try connection.first(
            """
            SELECT e.id FROM webhook_endpoints e
            WHERE e.workspace_id = $1 AND e.state = 'active' AND e.paused_until <= $2 AND EXISTS (
                SELECT 1 FROM webhook_deliveries d
                WHERE d.endpoint_id = e.id AND d.state = 'waiting' AND d.next_at <= $2)
            ORDER BY e.id LIMIT 1
            """, [workspace, now]
        ) { $0.integer() } != nil
    }

    /// Whether the endpoint took anything after this delivery had begun: then not all of it is out of order.
    public func hasTakenWebhooks(since claim: ClaimedWebhook) throws -> Bool {
        try connection.first(
            """
            SELECT d.id FROM webhook_deliveries d
            WHERE +d.workspace_id = $1 AND d.endpoint_id = $2 AND d.delivered_at >= (
                SELECT created_at FROM webhook_deliveries WHERE +workspace_id = $1 AND id = $3) LIMIT 1
            """, [workspace, claim.endpoint.id, claim.id]
        ) { $0.integer() } != nil
    }

    // MARK: Reading and replay

    /// The newest first.
    public func webhookDeliveries(
        of endpoint: RowID<WebhookEndpoint>, before: RowID<WebhookDeliveryRow>? = nil, limit: Int
    ) throws -> [WebhookDeliveryRow] {
        try connection.query(
            """
            SELECT \(WebhookDeliveryRow.columns)
            WHERE +d.workspace_id = $1 AND d.endpoint_id = $2 AND d.id < $3 ORDER BY d.id DESC LIMIT $4
            """, [workspace, endpoint, before?.rawValue ?? .max, limit]
        ) { WebhookDeliveryRow(&$0) }
    }

    /// Events of one replay.
    public static let maximumReplay = 10_000

    /// Sends an event again, under its id, whether it wanted that topic or not. False when there is no such event.
    public func replayWebhook(event eventID: String, to endpoint: RowID<WebhookEndpoint>) throws -> Bool {
        let target = try knownEndpoint(endpoint)
        let event = try connection.first(
            "SELECT id FROM outbox WHERE workspace_id = $1 AND event_id = $2", [workspace, eventID]
        ) { $0.id(OutboxEvent.self) }
        guard let event else { return false }
        try requeue(event, target)
        return true
    }

    /// Sends again what happened from `start` to before `end` and is of the endpoint's topics, in order. The number of
    /// events; throws `replay_too_large` when there are more than `maximumReplay` of any topic.
    public func replayWebhooks(
        from start: Instant, to end: Instant, to endpoint: RowID<WebhookEndpoint>
    ) throws -> Int {
        let target = try knownEndpoint(endpoint)
        let events = try connection.query(
            """
            SELECT id, topic FROM outbox WHERE workspace_id = $1 AND created_at >= $2 AND created_at < $3
            ORDER BY created_at, id LIMIT $4
            """, [workspace, start, end, Self.maximumReplay + 1]
        ) { (id: $0.id(OutboxEvent.self), topic: $0.text()) }
        guard events.count <= Self.maximumReplay else {
            throw StoreError.refused(
                code: "replay_too_large",
                "more than \(Self.maximumReplay) events happened in this time; give a shorter one")
        }
        let wanted = events.filter { target.topics.contains($0.topic) }
        for event in wanted { try requeue(event.id, target) }
        return wanted.count
    }

    private func requeue(_ event: RowID<OutboxEvent>, _ endpoint: WebhookEndpoint) throws {
        try connection.run(
            """
            INSERT INTO webhook_deliveries (workspace_id, endpoint_id, event_id, state, next_at, created_at)
            VALUES ($1, $2, $3, 'waiting', $4, $4)
            ON CONFLICT (endpoint_id, event_id) DO UPDATE
                SET state = 'waiting', attempts = 0, fence = webhook_deliveries.fence + 1, next_at = $4,
                    delivered_at = NULL, error = NULL
            """, [workspace, endpoint.id, event, now])
    }
}

import CalendarTime

/// Something to tell the outside at least once, under an id that stays the same.
public struct OutboxEvent: Hashable, Sendable {
    public let id: RowID<OutboxEvent>
    public let eventID: String
    public let topic: String
    /// A JSON object.
    public let payload: String
    public let createdAt: Instant
    /// This attempt included.
    public let attempts: Int

    static let columns = "id, event_id, topic, payload, created_at, attempts"

    init(_ row: inout RowReader) {
        id = row.id()
        eventID = row.text()
        topic = row.text()
        payload = row.text()
        createdAt = row.instant()
        attempts = row.count()
    }
}

extension StoreTransaction {
    // MARK: Outbox

    /// Takes what is due; unless `delivered` is called before `retryAt`, it is due again then.
    public func claimOutbox(limit: Int, retryAt: Instant) throws -> [OutboxEvent] {
        try connection.query(
            """
            UPDATE outbox SET attempts = attempts + 1, next_at = $3
            WHERE +workspace_id = $1 AND id IN (
                SELECT id FROM outbox WHERE workspace_id = $1 AND delivered_at IS NULL AND next_at <= $2
                ORDER BY next_at, id LIMIT $4 \(connection.dialect.claimLock))
            RETURNING \(OutboxEvent.columns)
            """, [workspace, now, retryAt, limit]
        ) { OutboxEvent(&$0) }.sorted { $0.id < $1.id }
    }

    public func delivered(_ event: RowID<OutboxEvent>) throws {
        try connection.run(
            "UPDATE outbox SET delivered_at = $3, error = NULL WHERE workspace_id = $1 AND id = $2",
            [workspace, event, now])
    }

    public func postpone(_ event: RowID<OutboxEvent>, until: Instant, error: String) throws {
        try connection.run(
            "UPDATE outbox SET next_at = $3, error = $4 WHERE workspace_id = $1 AND id = $2",
            [workspace, event, until, error])
    }

    // MARK: Leases

    /// The fence of the lease: higher than every one given out before. Nil while somebody else holds it.
    public func acquireLease(_ name: String, owner: String, until: Instant) throws -> Int64? {
        try connection.first(
            """
            INSERT INTO leases (workspace_id, name, owner, held_until, fence) VALUES ($1, $2, $3, $4, 1)
            ON CONFLICT (workspace_id, name) DO UPDATE
                SET owner = excluded.owner, held_until = excluded.held_until, fence = leases.fence + 1
                WHERE leases.held_until <= $5 OR leases.owner = excluded.owner
            RETURNING fence
            """, [workspace, name, owner, until, now]
        ) { $0.integer() }
    }

    /// False when the lease is somebody else's by now.
    public func renewLease(_ name: String, fence: Int64, until: Instant) throws -> Bool {
        try connection.run(
            "UPDATE leases SET held_until = $4 WHERE workspace_id = $1 AND name = $2 AND fence = $3",
            [workspace, name, fence, until]) == 1
    }

    public func releaseLease(_ name: String, fence: Int64) throws {
        try connection.run(
            "UPDATE leases SET held_until = 0 WHERE workspace_id = $1 AND name = $2 AND fence = $3",
            [workspace, name, fence])
    }

    /// Inside the transaction that writes under the lease; throws `leaseLost`, so that a late worker writes nothing.
    public func checkFence(_ name: String, fence: Int64) throws {
        let current = try connection.first(
            "SELECT fence FROM leases WHERE workspace_id = $1 AND name = $2 \(connection.dialect.rowLock)",
            [workspace, name]
        ) { $0.integer() }
        guard current == fence else { throw StoreError.leaseLost(name: name) }
    }
}

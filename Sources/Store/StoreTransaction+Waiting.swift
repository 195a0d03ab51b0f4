import CalendarTime

/// A place in a list that is ordered by time received, the newest first.
public struct ReceivedPlace: Hashable, Sendable {
    public let at: Instant
    public let message: RowID<StoredMessage>

    public init(at: Instant, message: RowID<StoredMessage>) {
        self.at = at
        self.message = message
    }
}

extension StoreTransaction {
    /// Messages that wait for a person, the newest first, from a place on. `state` is `unmatched` or `held`.
    public func unattached(
        state: String, after place: ReceivedPlace?, limit: Int
    ) throws -> [StoredMessage] {
        try connection.query(
            """
            SELECT \(StoredMessage.columns) FROM messages m
            WHERE m.workspace_id = $1 AND m.match_state = $2 AND m.match_state IN ('unmatched', 'held')
                AND (m.received_at, m.id) < ($3, $4)
            ORDER BY m.received_at DESC, m.id DESC LIMIT $5
            """, [workspace, state, place?.at.microseconds ?? .max, place?.message.rawValue ?? .max, limit]
        ) { StoredMessage(&$0) }
    }

    public func delivery(_ id: RowID<Delivery>) throws -> Delivery? {
        try connection.first(
            "SELECT \(Delivery.columns) FROM deliveries WHERE workspace_id = $1 AND id = $2", [workspace, id]
        ) { Delivery(&$0) }
    }

    public func delivery(source: String, key: String) throws -> Delivery? {
        try connection.first(
            """
            SELECT \(Delivery.columns) FROM deliveries
            WHERE workspace_id = $1 AND source = $2 AND source_key = $3
            """, [workspace, source, key]
        ) { Delivery(&$0) }
    }
}

import CalendarTime
import LeadStages

extension StoreTransaction {
    /// Adds facts about an address, folds them, and brings its state columns up to it. Appending the same again
    /// changes nothing; nil when no lead has the address.
    @discardableResult
    public func appendEvents(_ events: [AddressEvent], toAddress address: String) throws -> AddressState? {
        guard let found = try self.address(address) else { return nil }
        var isNew = false
        for event in events {
            let changed = try connection.run(
                """
                INSERT INTO address_events (workspace_id, address_id, event_key, at, kind, payload, recorded_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (address_id, event_key) DO NOTHING
                """,
                [
                    workspace, found.id, event.key, event.at, event.kind.name, try StoreJSON.text(event), now,
                ])
            isNew = isNew || changed == 1
        }
        let state = AddressState.fold(try self.events(ofAddress: found.id))
        guard isNew else { return state }
        try connection.run(
            """
            UPDATE addresses SET state = $3, reason = $4, soft_count = $5, is_conflicting = $6, state_since = $7
            WHERE workspace_id = $1 AND id = $2
            """,
            [
                workspace, found.id, state.status.rawValue, state.reason, state.softCount,
                state.isConflicting,
                state.since,
            ])
        return state
    }

    /// In the order in which they were taken in.
    public func events(ofAddress id: RowID<LeadAddress>) throws -> [AddressEvent] {
        try connection.query(
            "SELECT payload FROM address_events WHERE workspace_id = $1 AND address_id = $2 ORDER BY id",
            [workspace, id]
        ) { try StoreJSON.value(AddressEvent.self, $0.text()) }
    }

    /// The events of all addresses of a range of ids, without those that have none.
    func events(
        ofAddresses first: RowID<LeadAddress>, _ last: RowID<LeadAddress>
    ) throws -> [RowID<LeadAddress>: [AddressEvent]] {
        let rows = try connection.query(
            """
            SELECT address_id, payload FROM address_events
            WHERE +workspace_id = $1 AND address_id >= $2 AND address_id <= $3 ORDER BY address_id, id
            """, [workspace, first, last]
        ) { ($0.id(LeadAddress.self), try StoreJSON.value(AddressEvent.self, $0.text())) }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }
}

import CalendarTime
import DataFormats
import Intake

extension StoreTransaction {
    /// Stores raw bytes and the fact that they came; what was recorded before changes nothing. Same order as `batch`.
    ///
    /// The source's cursor moves in the same transaction, by `setCursor`.
    public func recordDeliveries(_ batch: [NewDelivery]) throws -> [RecordedDelivery] {
        try batch.map { new in
            if try isRecorded(new) { return RecordedDelivery(id: nil) }
            let raw = try storeRaw(new.mail)
            let id: RowID<Delivery>? = try insertIfNew(
                """
                INSERT INTO deliveries
                    (workspace_id, source, source_key, mailbox_id, folder, raw_id, received_at, created_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (workspace_id, source, source_key) DO NOTHING RETURNING id
                """,
                [workspace, new.source, new.sourceKey, new.mailbox, new.folder, raw, new.receivedAt, now])
            if let id { try announce(id, new) }
            return RecordedDelivery(id: id)
        }
    }

    private func announce(_ id: RowID<Delivery>, _ new: NewDelivery) throws {
        guard try isTold(.mailIngested) else { return }
        var payload = [
            "delivery": id.description, "source": new.source, "received_at": new.receivedAt.iso8601,
            "sha256": Hex.encode(new.mail.sha256), "size": String(new.mail.size),
            "mailbox": new.mailbox.description,
        ]
        payload["folder"] = new.folder
        try enqueue(.mailIngested, id: "\(EventTopic.mailIngested.rawValue):\(id)", payload: payload)
    }

    private func isRecorded(_ new: NewDelivery) throws -> Bool {
        try connection.first(
            "SELECT id FROM deliveries WHERE workspace_id = $1 AND source = $2 AND source_key = $3",
            [workspace, new.source, new.sourceKey]
        ) { $0.integer() } != nil
    }

    /// An erased mail that comes again is stored again: it is a new message to us.
    func storeRaw(_ mail: PackedMail) throws -> RowID<RawMailRow> {
        let new: RowID<RawMailRow>? = try insertIfNew(
            """
            INSERT INTO raw_mails (workspace_id, sha256, size, content, created_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (workspace_id, sha256)
            DO UPDATE SET content = excluded.content WHERE raw_mails.content IS NULL RETURNING id
            """, [workspace, mail.sha256, mail.size, mail.content, now])
        if let new { return new }
        let old = try connection.first(
            "SELECT id FROM raw_mails WHERE workspace_id = $1 AND sha256 = $2", [workspace, mail.sha256]
        ) { $0.id(RawMailRow.self) }
        guard let old else { throw StoreError.inconsistent("a raw mail is missing after its insert") }
        return old
    }

    /// Takes up to `limit` waiting deliveries, the oldest first, that nobody holds or whose lease has run out.
    public func claimDeliveries(limit: Int, owner: String, leaseUntil: Instant) throws -> [ClaimedDelivery] {
        let claimed = try connection.query(
            """
            UPDATE deliveries SET lease_owner = $3, lease_until = $4, lease_fence = lease_fence + 1,
                attempts = attempts + 1
            WHERE +workspace_id = $1 AND id IN (
                SELECT id FROM deliveries
                WHERE workspace_id = $1 AND state = 'waiting' AND lease_until <= $2
                ORDER BY lease_until, id LIMIT $5 \(connection.dialect.claimLock))
            RETURNING id, source, mailbox_id, folder, received_at, attempts, lease_fence, raw_id
            """, [workspace, now, owner, leaseUntil, limit]
        ) { row in
            (
                id: row.id(Delivery.self), source: row.text(), mailbox: row.id(MailboxAccount.self),
                folder: row.textOrNil(), receivedAt: row.instant(), attempts: row.count(),
                fence: row.integer(),
                raw: row.id(RawMailRow.self)
            )
        }
        // RETURNING promises no order.
        return try claimed.sorted { $0.id < $1.id }.map { row in
            ClaimedDelivery(
                id: row.id, source: row.source, mailbox: row.mailbox, folder: row.folder,
                receivedAt: row.receivedAt, attempts: row.attempts, fence: row.fence, raw: row.raw,
                mail: try packedMail(row.raw))
        }
    }

    /// Nil when it was erased.
    public func packedMail(_ raw: RowID<RawMailRow>) throws -> PackedMail? {
        let found = try connection.first(
            "SELECT sha256, size, content FROM raw_mails WHERE workspace_id = $1 AND id = $2",
            [workspace, raw]
        ) { row in
            let sha256 = row.blob()
            let size = row.count()
            return row.blobOrNil().map { PackedMail(sha256: sha256, size: size, content: $0) }
        }
        return found ?? nil
    }

    /// In the transaction that holds everything the delivery brought about. Throws `leaseLost` when another worker
    /// has taken it over, so that nothing of this transaction stays.
    public func finishDelivery(_ id: RowID<Delivery>, fence: Int64, _ result: DeliveryResult) throws {
        let changed =
            switch result {
            case .done(let message): try close(id, fence, .done, message, nil)
            case .failed(let error): try close(id, fence, .failed, nil, error)
            case .retry(let at, let error):
                try connection.run(
                    """
                    UPDATE deliveries SET lease_owner = NULL, lease_until = $4, error = $5
                    WHERE workspace_id = $1 AND id = $2 AND lease_fence = $3 AND state = 'waiting'
                    """, [workspace, id, fence, at, error])
            }
        guard changed == 1 else { throw StoreError.leaseLost(name: "delivery \(id)") }
    }

    private func close(
        _ id: RowID<Delivery>, _ fence: Int64, _ state: Delivery.State, _ message: RowID<StoredMessage>?,
        _ error: String?
    ) throws -> Int {
        try connection.run(
            """
            UPDATE deliveries SET state = $4, message_id = $5, error = $6, finished_at = $7, lease_owner = NULL
            WHERE workspace_id = $1 AND id = $2 AND lease_fence = $3 AND state = 'waiting'
            """, [workspace, id, fence, state.rawValue, message, error, now])
    }

    /// A failed delivery is worked on again.
    public func requeueDelivery(_ id: RowID<Delivery>) throws {
        try connection.run(
            """
            UPDATE deliveries SET state = 'waiting', attempts = 0, lease_until = 0, error = NULL
            WHERE workspace_id = $1 AND id = $2 AND state = 'failed'
            """, [workspace, id])
    }

    public func failedDeliveries(after: RowID<Delivery>? = nil, limit: Int) throws -> [Delivery] {
        try connection.query(
            """
            SELECT \(Delivery.columns) FROM deliveries
            WHERE workspace_id = $1 AND state = 'failed' AND id > $2 ORDER BY id LIMIT $3
            """, [workspace, after?.rawValue ?? 0, limit]
        ) { Delivery(&$0) }
    }

    /// Every way by which a message came.
    public func deliveries(of message: RowID<StoredMessage>) throws -> [Delivery] {
        try connection.query(
            "SELECT \(Delivery.columns) FROM deliveries WHERE workspace_id = $1 AND message_id = $2 ORDER BY id",
            [workspace, message]
        ) { Delivery(&$0) }
    }

    /// Deliveries that no worker has finished.
    public func waitingDeliveryCount() throws -> Int {
        try connection.first(
            "SELECT COUNT(*) FROM deliveries WHERE workspace_id = $1 AND state = 'waiting'", [workspace]
        ) { $0.count() } ?? 0
    }
}

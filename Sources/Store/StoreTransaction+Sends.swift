import CalendarTime
import LeadStages

extension StoreTransaction {
    /// Nil when a send with this Message-ID, or this token, is known already.
    public func insertSend(_ new: NewSend) throws -> RowID<Send>? {
        try insertIfNew(
            """
            INSERT INTO sends
                (workspace_id, mailbox_id, enrollment_id, lead_id, step, recipient, recipient_key, message_id,
                token, subject, fingerprint, sent_at, result, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'sent', $13)
            ON CONFLICT DO NOTHING RETURNING id
            """,
            [
                workspace, new.mailbox, new.enrollment, new.lead, new.step, new.recipient,
                EmailAddressKey(new.recipient).narrow, new.messageID, new.token, new.subject, new.fingerprint,
                new.sentAt, now,
            ])
    }

    public func send(messageID: String) throws -> Send? {
        try connection.first(
            "SELECT \(Send.columns) FROM sends WHERE workspace_id = $1 AND message_id = $2",
            [workspace, messageID]
        ) { Send(&$0) }
    }

    public func send(_ id: RowID<Send>) throws -> Send? {
        try connection.first(
            "SELECT \(Send.columns) FROM sends WHERE workspace_id = $1 AND id = $2", [workspace, id]
        ) { Send(&$0) }
    }

    public func sends(of enrollment: RowID<Enrollment>) throws -> [Send] {
        try connection.query(
            """
            SELECT \(Send.columns) FROM sends WHERE workspace_id = $1 AND enrollment_id = $2
            ORDER BY sent_at, id
            """, [workspace, enrollment]
        ) { Send(&$0) }
    }

    public func setResult(of send: RowID<Send>, to result: String, error: String?) throws {
        let changed = try connection.run(
            "UPDATE sends SET result = $3, error = $4 WHERE workspace_id = $1 AND id = $2",
            [workspace, send, result, error])
        guard changed == 1 else { throw StoreError.notFound("send \(send)") }
    }
}

/// Names that providers give to mails besides the Message-ID.
extension Migration {
    static let providerIDs = [
        "ALTER TABLE sends ADD COLUMN provider_id TEXT",
        """
        CREATE UNIQUE INDEX sends_by_provider_id ON sends (workspace_id, provider_id)
            WHERE provider_id IS NOT NULL
        """,
    ]
}

extension StoreTransaction {
    /// Throws when another send has this id.
    public func setProviderID(_ id: String, of send: RowID<Send>) throws {
        if let known = try self.send(providerID: id), known.id != send {
            throw StoreError.alreadyExists("this provider_id")
        }
        let changed = try connection.run(
            "UPDATE sends SET provider_id = $3 WHERE workspace_id = $1 AND id = $2", [workspace, send, id])
        guard changed == 1 else { throw StoreError.notFound("send \(send)") }
    }

    public func send(providerID: String) throws -> Send? {
        try connection.first(
            "SELECT \(Send.columns) FROM sends WHERE workspace_id = $1 AND provider_id = $2",
            [workspace, providerID]
        ) { Send(&$0) }
    }
}

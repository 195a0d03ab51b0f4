import CalendarTime

/// A message with its bytes, for classifying it again.
public struct ReplayMessage: Sendable {
    public let message: StoredMessage
    public let mailbox: String
    public let folder: String?
    /// The way of its first delivery.
    public let source: String?
    public let mail: PackedMail
}

extension StoreTransaction {
    /// The next messages in the order in which they were taken in; without those whose mail was erased.
    ///
    /// Call it again with the last one's id until it answers none: a whole store never lies in memory.
    public func messagesToReplay(after: RowID<StoredMessage>?, limit: Int) throws -> [ReplayMessage] {
        try connection.query(
            """
            SELECT \(StoredMessage.columns), b.address, r.sha256, r.size, r.content,
                (SELECT d.folder FROM deliveries d WHERE d.message_id = m.id ORDER BY d.id LIMIT 1),
                (SELECT d.source FROM deliveries d WHERE d.message_id = m.id ORDER BY d.id LIMIT 1)
            FROM messages m JOIN raw_mails r ON r.id = m.raw_id JOIN mailboxes b ON b.id = m.mailbox_id
            WHERE +m.workspace_id = $1 AND m.id > $2 AND r.content IS NOT NULL ORDER BY m.id LIMIT $3
            """, [workspace, after?.rawValue ?? 0, limit]
        ) { row in
            let message = StoredMessage(&row)
            let mailbox = row.text()
            let mail = PackedMail(sha256: row.blob(), size: row.count(), content: row.blob())
            return ReplayMessage(
                message: message, mailbox: mailbox, folder: row.textOrNil(), source: row.textOrNil(),
                mail: mail)
        }
    }

    /// Every raw mail, also of messages that were never classified.
    public func rawMails(
        after: RowID<RawMailRow>?, limit: Int
    ) throws -> [(id: RowID<RawMailRow>, mail: PackedMail?)] {
        try connection.query(
            """
            SELECT id, sha256, size, content FROM raw_mails WHERE +workspace_id = $1 AND id > $2
            ORDER BY id LIMIT $3
            """, [workspace, after?.rawValue ?? 0, limit]
        ) { row in
            let id = row.id(RawMailRow.self)
            let sha256 = row.blob()
            let size = row.count()
            return (id, row.blobOrNil().map { PackedMail(sha256: sha256, size: size, content: $0) })
        }
    }

    /// The events that a message brought about, with their enrollments.
    public func events(
        of message: RowID<StoredMessage>
    ) throws -> [(enrollment: RowID<Enrollment>, key: String)] {
        try connection.query(
            """
            SELECT enrollment_id, event_key FROM lead_events WHERE workspace_id = $1 AND message_id = $2
            ORDER BY id
            """, [workspace, message]
        ) { ($0.id(), $0.text()) }
    }
}

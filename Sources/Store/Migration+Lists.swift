extension Migration {
    /// What the pages list and count by.
    static let listIndexes = [
        "CREATE INDEX messages_by_time ON messages (workspace_id, received_at, kind, mailbox_id)",
        "CREATE INDEX suppressions_by_reason ON suppressions (workspace_id, reason, id)",
    ]
}

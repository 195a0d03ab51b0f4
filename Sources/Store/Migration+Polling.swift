extension Migration {
    static let pollingTables = [
        """
        CREATE TABLE mailbox_polls (
            mailbox_id BIGINT PRIMARY KEY REFERENCES mailboxes (id),
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            host TEXT NOT NULL, login TEXT NOT NULL, next_at BIGINT NOT NULL,
            lease_owner TEXT, lease_until BIGINT NOT NULL DEFAULT 0, lease_fence BIGINT NOT NULL DEFAULT 0,
            tried_at BIGINT, succeeded_at BIGINT, received_at BIGINT,
            failures BIGINT NOT NULL DEFAULT 0, fault TEXT, fault_text TEXT,
            learned TEXT NOT NULL DEFAULT '{}')
        """,
        "CREATE INDEX mailbox_polls_due ON mailbox_polls (workspace_id, next_at, mailbox_id)",
        """
        CREATE INDEX mailbox_polls_held ON mailbox_polls (workspace_id, lease_owner)
            WHERE lease_owner IS NOT NULL
        """,
    ]
}

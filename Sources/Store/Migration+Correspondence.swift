extension Migration {
    static let correspondenceTables = [
        """
        CREATE TABLE outgoing_mails (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            client_key TEXT NOT NULL, draft_hash BYTEA NOT NULL,
            opportunity_id BIGINT NOT NULL REFERENCES opportunities (id),
            answered_id BIGINT NOT NULL REFERENCES messages (id),
            mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
            raw_id BIGINT NOT NULL REFERENCES raw_mails (id), message_id TEXT NOT NULL,
            recipients TEXT NOT NULL, actor TEXT NOT NULL, state TEXT NOT NULL,
            reply_code BIGINT, fault TEXT, own_message_id BIGINT REFERENCES messages (id),
            lease_owner TEXT NOT NULL, lease_until BIGINT NOT NULL,
            created_at BIGINT NOT NULL, settled_at BIGINT,
            UNIQUE (workspace_id, client_key), UNIQUE (workspace_id, message_id))
        """,
        "CREATE INDEX outgoing_mails_of_opportunity ON outgoing_mails (opportunity_id, id)",
        "CREATE INDEX outgoing_mails_by_raw ON outgoing_mails (raw_id)",
        "CREATE INDEX outgoing_mails_by_answered ON outgoing_mails (answered_id)",
        """
        CREATE INDEX outgoing_mails_by_own_message ON outgoing_mails (own_message_id)
            WHERE own_message_id IS NOT NULL
        """,
        """
        CREATE INDEX outgoing_mails_open ON outgoing_mails (workspace_id, id)
            WHERE state IN ('sending', 'unknown')
        """,
    ]

    static let outgoingPurpose = [
        "ALTER TABLE outgoing_mails ADD COLUMN purpose TEXT NOT NULL DEFAULT 'answer'"
    ]
}

extension Migration {
    static let mailTables = [
        """
        CREATE TABLE raw_mails (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            sha256 BYTEA NOT NULL, size BIGINT NOT NULL, content BYTEA, created_at BIGINT NOT NULL,
            UNIQUE (workspace_id, sha256))
        """,
        """
        CREATE TABLE messages (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            logical_key TEXT NOT NULL, raw_id BIGINT NOT NULL REFERENCES raw_mails (id),
            mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id), message_id TEXT, subject TEXT NOT NULL,
            sender TEXT NOT NULL, sender_name TEXT NOT NULL, received_at BIGINT NOT NULL,
            lead_id BIGINT REFERENCES leads (id), match_state TEXT NOT NULL, match_level BIGINT,
            kind TEXT NOT NULL, created_at BIGINT NOT NULL,
            UNIQUE (workspace_id, logical_key))
        """,
        "CREATE INDEX messages_by_message_id ON messages (workspace_id, message_id) WHERE message_id IS NOT NULL",
        "CREATE INDEX messages_by_raw ON messages (raw_id)",
        "CREATE INDEX messages_of_lead ON messages (lead_id, received_at) WHERE lead_id IS NOT NULL",
        """
        CREATE INDEX messages_unmatched ON messages (workspace_id, match_state, received_at)
            WHERE match_state IN ('unmatched', 'held')
        """,
        "CREATE INDEX messages_by_kind ON messages (workspace_id, kind)",
        """
        CREATE TABLE message_texts (
            message_id BIGINT PRIMARY KEY REFERENCES messages (id),
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            subject TEXT NOT NULL, sender TEXT NOT NULL, body TEXT NOT NULL)
        """,
        """
        CREATE TABLE deliveries (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            source TEXT NOT NULL, source_key TEXT NOT NULL,
            mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id), folder TEXT,
            raw_id BIGINT NOT NULL REFERENCES raw_mails (id), received_at BIGINT NOT NULL,
            created_at BIGINT NOT NULL, state TEXT NOT NULL DEFAULT 'waiting',
            attempts BIGINT NOT NULL DEFAULT 0, lease_owner TEXT, lease_until BIGINT NOT NULL DEFAULT 0,
            lease_fence BIGINT NOT NULL DEFAULT 0, message_id BIGINT REFERENCES messages (id),
            finished_at BIGINT, error TEXT,
            UNIQUE (workspace_id, source, source_key))
        """,
        """
        CREATE INDEX deliveries_waiting ON deliveries (workspace_id, lease_until, id)
            WHERE state = 'waiting'
        """,
        "CREATE INDEX deliveries_failed ON deliveries (workspace_id, id) WHERE state = 'failed'",
        "CREATE INDEX deliveries_by_raw ON deliveries (raw_id)",
        "CREATE INDEX deliveries_of_message ON deliveries (message_id) WHERE message_id IS NOT NULL",
        """
        CREATE TABLE verdicts (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            message_id BIGINT NOT NULL REFERENCES messages (id),
            kind TEXT NOT NULL, subkind TEXT, intent TEXT, confidence DOUBLE PRECISION NOT NULL,
            detail TEXT NOT NULL, rules_version TEXT NOT NULL, actor TEXT NOT NULL,
            is_current BOOLEAN NOT NULL, created_at BIGINT NOT NULL)
        """,
        "CREATE INDEX verdicts_of_message ON verdicts (message_id, id)",
    ]
}

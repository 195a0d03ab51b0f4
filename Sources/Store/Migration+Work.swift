extension Migration {
    static let suppressionTables = [
        """
        CREATE TABLE suppressions (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            group_key TEXT NOT NULL, key_hash BYTEA NOT NULL, kind TEXT NOT NULL, clear_text TEXT,
            exceptions TEXT NOT NULL DEFAULT '[]', reason TEXT NOT NULL, evidence TEXT,
            message_id BIGINT REFERENCES messages (id), actor TEXT, created_at BIGINT NOT NULL,
            removed_at BIGINT, removed_by TEXT, removal_reason TEXT, consent TEXT,
            UNIQUE (workspace_id, group_key, key_hash))
        """,
        "CREATE INDEX suppressions_by_key ON suppressions (workspace_id, key_hash)",
        "CREATE INDEX suppressions_of_message ON suppressions (message_id) WHERE message_id IS NOT NULL",
    ]

    static let workTables = [
        """
        CREATE TABLE reviews (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            review_key TEXT NOT NULL, kind TEXT NOT NULL, message_id BIGINT REFERENCES messages (id),
            enrollment_id BIGINT REFERENCES enrollments (id), lead_id BIGINT REFERENCES leads (id),
            due_at BIGINT, detail TEXT NOT NULL, created_at BIGINT NOT NULL,
            decided_at BIGINT, decision TEXT, actor TEXT,
            UNIQUE (workspace_id, review_key))
        """,
        "CREATE INDEX reviews_open ON reviews (workspace_id, id) WHERE decided_at IS NULL",
        """
        CREATE INDEX reviews_due ON reviews (workspace_id, due_at)
            WHERE decided_at IS NULL AND due_at IS NOT NULL
        """,
        "CREATE INDEX reviews_of_message ON reviews (message_id) WHERE message_id IS NOT NULL",
        """
        CREATE TABLE send_holds (
            review_id BIGINT NOT NULL REFERENCES reviews (id), lead_id BIGINT NOT NULL REFERENCES leads (id),
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id), PRIMARY KEY (review_id, lead_id))
        """,
        "CREATE INDEX send_holds_of_lead ON send_holds (lead_id)",
        """
        CREATE TABLE timers (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            timer_key TEXT NOT NULL, kind TEXT NOT NULL, enrollment_id BIGINT REFERENCES enrollments (id),
            due_at BIGINT NOT NULL, payload TEXT NOT NULL DEFAULT '{}',
            UNIQUE (workspace_id, timer_key))
        """,
        "CREATE INDEX timers_by_due ON timers (workspace_id, due_at, id)",
        "CREATE INDEX timers_of_enrollment ON timers (enrollment_id) WHERE enrollment_id IS NOT NULL",
        """
        CREATE TABLE outbox (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            event_id TEXT NOT NULL, topic TEXT NOT NULL, payload TEXT NOT NULL, created_at BIGINT NOT NULL,
            attempts BIGINT NOT NULL DEFAULT 0, next_at BIGINT NOT NULL, delivered_at BIGINT, error TEXT,
            UNIQUE (workspace_id, event_id))
        """,
        "CREATE INDEX outbox_waiting ON outbox (workspace_id, next_at, id) WHERE delivered_at IS NULL",
        """
        CREATE TABLE leases (
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id), name TEXT NOT NULL,
            owner TEXT NOT NULL, held_until BIGINT NOT NULL, fence BIGINT NOT NULL,
            PRIMARY KEY (workspace_id, name))
        """,
    ]
}

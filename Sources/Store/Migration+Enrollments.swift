extension Migration {
    /// The state columns repeat what folding `lead_events` gives; `verify` compares the two.
    static let enrollmentTables = [
        """
        CREATE TABLE enrollments (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
            lead_id BIGINT NOT NULL REFERENCES leads (id),
            stage TEXT NOT NULL, stage_since BIGINT, stage_event TEXT,
            step TEXT, last_step_at BIGINT, next_due BIGINT, out_until BIGINT, start_requested_at BIGINT,
            error_code TEXT,
            created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
            deleted_at BIGINT)
        """,
        """
        CREATE UNIQUE INDEX enrollments_by_lead ON enrollments (campaign_id, lead_id)
            WHERE deleted_at IS NULL
        """,
        "CREATE INDEX enrollments_of_lead ON enrollments (lead_id)",
        """
        CREATE INDEX enrollments_by_stage ON enrollments (campaign_id, stage, lead_id)
            WHERE deleted_at IS NULL
        """,
        """
        CREATE INDEX enrollments_by_error ON enrollments (campaign_id, error_code, lead_id)
            WHERE error_code IS NOT NULL AND deleted_at IS NULL
        """,
        """
        CREATE INDEX enrollments_by_due ON enrollments (campaign_id, next_due, lead_id)
            WHERE next_due IS NOT NULL AND deleted_at IS NULL
        """,
        """
        CREATE TABLE enrollment_counts (
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
            stage TEXT NOT NULL, error_code TEXT NOT NULL, leads BIGINT NOT NULL,
            PRIMARY KEY (campaign_id, stage, error_code))
        """,
        """
        CREATE TABLE lead_events (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            enrollment_id BIGINT NOT NULL REFERENCES enrollments (id),
            event_key TEXT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
            message_id BIGINT REFERENCES messages (id), recorded_at BIGINT NOT NULL,
            UNIQUE (enrollment_id, event_key))
        """,
        "CREATE INDEX lead_events_of_message ON lead_events (message_id) WHERE message_id IS NOT NULL",
        """
        CREATE TABLE sends (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            mailbox_id BIGINT NOT NULL REFERENCES mailboxes (id),
            enrollment_id BIGINT NOT NULL REFERENCES enrollments (id),
            lead_id BIGINT NOT NULL REFERENCES leads (id), step TEXT,
            recipient TEXT NOT NULL, recipient_key TEXT NOT NULL,
            message_id TEXT, token TEXT, subject TEXT, fingerprint TEXT, sent_at BIGINT NOT NULL,
            result TEXT NOT NULL, error TEXT, created_at BIGINT NOT NULL,
            UNIQUE (workspace_id, message_id))
        """,
        "CREATE INDEX sends_by_recipient ON sends (workspace_id, mailbox_id, recipient_key, sent_at)",
        "CREATE INDEX sends_of_enrollment ON sends (enrollment_id, sent_at)",
        "CREATE INDEX sends_of_lead ON sends (lead_id, sent_at)",
        """
        CREATE INDEX sends_by_fingerprint ON sends (workspace_id, fingerprint)
            WHERE fingerprint IS NOT NULL
        """,
        "CREATE UNIQUE INDEX sends_by_token ON sends (workspace_id, token) WHERE token IS NOT NULL",
    ]
}

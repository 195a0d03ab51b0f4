extension Migration {
    /// `narrow_key` is identity (one lead has it), `wide_key` and `domain` are what suppressions compare.
    static let leadTables = [
        """
        CREATE TABLE leads (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            name TEXT NOT NULL DEFAULT '', company TEXT, company_key TEXT, time_zone TEXT,
            fields TEXT NOT NULL DEFAULT '{}', created_at BIGINT NOT NULL, erased_at BIGINT)
        """,
        "CREATE INDEX leads_of_company ON leads (workspace_id, company_key) WHERE company_key IS NOT NULL",
        """
        CREATE TABLE addresses (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            lead_id BIGINT NOT NULL REFERENCES leads (id),
            address TEXT NOT NULL, narrow_key TEXT NOT NULL, wide_key TEXT NOT NULL, domain TEXT NOT NULL,
            is_primary BOOLEAN NOT NULL, added_at BIGINT NOT NULL,
            state TEXT NOT NULL DEFAULT 'ok', reason TEXT, soft_count BIGINT NOT NULL DEFAULT 0,
            is_conflicting BOOLEAN NOT NULL DEFAULT FALSE, state_since BIGINT,
            UNIQUE (workspace_id, narrow_key))
        """,
        "CREATE INDEX addresses_of_lead ON addresses (lead_id)",
        "CREATE INDEX addresses_by_wide_key ON addresses (workspace_id, wide_key)",
        "CREATE INDEX addresses_by_domain ON addresses (workspace_id, domain)",
        """
        CREATE TABLE address_events (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            address_id BIGINT NOT NULL REFERENCES addresses (id),
            event_key TEXT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
            recorded_at BIGINT NOT NULL,
            UNIQUE (address_id, event_key))
        """,
        """
        CREATE TABLE import_batches (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            campaign_id BIGINT REFERENCES campaigns (id), kind TEXT NOT NULL, source TEXT NOT NULL,
            added BIGINT NOT NULL, refused BIGINT NOT NULL, report TEXT NOT NULL, created_at BIGINT NOT NULL)
        """,
        "CREATE INDEX import_batches_by_time ON import_batches (workspace_id, id)",
    ]
}

extension Migration {
    static let workspaceTables = [
        "CREATE TABLE store_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        """
        CREATE TABLE workspaces (
            id {ID}, name TEXT NOT NULL UNIQUE, created_at BIGINT NOT NULL)
        """,
        """
        CREATE TABLE settings (
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (workspace_id, name))
        """,
        """
        CREATE TABLE mailboxes (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            address TEXT NOT NULL, address_key TEXT NOT NULL, settings TEXT NOT NULL DEFAULT '{}',
            created_at BIGINT NOT NULL, removed_at BIGINT,
            UNIQUE (workspace_id, address_key))
        """,
        """
        CREATE TABLE source_cursors (
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            source TEXT NOT NULL, position TEXT NOT NULL, updated_at BIGINT NOT NULL,
            PRIMARY KEY (workspace_id, source))
        """,
    ]

    static let campaignTables = [
        """
        CREATE TABLE campaigns (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            name TEXT NOT NULL, time_zone TEXT NOT NULL, settings TEXT NOT NULL DEFAULT '{}',
            created_at BIGINT NOT NULL,
            UNIQUE (workspace_id, name))
        """,
        """
        CREATE TABLE steps (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
            position BIGINT NOT NULL, wait_seconds BIGINT NOT NULL, channel TEXT NOT NULL,
            paused BOOLEAN NOT NULL DEFAULT FALSE, settings TEXT NOT NULL DEFAULT '{}',
            created_at BIGINT NOT NULL, removed_at BIGINT)
        """,
        "CREATE INDEX steps_of_campaign ON steps (workspace_id, campaign_id, position)",
    ]
}

extension Migration {
    /// `fault`: why a message was set aside; NULL for one that was read.
    static let sourceItems = [
        """
        CREATE TABLE source_items (
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id), source TEXT NOT NULL, name TEXT NOT NULL,
            fault TEXT, tries BIGINT NOT NULL DEFAULT 1, first_at BIGINT NOT NULL,
            PRIMARY KEY (workspace_id, source, name))
        """,
        "CREATE INDEX source_items_faults ON source_items (workspace_id, source) WHERE fault IS NOT NULL",
    ]
}

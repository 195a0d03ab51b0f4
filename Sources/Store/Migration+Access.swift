extension Migration {
    /// Who may come in by the web: people, their sessions, and keys of programs.
    static let accessTables = [
        """
        CREATE TABLE users (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL,
            created_at BIGINT NOT NULL, disabled_at BIGINT)
        """,
        "CREATE INDEX users_of_workspace ON users (workspace_id, id)",
        """
        CREATE TABLE web_sessions (
            token_hash BYTEA PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES users (id),
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id), csrf TEXT NOT NULL,
            created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)
        """,
        "CREATE INDEX web_sessions_of_user ON web_sessions (user_id)",
        "CREATE INDEX web_sessions_by_end ON web_sessions (expires_at)",
        """
        CREATE TABLE sign_in_failures (
            subject TEXT PRIMARY KEY, failures BIGINT NOT NULL, last_at BIGINT NOT NULL)
        """,
        "CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_at)",
        """
        CREATE TABLE access_keys (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            name TEXT NOT NULL, key_hash BYTEA NOT NULL UNIQUE, hint TEXT NOT NULL, scopes TEXT NOT NULL,
            created_at BIGINT NOT NULL, created_by TEXT NOT NULL, last_used_at BIGINT, revoked_at BIGINT)
        """,
        "CREATE INDEX access_keys_of_workspace ON access_keys (workspace_id, id)",
        """
        CREATE TABLE idempotent_answers (
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id), caller TEXT NOT NULL,
            idempotency_key TEXT NOT NULL, request_hash BYTEA NOT NULL, status BIGINT NOT NULL,
            body TEXT NOT NULL, created_at BIGINT NOT NULL,
            PRIMARY KEY (workspace_id, caller, idempotency_key))
        """,
        "CREATE INDEX idempotent_answers_by_time ON idempotent_answers (created_at)",
    ]

    /// Notifications of providers, kept as they came until they are worked on.
    static let webhookSourceTables = [
        """
        CREATE TABLE webhook_sources (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            provider TEXT NOT NULL, endpoint TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
            mailbox_id BIGINT REFERENCES mailboxes (id), settings TEXT NOT NULL,
            created_at BIGINT NOT NULL, removed_at BIGINT, alert TEXT)
        """,
        "CREATE INDEX webhook_sources_of_workspace ON webhook_sources (workspace_id, id)",
        """
        CREATE TABLE webhook_requests (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            source_id BIGINT NOT NULL REFERENCES webhook_sources (id), request_key TEXT NOT NULL,
            head TEXT NOT NULL, body BYTEA NOT NULL, proof TEXT NOT NULL, received_at BIGINT NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting', attempts BIGINT NOT NULL DEFAULT 0,
            next_at BIGINT NOT NULL, error TEXT, finished_at BIGINT,
            UNIQUE (source_id, request_key))
        """,
        """
        CREATE INDEX webhook_requests_waiting ON webhook_requests (workspace_id, next_at, id)
            WHERE state = 'waiting'
        """,
        "CREATE INDEX webhook_requests_by_end ON webhook_requests (finished_at) WHERE finished_at IS NOT NULL",
    ]
}

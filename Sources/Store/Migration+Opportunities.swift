extension Migration {
    static let opportunityTables = [
        """
        CREATE TABLE opportunities (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            lead_id BIGINT NOT NULL REFERENCES leads (id), thread_key TEXT NOT NULL,
            enrollment_id BIGINT REFERENCES enrollments (id), campaign_id BIGINT REFERENCES campaigns (id),
            mailbox_id BIGINT REFERENCES mailboxes (id),
            state TEXT NOT NULL, unread BOOLEAN NOT NULL, category TEXT NOT NULL, subject TEXT NOT NULL,
            assignee TEXT, snooze_until BIGINT, banner TEXT, last_message_at BIGINT NOT NULL,
            created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
            UNIQUE (workspace_id, lead_id, thread_key))
        """,
        "CREATE INDEX opportunities_by_state ON opportunities (workspace_id, state, last_message_at, id)",
        "CREATE INDEX opportunities_by_time ON opportunities (workspace_id, last_message_at, id)",
        """
        CREATE INDEX opportunities_of_assignee ON opportunities (workspace_id, assignee, last_message_at, id)
            WHERE assignee IS NOT NULL
        """,
        "CREATE INDEX opportunities_of_campaign ON opportunities (campaign_id, last_message_at, id)",
        "CREATE INDEX opportunities_of_lead ON opportunities (lead_id)",
        "CREATE INDEX opportunities_snoozed ON opportunities (workspace_id, snooze_until) WHERE state = 'snoozed'",
        """
        CREATE TABLE opportunity_messages (
            opportunity_id BIGINT NOT NULL REFERENCES opportunities (id),
            message_id BIGINT NOT NULL REFERENCES messages (id),
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id), added_at BIGINT NOT NULL,
            PRIMARY KEY (opportunity_id, message_id))
        """,
        "CREATE INDEX opportunities_of_message ON opportunity_messages (message_id)",
        """
        CREATE TABLE opportunity_labels (
            opportunity_id BIGINT NOT NULL REFERENCES opportunities (id), label TEXT NOT NULL,
            workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            PRIMARY KEY (opportunity_id, label))
        """,
        "CREATE INDEX opportunities_by_label ON opportunity_labels (workspace_id, label)",
        """
        CREATE TABLE opportunity_notes (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            opportunity_id BIGINT NOT NULL REFERENCES opportunities (id),
            actor TEXT NOT NULL, note TEXT NOT NULL, created_at BIGINT NOT NULL)
        """,
        "CREATE INDEX notes_of_opportunity ON opportunity_notes (opportunity_id, id)",
        """
        CREATE TABLE opportunity_changes (
            id {ID}, workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
            opportunity_id BIGINT NOT NULL REFERENCES opportunities (id),
            field TEXT NOT NULL, old_value TEXT, new_value TEXT, actor TEXT NOT NULL, changed_at BIGINT NOT NULL)
        """,
        "CREATE INDEX changes_of_opportunity ON opportunity_changes (opportunity_id, id)",
    ]
}

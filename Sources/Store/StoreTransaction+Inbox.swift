import LeadStages

/// What the list of cards shows besides them.
extension StoreTransaction {
    /// Characters of a preview.
    static let previewLength: Int64 = 160

    /// The beginning of the last message on the card.
    public func opportunityPreview(_ card: RowID<Opportunity>) throws -> String {
        let text = try connection.first(
            """
            SELECT SUBSTR(t.body, 1, $3) FROM opportunity_messages om
            JOIN messages m ON m.id = om.message_id JOIN message_texts t ON t.message_id = m.id
            WHERE +om.workspace_id = $1 AND om.opportunity_id = $2 ORDER BY m.received_at DESC, m.id DESC LIMIT 1
            """, [workspace, card, Self.previewLength]
        ) { $0.text() }
        return (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// From the row: nil when it is gone.
    public func enrollmentStage(_ id: RowID<Enrollment>) throws -> Stage? {
        try connection.first(
            "SELECT stage FROM enrollments WHERE +workspace_id = $1 AND id = $2 AND deleted_at IS NULL",
            [workspace, id]
        ) { try Stage(stored: $0.text()) }
    }

    /// Labels in use, by name.
    public func labelNames() throws -> [String] {
        try connection.query(
            "SELECT DISTINCT label FROM opportunity_labels WHERE workspace_id = $1 ORDER BY label LIMIT 500",
            [workspace]
        ) { $0.text() }
    }
}

/// What one message brought about, for its page.
extension StoreTransaction {
    /// Cards that hold the message; ascending.
    public func opportunities(withMessage message: RowID<StoredMessage>) throws -> [RowID<Opportunity>] {
        try connection.query(
            """
            SELECT opportunity_id FROM opportunity_messages WHERE +workspace_id = $1 AND message_id = $2
            ORDER BY opportunity_id
            """, [workspace, message]
        ) { $0.id() }
    }

    /// Entries of the Do Not Contact list that the message is evidence of, removed ones too.
    public func suppressionEntries(causedBy message: RowID<StoredMessage>) throws -> [StoredSuppression] {
        try connection.query(
            """
            SELECT \(StoredSuppression.columns) FROM suppressions
            WHERE +workspace_id = $1 AND message_id = $2 ORDER BY id
            """, [workspace, message]
        ) { try StoredSuppression(&$0) }
    }
}

extension StoreTransaction {
    /// The row of one lead on a campaign's Leads page: where the page after it goes on from.
    public func leadRow(_ lead: RowID<Lead>, of campaign: RowID<Campaign>) throws -> EnrollmentRow? {
        try connection.first(
            """
            SELECT \(EnrollmentRow.columns) FROM enrollments e
            JOIN leads l ON l.id = e.lead_id LEFT JOIN addresses a ON a.lead_id = e.lead_id AND a.is_primary
            WHERE e.workspace_id = $1 AND e.campaign_id = $2 AND e.lead_id = $3 AND e.deleted_at IS NULL LIMIT 1
            """, [workspace, campaign, lead]
        ) { try EnrollmentRow(&$0) }
    }
}

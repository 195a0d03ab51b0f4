/// Numbers that every page shows.
extension StoreTransaction {
    /// Cards that nobody has read yet, done ones left out.
    public func unreadOpportunityCount() throws -> Int {
        try number(
            "SELECT COUNT(*) FROM opportunities WHERE workspace_id = $1 AND unread AND state = 'open'")
    }

    public func openReviewCount() throws -> Int {
        try number("SELECT COUNT(*) FROM reviews WHERE workspace_id = $1 AND decided_at IS NULL")
    }
}

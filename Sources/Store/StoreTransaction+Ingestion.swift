import CalendarTime
import Intake

extension StoreTransaction {
    /// Who holds deliveries that are not finished; sorted.
    public func leaseOwnersOfDeliveries() throws -> [String] {
        try connection.query(
            """
            SELECT DISTINCT lease_owner FROM deliveries
            WHERE workspace_id = $1 AND state = 'waiting' AND lease_owner IS NOT NULL ORDER BY lease_owner
            """, [workspace]
        ) { $0.text() }
    }

    /// Ends the leases of a worker that is known to be gone. Its fences stay lower than those given out next, so that
    /// it changes nothing should it come back.
    public func endLeases(of owner: String) throws {
        try connection.run(
            """
            UPDATE deliveries SET lease_until = 0, lease_owner = NULL
            WHERE workspace_id = $1 AND state = 'waiting' AND lease_owner = $2
            """, [workspace, owner])
    }
}

extension StoreTransaction {
    /// The bytes that a delivery brought.
    public func rawMail(of delivery: RowID<Delivery>) throws -> RowID<RawMailRow>? {
        try connection.first(
            "SELECT raw_id FROM deliveries WHERE workspace_id = $1 AND id = $2", [workspace, delivery]
        ) { $0.id() }
    }
}

extension StoreTransaction {
    /// Those due at `now` behind `after` in the order of `dueTimers`: a timer that stays due is seen once.
    public func dueTimers(after last: StageTimer?, limit: Int) throws -> [StageTimer] {
        guard let last else { return try dueTimers(limit: limit) }
        return try connection.query(
            """
            SELECT \(StageTimer.columns) FROM timers
            WHERE workspace_id = $1 AND due_at <= $2 AND (due_at, id) > ($4, $5) ORDER BY due_at, id LIMIT $3
            """, [workspace, now, limit, last.due, last.id]
        ) { StageTimer(&$0) }
    }
}

extension StoreTransaction {
    /// Undecided reviews that concern one enrollment.
    public func openReviews(ofEnrollment enrollment: RowID<Enrollment>) throws -> [Review] {
        try connection.query(
            """
            SELECT \(Review.columns) FROM reviews
            WHERE workspace_id = $1 AND decided_at IS NULL AND enrollment_id = $2 ORDER BY id
            """, [workspace, enrollment]
        ) { try Review(&$0) }
    }
}

extension StoreTransaction {
    /// A lead and its enrollments as matching knows them; nil when there is no such lead.
    public func knownLead(_ lead: RowID<Lead>) throws -> (lead: KnownLead, enrollments: [KnownEnrollment])? {
        guard let found = try self.lead(lead) else { return nil }
        let known = KnownLead(
            id: lead.rawValue, addresses: try addresses(of: lead).map(\.address), company: found.companyKey)
        let enrollments = try enrollments(of: lead).map { enrollment in
            KnownEnrollment(
                id: enrollment.id.rawValue, lead: lead.rawValue, campaign: enrollment.campaign.rawValue,
                settings: try campaign(enrollment.campaign)?.settings ?? .init())
        }
        return (known, enrollments)
    }
}

extension StoreTransaction {
    /// The message came earlier by another way.
    public func setReceived(of message: RowID<StoredMessage>, at time: Instant) throws {
        try connection.run(
            "UPDATE messages SET received_at = $3 WHERE workspace_id = $1 AND id = $2",
            [workspace, message, time])
    }
}

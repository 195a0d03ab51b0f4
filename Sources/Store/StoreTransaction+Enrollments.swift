import CalendarTime
import LeadStages

extension StoreTransaction {
    /// Puts a lead into a campaign, stage Not Started.
    ///
    /// Refused with `suppressed` when one of its addresses is on the Do Not Contact list, and with
    /// `already_enrolled` (then `existing` is the enrollment that is there).
    public func enroll(_ lead: RowID<Lead>, in campaign: RowID<Campaign>) throws -> EnrollOutcome {
        guard let known = try self.lead(lead), known.erasedAt == nil else {
            return .refused(.notFound, existing: nil)
        }
        if let existing = try enrollment(lead: lead, campaign: campaign) {
            return .refused(.alreadyEnrolled, existing: existing)
        }
        if try isSuppressed(lead) { return .refused(.suppressed, existing: nil) }
        let columns = StateColumns(EnrollmentState())
        let id: RowID<Enrollment>? = try insertIfNew(
            """
            INSERT INTO enrollments (workspace_id, campaign_id, lead_id, stage, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $5)
            ON CONFLICT (campaign_id, lead_id) WHERE deleted_at IS NULL DO NOTHING RETURNING id
            """, [workspace, campaign, lead, columns.stage, now])
        guard let id else {
            return .refused(.alreadyEnrolled, existing: try enrollment(lead: lead, campaign: campaign))
        }
        try countUp(columns, campaign)
        return .enrolled(id)
    }

    /// Adds a lead and enrolls it. A suppressed address is refused before anything is stored of it.
    public func addLead(_ new: NewLead, to campaign: RowID<Campaign>) throws -> EnrollOutcome {
        guard EmailAddressKey(new.address).isAddress else { return .refused(.notFound, existing: nil) }
        if try !standingSuppressions(address: new.address).isEmpty {
            return .refused(.suppressed, existing: nil)
        }
        return try enroll(try addLead(new).lead, in: campaign)
    }

    public func enrollment(lead: RowID<Lead>, campaign: RowID<Campaign>) throws -> RowID<Enrollment>? {
        try connection.first(
            """
            SELECT id FROM enrollments
            WHERE workspace_id = $1 AND campaign_id = $2 AND lead_id = $3 AND deleted_at IS NULL
            """, [workspace, campaign, lead]
        ) { $0.id() }
    }

    public func enrollment(_ id: RowID<Enrollment>) throws -> Enrollment? {
        try connection.first(
            "SELECT \(EnrollmentHead.columns) FROM enrollments WHERE workspace_id = $1 AND id = $2",
            [workspace, id]
        ) { EnrollmentHead(&$0) }.map { try folded($0) }
    }

    /// Without the deleted ones.
    public func enrollments(of lead: RowID<Lead>) throws -> [Enrollment] {
        try connection.query(
            """
            SELECT \(EnrollmentHead.columns) FROM enrollments
            WHERE workspace_id = $1 AND lead_id = $2 AND deleted_at IS NULL ORDER BY id
            """, [workspace, lead]
        ) { EnrollmentHead(&$0) }.map { try folded($0) }
    }

    private func folded(_ head: EnrollmentHead) throws -> Enrollment {
        Enrollment(
            id: head.id, campaign: head.campaign, lead: head.lead,
            state: EnrollmentState.fold(try events(of: head.id)), createdAt: head.createdAt)
    }

    /// Exact at any size: read from counters that move with every stage.
    public func stageCounts(of campaign: RowID<Campaign>) throws -> StageCounts {
        try flushCounts()
        let rows = try connection.query(
            """
            SELECT stage, error_code, leads FROM enrollment_counts
            WHERE workspace_id = $1 AND campaign_id = $2 AND leads <> 0
            """, [workspace, campaign]
        ) { (try Stage(stored: $0.text()), LeadErrorCode(rawValue: $0.text()), $0.count()) }
        var counts = StageCounts()
        for (stage, error, count) in rows {
            counts.stages[stage, default: 0] += count
            if let error { counts.errors[error, default: 0] += count }
        }
        return counts
    }

    /// One page of the Leads page.
    public func leads(of campaign: RowID<Campaign>, _ filter: EnrollmentFilter) throws -> [EnrollmentRow] {
        let statement = leadsStatement(campaign, filter)
        return try connection.query(statement.sql, statement.parameters) { try EnrollmentRow(&$0) }
    }

    func leadsStatement(
        _ campaign: RowID<Campaign>, _ filter: EnrollmentFilter
    ) -> (sql: String, parameters: [any SQLConvertible]) {
        var parameters: [any SQLConvertible] = [workspace, campaign]
        var conditions = ["e.workspace_id = $1", "e.campaign_id = $2", "e.deleted_at IS NULL"]
        func require(_ condition: (String) -> String, _ value: any SQLConvertible) {
            parameters.append(value)
            conditions.append(condition("$\(parameters.count)"))
        }
        // A lead with an error has the stage Has Errors: one index is enough for both.
        if let error = filter.error { require({ "e.error_code = \($0)" }, error.rawValue) }
        if let stage = filter.stage, filter.error == nil { require({ "e.stage = \($0)" }, stage.rawValue) }
        if let prefix = filter.addressPrefix?.lowercased() {
            parameters.append(prefix)
            // The last scalar value of Unicode ends every text that begins so.
            parameters.append(prefix + "\u{10FFFF}")
            conditions.append(
                """
                e.lead_id IN (SELECT lead_id FROM addresses WHERE workspace_id = $1
                    AND narrow_key >= $\(parameters.count - 1) AND narrow_key < $\(parameters.count))
                """)
        }
        switch filter.order {
        case .lead:
            if let after = filter.after { require({ "e.lead_id > \($0)" }, after.lead) }
        case .due:
            conditions.append("e.next_due IS NOT NULL")
            if let after = filter.after, let due = after.nextDue {
                parameters.append(due)
                require({ "(e.next_due, e.lead_id) > ($\(parameters.count - 1), \($0))" }, after.lead)
            }
        }
        parameters.append(filter.limit)
        let sql = """
            SELECT \(EnrollmentRow.columns) FROM enrollments e
            JOIN leads l ON l.id = e.lead_id LEFT JOIN addresses a ON a.lead_id = e.lead_id AND a.is_primary
            WHERE \(conditions.joined(separator: " AND "))
            ORDER BY \(filter.order == .due ? "e.next_due, e.lead_id" : "e.lead_id") LIMIT $\(parameters.count)
            """
        return (sql, parameters)
    }
}

/// What became of the wish to put a lead into a campaign.
public enum EnrollOutcome: Hashable, Sendable {
    case enrolled(RowID<Enrollment>)
    case refused(Refusal.Code, existing: RowID<Enrollment>?)
}

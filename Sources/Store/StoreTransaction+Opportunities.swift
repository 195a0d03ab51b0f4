import CalendarTime
import Intake
import LeadStages

extension StoreTransaction {
    /// The longest snooze, in days.
    public static let maximumSnoozeDays = 90

    /// Opens the card of (lead, thread), or puts the message on the one that is there: an alert makes it unread and
    /// open again. A message that is on it already changes nothing.
    @discardableResult
    public func upsertOpportunity(
        _ effect: OpportunityEffect, message: RowID<StoredMessage>, mailbox: RowID<MailboxAccount>?
    ) throws -> RowID<Opportunity> {
        let card = try openCard(effect, mailbox)
        let added = try connection.run(
            """
            INSERT INTO opportunity_messages (opportunity_id, message_id, workspace_id, added_at)
            VALUES ($1, $2, $3, $4) ON CONFLICT (opportunity_id, message_id) DO NOTHING
            """, [card.id, message, workspace, now])
        if card.isNew { try announce(.opportunityCreated, card.id, "created") }
        guard added == 1, !card.isNew else { return card.id }
        try add(effect, to: card.id)
        try announce(.opportunityUpdated, card.id, "message:\(message)", ["field": "message"])
        return card.id
    }

    private func openCard(
        _ effect: OpportunityEffect, _ mailbox: RowID<MailboxAccount>?
    ) throws -> (id: RowID<Opportunity>, isNew: Bool) {
        let enrollment: RowID<Enrollment>? = effect.enrollment.map { RowID($0) }
        // What only robots wrote is filed away, and alerts nobody.
        let state: Opportunity.State = effect.alerts ? .open : .done
        let new: RowID<Opportunity>? = try insertIfNew(
            """
            INSERT INTO opportunities
                (workspace_id, lead_id, thread_key, enrollment_id, campaign_id, mailbox_id, state, unread,
                category, subject, banner, last_message_at, created_at, updated_at)
            VALUES ($1, $2, $3, $4, (SELECT campaign_id FROM enrollments WHERE workspace_id = $1 AND id = $4),
                $5, $6, $7, $8, $9, $10, $11, $12, $12)
            ON CONFLICT (workspace_id, lead_id, thread_key) DO NOTHING RETURNING id
            """,
            [
                workspace, effect.lead, effect.thread, enrollment, mailbox, state.rawValue,
                effect.alerts, effect.category.rawValue, effect.subject, effect.banner?.rawValue,
                effect.receivedAt, now,
            ])
        if let new { return (new, true) }
        let old = try connection.first(
            "SELECT id FROM opportunities WHERE workspace_id = $1 AND lead_id = $2 AND thread_key = $3",
            [workspace, effect.lead, effect.thread]
        ) { $0.id(Opportunity.self) }
        guard let old else { throw StoreError.inconsistent("a card is missing after its insert") }
        return (old, false)
    }

    /// The category and the banner follow the latest message; what a robot writes later takes neither from a person's.
    private func add(_ effect: OpportunityEffect, to id: RowID<Opportunity>) throws {
        guard let old = try opportunity(id) else { throw StoreError.notFound("opportunity \(id)") }
        let isLatest = effect.receivedAt >= old.lastMessageAt
        let category = effect.alerts && isLatest ? effect.category.rawValue : old.category
        let state = effect.alerts ? Opportunity.State.open : old.state
        try connection.run(
            """
            UPDATE opportunities SET state = $3, unread = $4, category = $5, banner = $6, last_message_at = $7,
                snooze_until = $8, updated_at = $9
            WHERE workspace_id = $1 AND id = $2
            """,
            [
                workspace, id, state.rawValue, old.isUnread || effect.alerts, category,
                effect.banner?.rawValue ?? old.banner, max(effect.receivedAt, old.lastMessageAt),
                state == .snoozed ? old.snoozeUntil : nil, now,
            ])
        try recordChange(of: id, "state", old.state.rawValue, state.rawValue, actor: "system")
        try recordChange(of: id, "category", old.category, category, actor: "rules")
    }

    public func opportunity(_ id: RowID<Opportunity>) throws -> Opportunity? {
        try connection.first(
            """
            SELECT \(Opportunity.columns) FROM opportunities o JOIN leads l ON l.id = o.lead_id
            WHERE o.workspace_id = $1 AND o.id = $2
            """, [workspace, id]
        ) { Opportunity(&$0) }
    }

    public func opportunities(_ filter: OpportunityFilter) throws -> [Opportunity] {
        let statement = opportunitiesStatement(filter)
        return try connection.query(statement.sql, statement.parameters) { Opportunity(&$0) }
    }

    func opportunitiesStatement(
        _ filter: OpportunityFilter
    ) -> (sql: String, parameters: [any SQLConvertible]) {
        var parameters: [any SQLConvertible] = [workspace]
        var conditions = ["o.workspace_id = $1"]
        func require(_ value: any SQLConvertible, _ condition: (String) -> String) {
            parameters.append(value)
            conditions.append(condition("$\(parameters.count)"))
        }
        if let state = filter.state { require(state.rawValue) { "o.state = \($0)" } }
        if let category = filter.category { require(category) { "o.category = \($0)" } }
        if let campaign = filter.campaign { require(campaign) { "o.campaign_id = \($0)" } }
        if let mailbox = filter.mailbox { require(mailbox) { "o.mailbox_id = \($0)" } }
        if let isUnread = filter.isUnread { require(isUnread) { "o.unread = \($0)" } }
        switch filter.assignee {
        case .person(let name): require(name) { "o.assignee = \($0)" }
        case .nobody: conditions.append("o.assignee IS NULL")
        case nil: break
        }
        if let label = filter.label {
            require(label) {
                "o.id IN (SELECT opportunity_id FROM opportunity_labels WHERE workspace_id = $1 AND label = \($0))"
            }
        }
        if let words = filter.words {
            require(connection.dialect.searchQuery(words)) {
                """
                o.id IN (SELECT om.opportunity_id FROM opportunity_messages om
                    WHERE \(connection.dialect.searchCondition("om.message_id", $0)) AND om.workspace_id = $1)
                """
            }
        }
        if let after = filter.after {
            parameters.append(after.lastMessageAt)
            require(after.id) { "(o.last_message_at, o.id) < ($\(parameters.count - 1), \($0))" }
        }
        parameters.append(filter.limit)
        let sql = """
            SELECT \(Opportunity.columns) FROM opportunities o JOIN leads l ON l.id = o.lead_id
            WHERE \(conditions.joined(separator: " AND "))
            ORDER BY o.last_message_at DESC, o.id DESC LIMIT $\(parameters.count)
            """
        return (sql, parameters)
    }
}

import CalendarTime
import Intake

extension StoreTransaction {
    public func detail(of id: RowID<Opportunity>) throws -> OpportunityDetail? {
        guard let opportunity = try opportunity(id) else { return nil }
        let messages = try connection.query(
            """
            SELECT \(StoredMessage.columns) FROM opportunity_messages om JOIN messages m ON m.id = om.message_id
            WHERE om.workspace_id = $1 AND om.opportunity_id = $2 ORDER BY m.received_at, m.id
            """, [workspace, id]
        ) { StoredMessage(&$0) }
        let notes = try connection.query(
            """
            SELECT id, actor, note, created_at FROM opportunity_notes
            WHERE workspace_id = $1 AND opportunity_id = $2 ORDER BY id
            """, [workspace, id]
        ) { OpportunityNote(id: $0.id(), actor: $0.text(), note: $0.text(), createdAt: $0.instant()) }
        let changes = try connection.query(
            """
            SELECT id, field, old_value, new_value, actor, changed_at FROM opportunity_changes
            WHERE workspace_id = $1 AND opportunity_id = $2 ORDER BY id
            """, [workspace, id]
        ) { row in
            OpportunityChange(
                id: row.id(), field: row.text(), old: row.textOrNil(), new: row.textOrNil(),
                actor: row.text(),
                changedAt: row.instant())
        }
        return OpportunityDetail(
            opportunity: opportunity, messages: messages, labels: try labels(of: id), notes: notes,
            changes: changes)
    }

    public func labels(of id: RowID<Opportunity>) throws -> [String] {
        try connection.query(
            """
            SELECT label FROM opportunity_labels WHERE +workspace_id = $1 AND opportunity_id = $2 ORDER BY label
            """, [workspace, id]
        ) { $0.text() }
    }

    public func opportunities(of lead: RowID<Lead>) throws -> [Opportunity] {
        try connection.query(
            """
            SELECT \(Opportunity.columns) FROM opportunities o JOIN leads l ON l.id = o.lead_id
            WHERE +o.workspace_id = $1 AND o.lead_id = $2 ORDER BY o.last_message_at DESC, o.id DESC
            """, [workspace, lead]
        ) { Opportunity(&$0) }
    }

    // MARK: What people do with a card

    /// Nil takes it from whoever has it.
    public func assign(_ id: RowID<Opportunity>, to assignee: String?, actor: String) throws {
        let old = try known(id)
        // Without people who sign in, names are whatever the command line gives.
        if let assignee, try !users().isEmpty, try user(login: assignee).map({ $0.disabledAt != nil }) ?? true
        {
            throw StoreError.refused(
                code: "unknown_person", "nobody who may sign in has this name; choose another")
        }
        try set(id, "assignee", assignee)
        try recordChange(of: id, "assignee", old.assignee, assignee, actor: actor)
    }

    public func setState(
        of id: RowID<Opportunity>, to state: Opportunity.State, snoozeUntil: Instant? = nil, actor: String
    ) throws {
        let old = try known(id)
        if state == .snoozed { try checkSnooze(snoozeUntil) }
        try set(id, "state", state.rawValue)
        try set(id, "snooze_until", state == .snoozed ? snoozeUntil : nil)
        try recordChange(of: id, "state", old.state.rawValue, state.rawValue, actor: actor)
        try recordChange(
            of: id, "snooze_until", old.snoozeUntil?.iso8601,
            state == .snoozed ? snoozeUntil?.iso8601 : nil, actor: actor)
    }

    private func checkSnooze(_ until: Instant?) throws {
        guard let until, until > now,
            until <= now.adding(seconds: Int64(Self.maximumSnoozeDays) * 86_400)
        else {
            throw StoreError.refused(
                code: "snooze_out_of_range",
                "give a date in the future, at most \(Self.maximumSnoozeDays) days away")
        }
    }

    public func setUnread(_ isUnread: Bool, _ id: RowID<Opportunity>) throws {
        _ = try known(id)
        try set(id, "unread", isUnread)
    }

    public func setCategory(of id: RowID<Opportunity>, to category: String, actor: String) throws {
        let old = try known(id)
        try set(id, "category", category)
        try recordChange(of: id, "category", old.category, category, actor: actor)
    }

    public func setBanner(of id: RowID<Opportunity>, to banner: String?, actor: String) throws {
        let old = try known(id)
        try set(id, "banner", banner)
        try recordChange(of: id, "banner", old.banner, banner, actor: actor)
    }

    public func addLabel(_ label: String, to id: RowID<Opportunity>, actor: String) throws {
        _ = try known(id)
        let added = try connection.run(
            """
            INSERT INTO opportunity_labels (opportunity_id, label, workspace_id) VALUES ($1, $2, $3)
            ON CONFLICT (opportunity_id, label) DO NOTHING
            """, [id, label, workspace])
        if added == 1 { try recordChange(of: id, "label", nil, label, actor: actor) }
    }

    public func removeLabel(_ label: String, from id: RowID<Opportunity>, actor: String) throws {
        _ = try known(id)
        let removed = try connection.run(
            "DELETE FROM opportunity_labels WHERE workspace_id = $1 AND opportunity_id = $2 AND label = $3",
            [workspace, id, label])
        if removed == 1 { try recordChange(of: id, "label", label, nil, actor: actor) }
    }

    @discardableResult
    public func addNote(_ note: String, to id: RowID<Opportunity>, actor: String) throws -> RowID<
        OpportunityNote
    > {
        _ = try known(id)
        let added: RowID<OpportunityNote> = try insert(
            """
            INSERT INTO opportunity_notes (workspace_id, opportunity_id, actor, note, created_at)
            VALUES ($1, $2, $3, $4, $5) RETURNING id
            """, [workspace, id, actor, note, now])
        try announce(.opportunityUpdated, id, "note:\(added)", ["field": "note", "actor": actor])
        return added
    }

    /// Opens the snoozed cards whose time has come; their ids.
    @discardableResult
    public func wakeSnoozed() throws -> [RowID<Opportunity>] {
        let woken = try connection.query(
            """
            UPDATE opportunities SET state = 'open', unread = TRUE, snooze_until = NULL, updated_at = $2
            WHERE workspace_id = $1 AND state = 'snoozed' AND snooze_until <= $2 RETURNING id
            """, [workspace, now]
        ) { $0.id(Opportunity.self) }.sorted()
        for id in woken { try recordChange(of: id, "state", "snoozed", "open", actor: "system") }
        return woken
    }

    private func known(_ id: RowID<Opportunity>) throws -> Opportunity {
        guard let found = try opportunity(id) else { throw StoreError.notFound("opportunity \(id)") }
        return found
    }

    /// `column` is a constant of this file.
    private func set(_ id: RowID<Opportunity>, _ column: String, _ value: any SQLConvertible) throws {
        try connection.run(
            "UPDATE opportunities SET \(column) = $3, updated_at = $4 WHERE workspace_id = $1 AND id = $2",
            [workspace, id, value, now])
    }

    func recordChange(
        of id: RowID<Opportunity>, _ field: String, _ old: String?, _ new: String?, actor: String
    ) throws {
        guard old != new else { return }
        let change: RowID<OpportunityChange> = try insert(
            """
            INSERT INTO opportunity_changes
                (workspace_id, opportunity_id, field, old_value, new_value, actor, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
            """, [workspace, id, field, old, new, actor, now])
        let topic: EventTopic =
            switch field {
            case "assignee": .opportunityAssigned
            case "snooze_until" where new != nil: .opportunitySnoozed
            default: .opportunityUpdated
            }
        var told = ["field": field, "actor": actor]
        told["old"] = old
        told["new"] = new
        try announce(topic, id, "change:\(change)", told)
    }

    /// `key` names what happened, once for each card.
    func announce(
        _ topic: EventTopic, _ id: RowID<Opportunity>, _ key: String, _ members: [String: String] = [:]
    ) throws {
        guard try isTold(topic) else { return }
        var payload = members
        payload["opportunity"] = id.description
        payload["lead"] = try opportunity(id)?.lead.description
        try enqueue(topic, id: "opportunity:\(id):\(key)", payload: payload)
    }
}

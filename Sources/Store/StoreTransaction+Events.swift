import CalendarTime
import Intake
import LeadStages

/// What appending events did to an enrollment.
public struct AppendOutcome: Sendable {
    public let enrollment: RowID<Enrollment>
    public let campaign: RowID<Campaign>
    public let lead: RowID<Lead>
    /// Keys of the events that were not in the log before.
    public let added: [String]
    public let before: EnrollmentState
    public let after: EnrollmentState

    public var hasMoved: Bool { before.stage != after.stage }
}

extension StoreTransaction {
    /// Adds what the log does not have yet, folds it again, and brings the state columns, counters, timers and the
    /// outgoing `lead.stage_changed` and its like up to it. Appending the same events again changes nothing.
    @discardableResult
    public func appendEvents(
        _ events: [StageEvent], to enrollment: RowID<Enrollment>, message: RowID<StoredMessage>? = nil
    ) throws -> AppendOutcome {
        let current = try lockedEnrollment(enrollment)
        var log = try self.events(of: enrollment)
        let before = EnrollmentState.fold(log)
        let added = try insertEvents(events, enrollment, message)
        func outcome(_ after: EnrollmentState) -> AppendOutcome {
            AppendOutcome(
                enrollment: enrollment, campaign: current.campaign, lead: current.lead,
                added: added.map(\.key),
                before: before, after: after)
        }
        guard let last = added.last else { return outcome(before) }
        log += added
        let after = EnrollmentState.fold(log)
        try store(StateColumns(after), over: current)
        if after.stage != before.stage {
            try announceStage(after, was: before, current, events: events, lastKey: last.key)
        }
        return outcome(after)
    }

    /// In the order in which they were taken in.
    public func events(of enrollment: RowID<Enrollment>) throws -> [StageEvent] {
        var texts = ""
        var sequences: [Int64] = []
        _ = try connection.query(
            "SELECT id, payload FROM lead_events WHERE workspace_id = $1 AND enrollment_id = $2 ORDER BY id",
            [workspace, enrollment]
        ) { row in
            sequences.append(row.integer())
            texts += (texts.isEmpty ? "[" : ",") + row.text()
        }
        guard !sequences.isEmpty else { return [] }
        var events = try StoreJSON.value([StageEvent].self, texts + "]")
        guard events.count == sequences.count else {
            throw StoreError.inconsistent("the event log of enrollment \(enrollment) is damaged")
        }
        for index in events.indices { events[index].sequence = sequences[index] }
        return events
    }

    /// The logs of all enrollments of a range of ids, without those that have none: one statement for a page.
    func events(
        ofEnrollments first: RowID<Enrollment>, _ last: RowID<Enrollment>
    ) throws -> [RowID<Enrollment>: [StageEvent]] {
        let rows = try connection.query(
            """
            SELECT enrollment_id, id, payload FROM lead_events
            WHERE +workspace_id = $1 AND enrollment_id >= $2 AND enrollment_id <= $3 ORDER BY enrollment_id, id
            """, [workspace, first, last]
        ) { row in
            let enrollment = row.id(Enrollment.self)
            let sequence = row.integer()
            var event = try StoreJSON.value(StageEvent.self, row.text())
            event.sequence = sequence
            return (enrollment, event)
        }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    private func lockedEnrollment(_ id: RowID<Enrollment>) throws -> EnrollmentHead {
        let found = try connection.first(
            """
            SELECT \(EnrollmentHead.columns) FROM enrollments WHERE workspace_id = $1 AND id = $2 \
            \(connection.dialect.rowLock)
            """, [workspace, id]
        ) { EnrollmentHead(&$0) }
        guard let found else { throw StoreError.notFound("enrollment \(id)") }
        return found
    }

    /// Those that were new, with their place in the log.
    private func insertEvents(
        _ events: [StageEvent], _ enrollment: RowID<Enrollment>, _ message: RowID<StoredMessage>?
    ) throws -> [StageEvent] {
        try events.compactMap { event in
            let id: RowID<StageEvent>? = try insertIfNew(
                """
                INSERT INTO lead_events
                    (workspace_id, enrollment_id, event_key, at, kind, payload, message_id, recorded_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (enrollment_id, event_key) DO NOTHING
                RETURNING id
                """,
                [
                    workspace, enrollment, event.key, event.at, event.kind.name.rawValue,
                    try StoreJSON.text(event), message, now,
                ])
            guard let id else { return nil }
            var stored = event
            stored.sequence = id.rawValue
            return stored
        }
    }

    /// Writes the columns that repeat the state, and moves counters and timer with them.
    private func store(_ columns: StateColumns, over current: EnrollmentHead) throws {
        guard columns != current.columns else { return }
        try connection.run(
            """
            UPDATE enrollments SET stage = $3, stage_since = $4, stage_event = $5, step = $6, last_step_at = $7,
                next_due = $8, out_until = $9, start_requested_at = $10, error_code = $11, deleted_at = $12,
                updated_at = $13
            WHERE workspace_id = $1 AND id = $2
            """,
            [
                workspace, current.id, columns.stage, columns.since, columns.event, columns.step,
                columns.lastStepAt, columns.nextDue, columns.outUntil, columns.startRequestedAt,
                columns.error,
                columns.isDeleted ? now : nil as Instant?, now,
            ])
        if let old = try current.columns.countKey(current.campaign) { pending.add(-1, old) }
        try countUp(columns, current.campaign)
        try moveTimer(of: current.id, from: current.columns, to: columns)
    }

    func countUp(_ columns: StateColumns, _ campaign: RowID<Campaign>) throws {
        if let key = try columns.countKey(campaign) { pending.add(1, key) }
    }

    private func announceStage(
        _ state: EnrollmentState, was before: EnrollmentState, _ current: EnrollmentHead,
        events: [StageEvent],
        lastKey: String
    ) throws {
        let isReclassified = events.contains { $0.kind.name == .withdrawn && $0.messageID != nil }
        let cause = events.first { $0.key == state.reasonKey } ?? events.first { $0.key == lastKey }
        var payload = [
            "enrollment": current.id.description, "lead": current.lead.description,
            "campaign": current.campaign.description, "from": before.stage.rawValue,
            "to": state.stage.rawValue, "event": state.reasonKey ?? lastKey,
            "cause": isReclassified ? "reclassified" : cause?.kind.name.rawValue ?? "events_reordered",
            "at": (state.since ?? now).iso8601,
        ]
        payload["message"] = cause?.messageID
        payload["error"] = state.error?.code.rawValue
        let evidence = cause.flatMap { $0.messageID == nil ? nil : $0.cause }.map {
            [EventEvidence(rule: $0)]
        }
        let topics = [.leadStageChanged, EventTopic(entering: state.stage, from: before.stage)]
        for topic in topics.compactMap(\.self) {
            let name = topic == .leadStageChanged ? "stage" : topic.rawValue
            try enqueue(
                topic, id: "\(name):\(current.id):\(lastKey)", payload: payload, evidence: evidence ?? [])
        }
    }
}

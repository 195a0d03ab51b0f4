import CalendarTime
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
    /// outgoing `lead.stage_changed` up to it. Appending the same events again changes nothing.
    @discardableResult
    public func appendEvents(
        _ events: [StageEvent], to enrollment: RowID<Enrollment>, message: RowID<StoredMessage>? = nil
    ) throws -> AppendOutcome {
        let current = try lockedEnrollment(enrollment)
        let added = try insertEvents(events, enrollment, message)
        guard !added.isEmpty else {
            return AppendOutcome(
                enrollment: enrollment, campaign: current.campaign, lead: current.lead, added: [],
                before: current.state, after: current.state)
        }
        let state = EnrollmentState.fold(try self.events(of: enrollment))
        try store(state, over: current)
        if state.stage != current.state.stage {
            try announceStage(state, was: current, events: events, lastKey: added[added.count - 1])
        }
        return AppendOutcome(
            enrollment: enrollment, campaign: current.campaign, lead: current.lead, added: added,
            before: current.state, after: state)
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

    func lockedEnrollment(_ id: RowID<Enrollment>) throws -> Enrollment {
        let found = try connection.first(
            """
            SELECT \(Enrollment.columns) FROM enrollments WHERE workspace_id = $1 AND id = $2 \
            \(connection.dialect.rowLock)
            """, [workspace, id]
        ) { try Enrollment(&$0) }
        guard let found else { throw StoreError.notFound("enrollment \(id)") }
        return found
    }

    private func insertEvents(
        _ events: [StageEvent], _ enrollment: RowID<Enrollment>, _ message: RowID<StoredMessage>?
    ) throws -> [String] {
        try events.filter { event in
            try connection.run(
                """
                INSERT INTO lead_events
                    (workspace_id, enrollment_id, event_key, at, kind, payload, message_id, recorded_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (enrollment_id, event_key) DO NOTHING
                """,
                [
                    workspace, enrollment, event.key, event.at, event.kind.name.rawValue,
                    try StoreJSON.text(event), message, now,
                ]) == 1
        }.map(\.key)
    }

    /// Writes the columns that repeat the state, and moves counters and timer with it.
    func store(_ state: EnrollmentState, over current: Enrollment) throws {
        try connection.run(
            """
            UPDATE enrollments SET stage = $3, stage_since = $4, stage_event = $5, step = $6, last_step_at = $7,
                next_due = $8, out_until = $9, start_requested_at = $10, error_code = $11, state = $12,
                updated_at = $13, deleted_at = $14
            WHERE workspace_id = $1 AND id = $2
            """,
            [
                workspace, current.id, state.stage.rawValue, state.since ?? current.createdAt,
                state.reasonKey,
                state.position.step, state.lastStepSentAt, state.nextDueAt, state.oooUntil,
                state.startRequestedAt, state.error?.code.rawValue, try StoreJSON.text(state), now,
                state.isDeleted ? now : nil as Instant?,
            ])
        count(-1, current.campaign, current.state)
        count(1, current.campaign, state)
        try moveTimer(of: current.id, from: current.state, to: state)
    }

    /// A deleted enrollment is counted nowhere.
    private func count(_ delta: Int, _ campaign: RowID<Campaign>, _ state: EnrollmentState) {
        guard !state.isDeleted else { return }
        pending.add(
            delta, PendingCounts.Key(campaign: campaign, stage: state.stage, error: state.error?.code))
    }

    private func announceStage(
        _ state: EnrollmentState, was current: Enrollment, events: [StageEvent], lastKey: String
    ) throws {
        let isReclassified = events.contains { $0.kind.name == .withdrawn }
        let cause = events.first { $0.key == state.reasonKey } ?? events.first { $0.key == lastKey }
        try enqueue(
            topic: "lead.stage_changed", id: "stage:\(current.id):\(lastKey)",
            payload: [
                "enrollment": current.id.description, "lead": current.lead.description,
                "campaign": current.campaign.description, "from": current.state.stage.rawValue,
                "to": state.stage.rawValue, "event": state.reasonKey ?? lastKey,
                "cause": isReclassified ? "reclassified" : cause?.kind.name.rawValue ?? "events_reordered",
                "at": (state.since ?? now).iso8601,
            ])
    }
}

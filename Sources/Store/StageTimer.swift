import CalendarTime
import LeadStages

/// What an enrollment waits for the clock to bring.
public enum StageTimerKind: String, CaseIterable, Hashable, Sendable {
    /// A start was asked for: the next tick takes it up.
    case start
    /// Starting: the tick's pre-flight decides.
    case preflight
    /// Out of Office: the end of the pause.
    case outOfOffice = "out_of_office"
}

/// A timer whose time has come, or will.
public struct StageTimer: Hashable, Sendable {
    public let id: RowID<StageTimer>
    public let key: String
    public let kind: String
    public let enrollment: RowID<Enrollment>?
    public let due: Instant
    /// Opaque JSON.
    public let payload: String

    static let columns = "id, timer_key, kind, enrollment_id, due_at, payload"

    init(_ row: inout RowReader) {
        id = row.id()
        key = row.text()
        kind = row.text()
        enrollment = row.idOrNil()
        due = row.instant()
        payload = row.text()
    }

    /// Nil for a timer that another module set.
    public var stageKind: StageTimerKind? { StageTimerKind(rawValue: kind) }
}

extension StoreTransaction {
    /// Those of the workspace that are due at `now`, the oldest first.
    public func dueTimers(limit: Int) throws -> [StageTimer] {
        try connection.query(
            """
            SELECT \(StageTimer.columns) FROM timers WHERE workspace_id = $1 AND due_at <= $2
            ORDER BY due_at, id LIMIT $3
            """, [workspace, now, limit]
        ) { StageTimer(&$0) }
    }

    /// When the next one is due; nil when none is set.
    public func nextTimer() throws -> Instant? {
        try connection.first(
            "SELECT due_at FROM timers WHERE workspace_id = $1 ORDER BY due_at LIMIT 1", [workspace]
        ) { $0.instant() }
    }

    /// Sets, or moves, the timer of that key.
    public func setTimer(
        _ key: String, kind: String, due: Instant, enrollment: RowID<Enrollment>? = nil,
        payload: String = "{}"
    ) throws {
        try connection.run(
            """
            INSERT INTO timers (workspace_id, timer_key, kind, enrollment_id, due_at, payload)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace_id, timer_key)
            DO UPDATE SET kind = excluded.kind, due_at = excluded.due_at, payload = excluded.payload
            """, [workspace, key, kind, enrollment, due, payload])
    }

    public func clearTimer(_ key: String) throws {
        try connection.run(
            "DELETE FROM timers WHERE workspace_id = $1 AND timer_key = $2", [workspace, key])
    }

    /// The timer of a stage follows the state: each enrollment has at most one, under one key.
    func moveTimer(
        of enrollment: RowID<Enrollment>, from old: StateColumns, to new: StateColumns
    ) throws {
        let before = old.timer
        let after = new.timer
        guard before?.kind != after?.kind || before?.due != after?.due else { return }
        let key = "stage:\(enrollment)"
        guard let after else { return try clearTimer(key) }
        try setTimer(key, kind: after.kind.rawValue, due: after.due, enrollment: enrollment)
    }
}

import CalendarTime
import LeadStages

/// One lead in one campaign, with the state that its events fold to.
public struct Enrollment: Sendable {
    public let id: RowID<Enrollment>
    public let campaign: RowID<Campaign>
    public let lead: RowID<Lead>
    public let state: EnrollmentState
    public let createdAt: Instant

}

/// What the row of an enrollment says by itself. It repeats the state for lists and indexes.
struct EnrollmentHead {
    let id: RowID<Enrollment>
    let campaign: RowID<Campaign>
    let lead: RowID<Lead>
    let createdAt: Instant
    let columns: StateColumns

    static let columns = "id, campaign_id, lead_id, created_at, \(StateColumns.columns)"

    init(_ row: inout RowReader) {
        id = row.id()
        campaign = row.id()
        lead = row.id()
        createdAt = row.instant()
        columns = StateColumns(&row)
    }
}

/// The part of the state that has columns of its own.
struct StateColumns: Hashable {
    let stage: String
    /// Nil before the first change.
    let since: Instant?
    let event: String?
    let step: String?
    let lastStepAt: Instant?
    let nextDue: Instant?
    let outUntil: Instant?
    let startRequestedAt: Instant?
    let error: String?
    let isDeleted: Bool

    static let columns = """
        stage, stage_since, stage_event, step, last_step_at, next_due, out_until, start_requested_at, error_code, \
        deleted_at
        """

    init(_ row: inout RowReader) {
        stage = row.text()
        since = row.instantOrNil()
        event = row.textOrNil()
        step = row.textOrNil()
        lastStepAt = row.instantOrNil()
        nextDue = row.instantOrNil()
        outUntil = row.instantOrNil()
        startRequestedAt = row.instantOrNil()
        error = row.textOrNil()
        isDeleted = row.instantOrNil() != nil
    }

    init(_ state: EnrollmentState) {
        stage = state.stage.rawValue
        since = state.since
        event = state.reasonKey
        step = state.position.step
        lastStepAt = state.lastStepSentAt
        nextDue = state.nextDueAt
        outUntil = state.oooUntil
        startRequestedAt = state.startRequestedAt
        error = state.error?.code.rawValue
        isDeleted = state.isDeleted
    }

    /// The one timer that the stage needs.
    var timer: (kind: StageTimerKind, due: Instant)? {
        guard !isDeleted, let stage = Stage(rawValue: stage) else { return nil }
        switch stage {
        case .notStarted: return startRequestedAt.map { (.start, $0) }
        case .starting: return since.map { (.preflight, $0) }
        case .outOfOffice: return outUntil.map { (.outOfOffice, $0) }
        default: return nil
        }
    }

    /// Where the enrollment is counted; nil when it is deleted.
    func countKey(_ campaign: RowID<Campaign>) throws -> PendingCounts.Key? {
        guard !isDeleted else { return nil }
        return PendingCounts.Key(
            campaign: campaign, stage: try Stage(stored: stage),
            error: error.flatMap { LeadErrorCode(rawValue: $0) })
    }
}

/// A row of a campaign's Leads page.
public struct EnrollmentRow: Hashable, Sendable {
    public let id: RowID<Enrollment>
    public let lead: RowID<Lead>
    public let name: String
    /// The main address; empty when the lead was erased.
    public let address: String
    public let stage: Stage
    public let since: Instant
    /// The event that brought the stage.
    public let reasonKey: String?
    public let isQueued: Bool
    public let step: String?
    public let lastStepAt: Instant?
    public let nextDue: Instant?
    public let outUntil: Instant?
    public let error: LeadErrorCode?

    static let columns = """
        e.id, e.lead_id, l.name, COALESCE(a.address, ''), e.stage, COALESCE(e.stage_since, e.created_at), e.stage_event,
        e.start_requested_at, e.step, e.last_step_at, e.next_due, e.out_until, e.error_code
        """

    init(_ row: inout RowReader) throws {
        id = row.id()
        lead = row.id()
        name = row.text()
        address = row.text()
        stage = try Stage(stored: row.text())
        since = row.instant()
        reasonKey = row.textOrNil()
        isQueued = row.instantOrNil() != nil && stage == .notStarted
        step = row.textOrNil()
        lastStepAt = row.instantOrNil()
        nextDue = row.instantOrNil()
        outUntil = row.instantOrNil()
        error = row.textOrNil().flatMap { LeadErrorCode(rawValue: $0) }
    }
}

/// Which rows of the Leads page, and from where on.
public struct EnrollmentFilter: Hashable, Sendable {
    public enum Order: Hashable, Sendable {
        case lead
        /// Those that are due first; without those that have no due time.
        case due
    }

    public var stage: Stage?
    public var error: LeadErrorCode?
    /// What an address of the lead begins with; `minimumPrefix` characters or more.
    public var addressPrefix: String?
    public var order: Order
    /// The last row of the page before.
    public var after: EnrollmentRow?
    public var limit: Int

    public static let minimumPrefix = 3

    public init(
        stage: Stage? = nil, error: LeadErrorCode? = nil, addressPrefix: String? = nil, order: Order = .lead,
        after: EnrollmentRow? = nil, limit: Int = 100
    ) {
        self.stage = stage
        self.error = error
        self.addressPrefix = addressPrefix
        self.order = order
        self.after = after
        self.limit = limit
    }
}

/// How many leads of a campaign have each stage and each error.
public struct StageCounts: Hashable, Sendable {
    public var stages: [Stage: Int] = [:]
    public var errors: [LeadErrorCode: Int] = [:]

    public var total: Int { stages.values.reduce(0, +) }
}

extension Stage {
    init(stored text: String) throws {
        guard let stage = Stage(rawValue: text) else {
            throw StoreError.inconsistent("stage '\(text)' is unknown")
        }
        self = stage
    }
}

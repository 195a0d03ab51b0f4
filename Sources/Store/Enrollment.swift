import CalendarTime
import LeadStages

/// One lead in one campaign, with the state that its events fold to.
public struct Enrollment: Sendable {
    public let id: RowID<Enrollment>
    public let campaign: RowID<Campaign>
    public let lead: RowID<Lead>
    public let state: EnrollmentState
    public let createdAt: Instant

    static let columns = "id, campaign_id, lead_id, state, created_at"

    init(_ row: inout RowReader) throws {
        id = row.id()
        campaign = row.id()
        lead = row.id()
        state = try StoreJSON.value(EnrollmentState.self, row.text())
        createdAt = row.instant()
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
        e.id, e.lead_id, l.name, COALESCE(a.address, ''), e.stage, e.stage_since, e.stage_event,
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
    public var order: Order
    /// The last row of the page before.
    public var after: EnrollmentRow?
    public var limit: Int

    public init(
        stage: Stage? = nil, error: LeadErrorCode? = nil, order: Order = .lead, after: EnrollmentRow? = nil,
        limit: Int = 100
    ) {
        self.stage = stage
        self.error = error
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

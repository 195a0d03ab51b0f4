import CalendarTime
import LeadStages
import Store

/// One enrollment that moved, for reports.
public struct StageChange: Hashable, Sendable {
    public let enrollment: Int64
    public let lead: Int64
    public let campaign: Int64
    public let from: Stage
    public let to: Stage
    /// Path of the message, or what else brought it about: `timer`, `start`, `manual`.
    public let cause: String

    init?(_ outcome: AppendOutcome, cause: String) {
        guard outcome.hasMoved else { return nil }
        enrollment = outcome.enrollment.rawValue
        lead = outcome.lead.rawValue
        campaign = outcome.campaign.rawValue
        from = outcome.before.stage
        to = outcome.after.stage
        self.cause = cause
    }
}

/// What a run of the pipeline did.
public struct IngestReport: Sendable {
    /// Items that were read, faults left out.
    public var read = 0
    /// Deliveries that were new, and those that were recorded before.
    public var delivered = 0
    public var known = 0
    /// Places that could not be read.
    public var faults: [String] = []
    /// Logical messages that were new, by kind.
    public var kinds: [String: Int] = [:]
    /// Logical messages that were new, by `IntakeDecision.State`.
    public var states: [String: Int] = [:]
    /// Deliveries of messages that were there already.
    public var duplicates = 0
    public var failed = 0
    /// In order; the first `maximumChanges`.
    public var changes: [StageChange] = []
    public var changeCount = 0
    public var opportunities = 0
    public var suppressions = 0

    /// A report of a million changes is read by nobody, and would fill the memory.
    public static let maximumChanges = 10_000

    public init() {}

    public var messages: Int { kinds.values.reduce(0, +) }

    mutating func add(_ effects: AppliedEffects) {
        guard let kind = effects.kind else {
            duplicates += 1
            add(effects.changes)
            return
        }
        kinds[kind, default: 0] += 1
        states[effects.state, default: 0] += 1
        opportunities += effects.hasOpportunity ? 1 : 0
        suppressions += effects.suppressions
        add(effects.changes)
    }

    mutating func add(_ more: [StageChange]) {
        changeCount += more.count
        changes += more.prefix(max(0, Self.maximumChanges - changes.count))
    }
}

/// What one message brought about; `kind` is nil when it had been there before.
struct AppliedEffects: Sendable {
    var message: RowID<StoredMessage>?
    var kind: String?
    var state = ""
    var changes: [StageChange] = []
    var hasOpportunity = false
    var suppressions = 0
}

/// What `admin stats` prints: exact counts of one workspace. Names are the wire names.
public struct StoreStatistics: Hashable, Sendable, Codable {
    public var deliveries: [String: Int] = [:]
    public var rawMails = 0
    public var rawBytes = 0
    public var messagesByKind: [String: Int] = [:]
    public var messagesByMatch: [String: Int] = [:]
    public var leads = 0
    public var enrollmentsByStage: [String: Int] = [:]
    public var opportunitiesByState: [String: Int] = [:]
    public var suppressions = 0
    public var events = 0
    public var sends = 0
    public var openReviews = 0
    public var timers = 0
    public var outboxWaiting = 0

    public init() {}

    enum CodingKeys: String, CodingKey {
        case deliveries, leads, suppressions, events, sends, timers
        case rawMails = "raw_mails"
        case rawBytes = "raw_bytes"
        case messagesByKind = "messages_by_kind"
        case messagesByMatch = "messages_by_match"
        case enrollmentsByStage = "enrollments_by_stage"
        case opportunitiesByState = "opportunities_by_state"
        case openReviews = "open_reviews"
        case outboxWaiting = "outbox_waiting"
    }
}

extension StoreTransaction {
    public func statistics() throws -> StoreStatistics {
        var found = StoreStatistics()
        found.deliveries = try groups(
            "SELECT state, COUNT(*) FROM deliveries WHERE workspace_id = $1 GROUP BY state")
        found.rawMails = try number("SELECT COUNT(*) FROM raw_mails WHERE workspace_id = $1")
        found.rawBytes = try number(
            "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM raw_mails WHERE workspace_id = $1")
        found.messagesByKind = try groups(
            "SELECT kind, COUNT(*) FROM messages WHERE workspace_id = $1 GROUP BY kind")
        found.messagesByMatch = try groups(
            "SELECT match_state, COUNT(*) FROM messages WHERE workspace_id = $1 GROUP BY match_state")
        found.leads = try number("SELECT COUNT(*) FROM leads WHERE workspace_id = $1 AND erased_at IS NULL")
        found.enrollmentsByStage = try groups(
            """
            SELECT stage, CAST(SUM(leads) AS BIGINT) FROM enrollment_counts
            WHERE workspace_id = $1 AND leads <> 0 GROUP BY stage
            """)
        found.opportunitiesByState = try groups(
            "SELECT state, COUNT(*) FROM opportunities WHERE workspace_id = $1 GROUP BY state")
        found.suppressions = try number(
            "SELECT COUNT(*) FROM suppressions WHERE workspace_id = $1 AND removed_at IS NULL")
        found.events = try number("SELECT COUNT(*) FROM lead_events WHERE workspace_id = $1")
        found.sends = try number("SELECT COUNT(*) FROM sends WHERE workspace_id = $1")
        found.openReviews = try number(
            "SELECT COUNT(*) FROM reviews WHERE workspace_id = $1 AND decided_at IS NULL")
        found.timers = try number("SELECT COUNT(*) FROM timers WHERE workspace_id = $1")
        found.outboxWaiting = try number(
            "SELECT COUNT(*) FROM outbox WHERE workspace_id = $1 AND delivered_at IS NULL")
        return found
    }

    func number(_ sql: String) throws -> Int {
        try connection.first(sql, [workspace]) { $0.count() } ?? 0
    }

    private func groups(_ sql: String) throws -> [String: Int] {
        let rows = try connection.query(sql, [workspace]) { ($0.text(), $0.count()) }
        return Dictionary(rows, uniquingKeysWith: +)
    }
}

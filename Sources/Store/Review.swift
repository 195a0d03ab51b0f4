import CalendarTime
import Intake

/// Something a person has to decide, or has decided.
public struct Review: Hashable, Sendable {
    public let id: RowID<Review>
    public let key: String
    /// `ReviewEffect.Kind`.
    public let kind: String
    public let message: RowID<StoredMessage>?
    public let enrollment: RowID<Enrollment>?
    public let lead: RowID<Lead>?
    /// What happens by itself at this time.
    public let due: Instant?
    public let note: String
    /// Who may be meant; sorted.
    public let candidates: [Int64]
    public let holdsSends: Bool
    public let createdAt: Instant
    public let decidedAt: Instant?
    public let decision: String?
    public let actor: String?

    static let columns = """
        id, review_key, kind, message_id, enrollment_id, lead_id, due_at, detail, created_at, decided_at, \
        decision, actor
        """

    struct Detail: Codable {
        var note: String
        var candidates: [Int64]
        var holdsSends: Bool

        enum CodingKeys: String, CodingKey {
            case note, candidates
            case holdsSends = "holds_sends"
        }
    }

    init(_ row: inout RowReader) throws {
        id = row.id()
        key = row.text()
        kind = row.text()
        message = row.idOrNil()
        enrollment = row.idOrNil()
        lead = row.idOrNil()
        due = row.instantOrNil()
        let detail = try StoreJSON.value(Detail.self, row.text())
        note = detail.note
        candidates = detail.candidates
        holdsSends = detail.holdsSends
        createdAt = row.instant()
        decidedAt = row.instantOrNil()
        decision = row.textOrNil()
        actor = row.textOrNil()
    }
}

extension StoreTransaction {
    /// False when a review of this key is there, decided or not.
    @discardableResult
    public func openReview(_ effect: ReviewEffect, message: RowID<StoredMessage>?) throws -> Bool {
        let detail = Review.Detail(
            note: effect.note, candidates: effect.candidates, holdsSends: effect.holdsSends)
        let id: RowID<Review>? = try insertIfNew(
            """
            INSERT INTO reviews
                (workspace_id, review_key, kind, message_id, enrollment_id, lead_id, due_at, detail, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (workspace_id, review_key) DO NOTHING RETURNING id
            """,
            [
                workspace, effect.key, effect.kind.rawValue, message, effect.enrollment, effect.lead,
                effect.due,
                try StoreJSON.text(detail), now,
            ])
        guard let id else { return false }
        guard effect.holdsSends else { return true }
        let held = Set(effect.candidates + (effect.lead.map { [$0] } ?? [])).sorted()
        for lead in held {
            try connection.run(
                "INSERT INTO send_holds (review_id, lead_id, workspace_id) VALUES ($1, $2, $3)",
                [id, lead, workspace])
        }
        return true
    }

    public func review(_ id: RowID<Review>) throws -> Review? {
        try connection.first(
            "SELECT \(Review.columns) FROM reviews WHERE workspace_id = $1 AND id = $2", [workspace, id]
        ) { try Review(&$0) }
    }

    /// Undecided ones, the oldest first.
    public func openReviews(
        kind: ReviewEffect.Kind? = nil, after: RowID<Review>? = nil, limit: Int
    ) throws -> [Review] {
        try connection.query(
            """
            SELECT \(Review.columns) FROM reviews
            WHERE workspace_id = $1 AND decided_at IS NULL AND id > $2
                AND (CAST($3 AS TEXT) IS NULL OR kind = $3) ORDER BY id LIMIT $4
            """, [workspace, after?.rawValue ?? 0, kind?.rawValue, limit]
        ) { try Review(&$0) }
    }

    public func reviews(of message: RowID<StoredMessage>) throws -> [Review] {
        try connection.query(
            "SELECT \(Review.columns) FROM reviews WHERE workspace_id = $1 AND message_id = $2 ORDER BY id",
            [workspace, message]
        ) { try Review(&$0) }
    }

    /// Undecided ones whose time has come.
    public func dueReviews(limit: Int) throws -> [Review] {
        try connection.query(
            """
            SELECT \(Review.columns) FROM reviews
            WHERE workspace_id = $1 AND decided_at IS NULL AND due_at IS NOT NULL AND due_at <= $2
            ORDER BY due_at, id LIMIT $3
            """, [workspace, now, limit]
        ) { try Review(&$0) }
    }

    /// False when it was decided before; then nothing changes. A hold ends with it.
    @discardableResult
    public func decideReview(_ id: RowID<Review>, decision: String, actor: String) throws -> Bool {
        let changed = try connection.run(
            """
            UPDATE reviews SET decided_at = $3, decision = $4, actor = $5
            WHERE workspace_id = $1 AND id = $2 AND decided_at IS NULL
            """, [workspace, id, now, decision, actor])
        guard changed == 1 else { return false }
        try connection.run(
            "DELETE FROM send_holds WHERE workspace_id = $1 AND review_id = $2", [workspace, id])
        return true
    }

    /// An opt-out that nobody has decided about may be this lead's: nothing is sent.
    public func hasSendHold(_ lead: RowID<Lead>) throws -> Bool {
        try connection.first(
            "SELECT review_id FROM send_holds WHERE workspace_id = $1 AND lead_id = $2 LIMIT 1",
            [workspace, lead]
        ) { $0.integer() } != nil
    }
}

import CalendarTime

/// What a write was answered, kept so that the same request again gets the same answer and does nothing.
public struct IdempotentAnswer: Hashable, Sendable {
    public let status: Int
    /// JSON, or empty.
    public let body: String
}

/// Whether a request under an idempotency key is to be done.
public enum IdempotencyClaim: Hashable, Sendable {
    /// Do it, then finish or release the key.
    case free
    case known(IdempotentAnswer)
    case otherRequest
    case underWay
}

extension StoreTransaction {
    /// Seconds that an answer is kept.
    public static let idempotencySeconds: Int64 = 86_400
    /// Seconds after which a request that never ended counts as not done.
    static let idempotencyLeaseSeconds: Int64 = 60

    public func claimIdempotencyKey(
        _ name: String, of caller: String, requestHash: [UInt8]
    ) throws -> IdempotencyClaim {
        try connection.run(
            """
            DELETE FROM idempotent_answers WHERE created_at <= $1 OR (status = 0 AND created_at <= $2)
            """,
            [
                now.adding(seconds: -Self.idempotencySeconds),
                now.adding(seconds: -Self.idempotencyLeaseSeconds),
            ])
        let claimed = try connection.run(
            """
            INSERT INTO idempotent_answers
                (workspace_id, caller, idempotency_key, request_hash, status, body, created_at)
            VALUES ($1, $2, $3, $4, 0, '', $5) ON CONFLICT (workspace_id, caller, idempotency_key) DO NOTHING
            """, [workspace, caller, name, requestHash, now])
        if claimed == 1 { return .free }
        let found = try connection.first(
            """
            SELECT request_hash, status, body FROM idempotent_answers
            WHERE workspace_id = $1 AND caller = $2 AND idempotency_key = $3
            """, [workspace, caller, name]
        ) { ($0.blob(), $0.count(), $0.text()) }
        guard let (hash, status, body) = found else { return .underWay }
        if hash != requestHash { return .otherRequest }
        return status == 0 ? .underWay : .known(IdempotentAnswer(status: status, body: body))
    }

    public func finishIdempotencyKey(
        _ name: String, of caller: String, status: Int, body: String
    ) throws {
        try connection.run(
            """
            UPDATE idempotent_answers SET status = $4, body = $5
            WHERE workspace_id = $1 AND caller = $2 AND idempotency_key = $3
            """, [workspace, caller, name, status, body])
    }

    public func releaseIdempotencyKey(_ name: String, of caller: String) throws {
        try connection.run(
            """
            DELETE FROM idempotent_answers
            WHERE workspace_id = $1 AND caller = $2 AND idempotency_key = $3 AND status = 0
            """, [workspace, caller, name])
    }
}

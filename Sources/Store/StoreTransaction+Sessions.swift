import CalendarTime

/// A place where somebody is signed in.
public struct OpenSession: Hashable, Sendable {
    public let since: Instant
    public let isThis: Bool
}

extension StoreTransaction {
    /// Those that have not ended, the newest first.
    public func sessions(of user: RowID<UserAccount>, this tokenHash: [UInt8]) throws -> [OpenSession] {
        try connection.query(
            """
            SELECT created_at, token_hash FROM web_sessions
            WHERE +workspace_id = $1 AND user_id = $2 AND expires_at > $3 ORDER BY created_at DESC
            """, [workspace, user, now]
        ) { OpenSession(since: $0.instant(), isThis: $0.blob() == tokenHash) }
    }

    /// All but this one; the number.
    @discardableResult
    public func endSessions(of user: RowID<UserAccount>, but tokenHash: [UInt8]) throws -> Int {
        try connection.run(
            "DELETE FROM web_sessions WHERE +workspace_id = $1 AND user_id = $2 AND token_hash <> $3",
            [workspace, user, tokenHash])
    }
}

import CalendarTime

/// A signed-in person, from the token of a cookie. The store keeps the token's hash only.
public struct WebSession: Hashable, Sendable {
    public let user: UserAccount
    /// Goes into every form of this session.
    public let csrf: String
    public let expiresAt: Instant
}

/// Before the workspace is known: what a cookie, a login or a key leads to.
extension MailStore {
    /// Nil when there is no such session, it has ended, or its user was disabled.
    public func session(tokenHash: [UInt8], at now: Instant) async throws -> WebSession? {
        try await driver.read { connection in
            try connection.first(
                """
                SELECT u.id, u.workspace_id, u.login, u.name, u.role, u.created_at, u.disabled_at, s.csrf, s.expires_at
                FROM web_sessions s JOIN users u ON u.id = s.user_id
                WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.disabled_at IS NULL
                """, [tokenHash, now]
            ) { WebSession(user: UserAccount(&$0), csrf: $0.text(), expiresAt: $0.instant()) }
        }
    }

    /// The user of a login that may sign in, with the hash of the password.
    public func user(login: String) async throws -> (user: UserAccount, password: String)? {
        try await driver.read { connection in
            try connection.first(
                "SELECT \(UserAccount.columns), password FROM users WHERE login = $1 AND disabled_at IS NULL",
                [UserAccount.login(login)]
            ) { (UserAccount(&$0), $0.text()) }
        }
    }

    /// Counts a try of all subjects, unless `wait` gives the seconds that it has to wait; it is given the tries since
    /// `start`. One transaction, so that tries at the same time see one another. A success takes its own try back.
    public func countSignInTry(
        of subjects: [String], since start: Instant, at now: Instant,
        wait: @escaping @Sendable ([String: (count: Int, last: Instant)]) -> Int64?
    ) async throws -> Int64? {
        try await driver.write { connection in
            try connection.run("DELETE FROM sign_in_failures WHERE last_at < $1", [start])
            var counts: [String: (count: Int, last: Instant)] = [:]
            for subject in subjects {
                counts[subject] = try connection.first(
                    "SELECT failures, last_at FROM sign_in_failures WHERE subject = $1", [subject]
                ) { ($0.count(), $0.instant()) }
            }
            if let seconds = wait(counts) { return seconds }
            for subject in subjects {
                try connection.run(
                    """
                    INSERT INTO sign_in_failures (subject, failures, last_at) VALUES ($1, 1, $2)
                    ON CONFLICT (subject) DO UPDATE SET failures = sign_in_failures.failures + 1,
                        last_at = excluded.last_at
                    """, [subject, now])
            }
            return nil
        }
    }
}

extension StoreTransaction {
    /// Begins a session and forgets those that have ended. Of `subjects` the first one's tries are forgotten, of the others
    /// the one that led here: somebody with a password of his own gains no tries for others'.
    public func beginSession(
        of user: RowID<UserAccount>, tokenHash: [UInt8], csrf: String, until end: Instant,
        forgetting subjects: [String]
    ) throws {
        try connection.run("DELETE FROM web_sessions WHERE expires_at <= $1", [now])
        for (index, subject) in subjects.enumerated() {
            try connection.run(
                index == 0
                    ? "DELETE FROM sign_in_failures WHERE subject = $1"
                    : "UPDATE sign_in_failures SET failures = failures - 1 WHERE subject = $1", [subject])
        }
        try connection.run(
            """
            INSERT INTO web_sessions (token_hash, user_id, workspace_id, csrf, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, [tokenHash, user, workspace, csrf, now, end])
    }

    public func endSession(tokenHash: [UInt8]) throws {
        try connection.run(
            "DELETE FROM web_sessions WHERE workspace_id = $1 AND token_hash = $2", [workspace, tokenHash])
    }
}

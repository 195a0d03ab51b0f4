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

    /// Failures of each subject since `start`, as `(failures, last)`; a subject without any is missing.
    public func signInFailures(
        of subjects: [String], since start: Instant
    ) async throws -> [String: (count: Int, last: Instant)] {
        try await driver.read { connection in
            var found: [String: (count: Int, last: Instant)] = [:]
            for subject in subjects {
                found[subject] = try connection.first(
                    "SELECT failures, last_at FROM sign_in_failures WHERE subject = $1 AND last_at >= $2",
                    [subject, start]
                ) { ($0.count(), $0.instant()) }
            }
            return found
        }
    }

    /// Counts from 1 again when the last failure was before `start`.
    public func recordSignInFailure(of subjects: [String], since start: Instant, at now: Instant) async throws
    {
        try await driver.write { connection in
            try connection.run("DELETE FROM sign_in_failures WHERE last_at < $1", [start])
            for subject in subjects {
                try connection.run(
                    """
                    INSERT INTO sign_in_failures (subject, failures, last_at) VALUES ($1, 1, $2)
                    ON CONFLICT (subject) DO UPDATE SET failures = sign_in_failures.failures + 1,
                        last_at = excluded.last_at
                    """, [subject, now])
            }
        }
    }
}

extension StoreTransaction {
    /// Begins a session, forgets those that have ended, and what was held against `subject`.
    public func beginSession(
        of user: RowID<UserAccount>, tokenHash: [UInt8], csrf: String, until end: Instant, subject: String
    ) throws {
        try connection.run("DELETE FROM web_sessions WHERE expires_at <= $1", [now])
        try connection.run("DELETE FROM sign_in_failures WHERE subject = $1", [subject])
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

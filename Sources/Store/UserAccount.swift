import CalendarTime

/// A person who may sign in. A login is known once in the whole installation and belongs to one workspace.
public struct UserAccount: Hashable, Sendable {
    public enum Role: String, CaseIterable, Hashable, Sendable {
        case viewer, member, admin
    }

    public let id: RowID<UserAccount>
    public let workspace: RowID<Workspace>
    /// An address, lower case.
    public let login: String
    public let name: String
    public let role: Role
    public let createdAt: Instant
    public let disabledAt: Instant?

    static let columns = "id, workspace_id, login, name, role, created_at, disabled_at"

    init(_ row: inout RowReader) {
        id = row.id()
        workspace = row.id()
        login = row.text()
        name = row.text()
        role = Role(rawValue: row.text()) ?? .viewer
        createdAt = row.instant()
        disabledAt = row.instantOrNil()
    }

    /// The form that logins are compared in.
    public static func login(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined().lowercased()
    }
}

extension StoreTransaction {
    /// Throws when the login is taken, in whatever workspace. `password` is a hash, see `PasswordHash`.
    @discardableResult
    public func addUser(
        login: String, name: String, role: UserAccount.Role, password: String
    ) throws -> RowID<UserAccount> {
        let id: RowID<UserAccount>? = try insertIfNew(
            """
            INSERT INTO users (workspace_id, login, name, role, password, created_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (login) DO NOTHING RETURNING id
            """, [workspace, UserAccount.login(login), name, role.rawValue, password, now])
        guard let id else { throw StoreError.alreadyExists("user '\(UserAccount.login(login))'") }
        return id
    }

    public func users() throws -> [UserAccount] {
        try connection.query(
            "SELECT \(UserAccount.columns) FROM users WHERE workspace_id = $1 ORDER BY id", [workspace]
        ) { UserAccount(&$0) }
    }

    public func user(_ id: RowID<UserAccount>) throws -> UserAccount? {
        try connection.first(
            "SELECT \(UserAccount.columns) FROM users WHERE workspace_id = $1 AND id = $2", [workspace, id]
        ) { UserAccount(&$0) }
    }

    public func user(login: String) throws -> UserAccount? {
        try connection.first(
            "SELECT \(UserAccount.columns) FROM users WHERE workspace_id = $1 AND login = $2",
            [workspace, UserAccount.login(login)]
        ) { UserAccount(&$0) }
    }

    /// Ends all sessions of the user, the one that asks too.
    public func setPassword(_ password: String, of user: RowID<UserAccount>) throws {
        try change(user, "UPDATE users SET password = $3 WHERE workspace_id = $1 AND id = $2", password)
        try endSessions(of: user)
    }

    public func setRole(_ role: UserAccount.Role, of user: RowID<UserAccount>) throws {
        try change(user, "UPDATE users SET role = $3 WHERE workspace_id = $1 AND id = $2", role.rawValue)
    }

    /// A disabled user is signed out and cannot sign in; what the user did keeps the name.
    public func setDisabled(_ isDisabled: Bool, _ user: RowID<UserAccount>) throws {
        try change(
            user, "UPDATE users SET disabled_at = $3 WHERE workspace_id = $1 AND id = $2",
            isDisabled ? now : nil)
        if isDisabled { try endSessions(of: user) }
    }

    /// Admins who can sign in: the last one is not taken away.
    public func activeAdminCount() throws -> Int {
        try number(
            "SELECT COUNT(*) FROM users WHERE workspace_id = $1 AND role = 'admin' AND disabled_at IS NULL")
    }

    private func change(_ user: RowID<UserAccount>, _ sql: String, _ value: any SQLConvertible) throws {
        guard try connection.run(sql, [workspace, user, value]) == 1 else {
            throw StoreError.notFound("user \(user)")
        }
    }

    private func endSessions(of user: RowID<UserAccount>) throws {
        try connection.run(
            "DELETE FROM web_sessions WHERE workspace_id = $1 AND user_id = $2", [workspace, user])
    }
}

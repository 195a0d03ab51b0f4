import CalendarTime

/// A customer's part of the store. Nothing in one workspace refers to another.
public struct Workspace: Hashable, Sendable {
    public let id: RowID<Workspace>
    public let name: String
    public let createdAt: Instant

    static let columns = "id, name, created_at"

    init(_ row: inout RowReader) {
        id = row.id()
        name = row.text()
        createdAt = row.instant()
    }
}

extension MailStore {
    /// Answers the one that is there when the name is taken.
    public func createWorkspace(_ name: String, at now: Instant) async throws -> Workspace {
        try await driver.write { connection in
            try connection.run(
                "INSERT INTO workspaces (name, created_at) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
                [name, now])
            guard let found = try Self.workspace(named: name, connection) else {
                throw StoreError.inconsistent("workspace '\(name)' is missing after its insert")
            }
            return found
        }
    }

    public func workspace(named name: String) async throws -> Workspace? {
        try await driver.read { try Self.workspace(named: name, $0) }
    }

    public func workspaces() async throws -> [Workspace] {
        try await driver.read {
            try $0.query("SELECT \(Workspace.columns) FROM workspaces ORDER BY id") { Workspace(&$0) }
        }
    }

    private static func workspace(named name: String, _ connection: any SQLConnection) throws -> Workspace? {
        try connection.first(
            "SELECT \(Workspace.columns) FROM workspaces WHERE name = $1", [name]
        ) { Workspace(&$0) }
    }
}

extension StoreTransaction {
    public func setting(_ name: String) throws -> String? {
        try connection.first(
            "SELECT value FROM settings WHERE workspace_id = $1 AND name = $2", [workspace, name]
        ) { $0.text() }
    }

    public func setSetting(_ name: String, to value: String) throws {
        try connection.run(
            """
            INSERT INTO settings (workspace_id, name, value) VALUES ($1, $2, $3)
            ON CONFLICT (workspace_id, name) DO UPDATE SET value = excluded.value
            """, [workspace, name, value])
    }
}

extension StoreTransaction {
    public func workspaceName() throws -> String {
        try connection.first("SELECT name FROM workspaces WHERE id = $1", [workspace]) { $0.text() } ?? ""
    }
}

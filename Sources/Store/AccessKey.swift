import CalendarTime

/// A key of a program. The store keeps its hash; the key itself is shown once, when it is made.
public struct AccessKey: Hashable, Sendable {
    public enum Scope: String, CaseIterable, Hashable, Sendable {
        case read, write, ingest, erase
    }

    public let id: RowID<AccessKey>
    public let workspace: RowID<Workspace>
    public let name: String
    /// The first characters, to tell keys apart.
    public let hint: String
    public let scopes: Set<Scope>
    public let createdAt: Instant
    public let createdBy: String
    public let lastUsedAt: Instant?
    public let revokedAt: Instant?

    static let columns =
        "id, workspace_id, name, hint, scopes, created_at, created_by, last_used_at, revoked_at"

    init(_ row: inout RowReader) {
        id = row.id()
        workspace = row.id()
        name = row.text()
        hint = row.text()
        scopes = Set(row.text().split(separator: " ").compactMap { Scope(rawValue: String($0)) })
        createdAt = row.instant()
        createdBy = row.text()
        lastUsedAt = row.instantOrNil()
        revokedAt = row.instantOrNil()
    }
}

extension MailStore {
    /// Nil when no key has this hash, or it was revoked.
    public func accessKey(hash: [UInt8]) async throws -> AccessKey? {
        try await driver.read { connection in
            try connection.first(
                "SELECT \(AccessKey.columns) FROM access_keys WHERE key_hash = $1 AND revoked_at IS NULL",
                [hash]
            ) { AccessKey(&$0) }
        }
    }
}

extension StoreTransaction {
    @discardableResult
    public func addAccessKey(
        name: String, hash: [UInt8], hint: String, scopes: Set<AccessKey.Scope>, by actor: String
    ) throws -> RowID<AccessKey> {
        try insert(
            """
            INSERT INTO access_keys (workspace_id, name, key_hash, hint, scopes, created_at, created_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
            """,
            [workspace, name, hash, hint, scopes.map(\.rawValue).sorted().joined(separator: " "), now, actor])
    }

    /// Revoked ones too.
    public func accessKeys() throws -> [AccessKey] {
        try connection.query(
            "SELECT \(AccessKey.columns) FROM access_keys WHERE workspace_id = $1 ORDER BY id", [workspace]
        ) { AccessKey(&$0) }
    }

    public func revokeAccessKey(_ id: RowID<AccessKey>) throws {
        let changed = try connection.run(
            "UPDATE access_keys SET revoked_at = $3 WHERE workspace_id = $1 AND id = $2 AND revoked_at IS NULL",
            [workspace, id, now])
        guard changed == 1 else { throw StoreError.notFound("key \(id)") }
    }

    /// To the minute: a busy key does not write with each request.
    public func noteUse(of key: AccessKey) throws {
        guard (key.lastUsedAt ?? .init(microseconds: 0)).adding(seconds: 60) < now else { return }
        try connection.run(
            "UPDATE access_keys SET last_used_at = $3 WHERE workspace_id = $1 AND id = $2",
            [workspace, key.id, now])
    }
}

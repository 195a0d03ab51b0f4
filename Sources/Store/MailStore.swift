import CalendarTime

/// The store as the rest of the program sees it: a driver, and the key that suppressions are hashed with.
///
/// Every transaction belongs to one workspace and one time; both go into every row it writes.
public struct MailStore: Sendable {
    public let driver: any StoreDriver
    let suppressionKey: SuppressionKey

    /// Brings the schema up to date and checks that the suppression key is the one the database was made with.
    public static func open(
        _ driver: any StoreDriver, key: SuppressionKey.Source = .stored, at now: Instant
    ) async throws -> MailStore {
        try await migrate(driver, at: now)
        let location = driver.location
        let key = try await driver.write { connection in
            try key.resolve(connection, location: location)
        }
        return MailStore(driver: driver, suppressionKey: key)
    }

    /// The names of the migrations that ran now.
    @discardableResult
    public static func migrate(
        _ driver: any StoreDriver, migrations: [Migration] = Migration.all, at now: Instant
    ) async throws -> [String] {
        let location = driver.location
        return try await driver.write { connection in
            try SchemaMigrator(connection: connection, location: location, migrations: migrations)
                .migrate(at: now)
        }
    }

    /// One transaction: what `body` did is on disk when this returns, and nothing of it when `body` throws.
    @discardableResult
    public func write<T: Sendable>(
        in workspace: RowID<Workspace>, at now: Instant,
        _ body: @escaping @Sendable (StoreTransaction) throws -> T
    ) async throws -> T {
        let key = suppressionKey
        return try await driver.write { connection in
            let transaction = StoreTransaction(connection, workspace: workspace, now: now, key: key)
            let result = try body(transaction)
            try transaction.flushCounts()
            return result
        }
    }

    /// One snapshot.
    public func read<T: Sendable>(
        in workspace: RowID<Workspace>, at now: Instant,
        _ body: @escaping @Sendable (StoreTransaction) throws -> T
    ) async throws -> T {
        let key = suppressionKey
        return try await driver.read { connection in
            try body(StoreTransaction(connection, workspace: workspace, now: now, key: key))
        }
    }

    public func backup(to path: String) async throws {
        try await driver.backup(to: path)
    }

    public func close() async throws {
        try await driver.close()
    }
}

/// One workspace's view of one transaction. Its methods are in extensions by concern.
///
/// The caller's duty: it does not leave the closure that received it.
public struct StoreTransaction {
    public let connection: any SQLConnection
    public let workspace: RowID<Workspace>
    /// Goes into every `…_at` column that says when something was recorded or is due.
    public let now: Instant
    let key: SuppressionKey
    let pending = PendingCounts()
    let wantedTopics = WantedTopics()

    init(
        _ connection: any SQLConnection, workspace: RowID<Workspace>, now: Instant, key: SuppressionKey
    ) {
        self.connection = connection
        self.workspace = workspace
        self.now = now
        self.key = key
    }

    /// `INSERT … RETURNING id`; throws when nothing was inserted.
    func insert<Entity>(_ sql: String, _ parameters: [any SQLConvertible]) throws -> RowID<Entity> {
        guard let id = try insertIfNew(sql, parameters) as RowID<Entity>? else {
            throw StoreError.inconsistent("an INSERT returned no id")
        }
        return id
    }

    /// `INSERT … ON CONFLICT … DO NOTHING RETURNING id`; nil when the row was there before.
    func insertIfNew<Entity>(_ sql: String, _ parameters: [any SQLConvertible]) throws -> RowID<Entity>? {
        try connection.first(sql, parameters) { $0.id() }
    }
}

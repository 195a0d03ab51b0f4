import Foundation
import GRDB
import Store
import Synchronization

/// The embedded engine: one file, one writer, many readers (WAL), every commit on disk before it returns.
public final class SQLiteDriver: StoreDriver {
    public let dialect: any StoreDialect = SQLiteDialect()
    /// The path.
    public let location: String
    private let pool: DatabasePool
    /// By the address of the connection. Its statements keep that address taken (sqlite3_close_v2), so that no later
    /// connection can be mistaken for it.
    private let caches = Mutex<[UInt: StatementCache]>([:])

    /// Seconds to wait for another process's write lock before `StoreError.locked`.
    public static let defaultBusySeconds: Double = 10
    /// Readers at one time.
    static let readerCount = 4

    /// Opens, or makes, the database file; its folder must exist.
    public init(path: String, busySeconds: Double = defaultBusySeconds) throws {
        location = path
        pool = try SQLiteFaults.translating(path) {
            let pool = try DatabasePool(
                path: path, configuration: SQLiteSettings.configuration(path, busySeconds: busySeconds))
            // GRDB sets NORMAL on the writer after `prepareDatabase` has run; set again what durability rests on.
            try pool.writeWithoutTransaction { try SQLiteSettings.apply(to: $0, path, isWriter: true) }
            return pool
        }
    }

    @discardableResult
    public func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        let dialect = dialect
        return try await SQLiteFaults.translating(location) {
            try await pool.writeWithoutTransaction { [self] database in
                var result: T?
                try database.inTransaction(.immediate) {
                    result = try body(SQLiteConnection(database, cache(of: database), dialect: dialect))
                    return .commit
                }
                guard let result else {
                    throw StoreError.inconsistent("a transaction ended without its result")
                }
                return result
            }
        }
    }

    public func read<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        let dialect = dialect
        return try await SQLiteFaults.translating(location) {
            try await pool.read { [self] database in
                try body(SQLiteConnection(database, cache(of: database), dialect: dialect))
            }
        }
    }

    private func cache(of database: Database) -> StatementCache {
        caches.withLock { all in
            let id = UInt(bitPattern: database.sqliteConnection)
            if let known = all[id] { return known }
            let new = StatementCache()
            all[id] = new
            return new
        }
    }

    /// `VACUUM INTO`: a consistent copy of a snapshot, without free pages, while others go on writing.
    public func backup(to path: String) async throws {
        guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.alreadyExists(path) }
        try await SQLiteFaults.translating(path) {
            try await pool.vacuum(into: path)
            try SQLiteFiles.synchronize(path)
        }
    }

    public func integrityFaults() async throws -> [String] {
        do {
            return try await SQLiteFaults.translating(location) {
                try await pool.read { try Self.faults(in: $0) }
            }
        } catch StoreError.damaged(_, let detail) {
            return [detail]
        }
    }

    private static func faults(in database: Database) throws -> [String] {
        let faults = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        let dangling = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
            let table = row[0] as String? ?? ""
            let target = row[2] as String? ?? ""
            return "\(table): row \(row[1] as Int64? ?? 0) refers to a row of \(target) that is not there"
        }
        return faults + dangling
    }

    public func plan(of sql: String, _ parameters: [SQLValue]) async throws -> [String] {
        try await read { connection in
            try connection.query("EXPLAIN QUERY PLAN " + sql, parameters) { row in
                _ = (row.integer(), row.integer(), row.integer())
                return row.text()
            }
        }
    }

    /// What a connection of each sort says of its settings, by name; for tests and `mailbox check`-like reports.
    public func settings() async throws -> (writer: [String: String], reader: [String: String]) {
        let writer = try await pool.writeWithoutTransaction { try SQLiteSettings.current($0) }
        let reader = try await pool.read { try SQLiteSettings.current($0) }
        return (writer, reader)
    }

    /// Pages of 4 KiB in the file.
    func pageCount() async throws -> Int {
        try await pool.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
    }

    /// The file stops growing there with the result code of a full disk.
    func setMaximumPages(_ count: Int) async throws {
        try await pool.writeWithoutTransaction { database in
            _ = try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(count)")
        }
    }

    public func close() async throws {
        try await SQLiteFaults.translating(location) {
            // No access is under way inside a barrier, so every connection's statements may go.
            try await pool.barrierWriteWithoutTransaction { [self] _ in
                for cache in caches.withLock({ $0.values }) { cache.removeAll() }
            }
            try pool.close()
        }
    }
}

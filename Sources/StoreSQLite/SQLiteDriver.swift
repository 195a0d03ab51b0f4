import Foundation
import GRDB
import Store

/// The embedded engine: one file in WAL mode, one writer, several readers with snapshots.
///
/// A commit is on disk when `write` returns: `synchronous` is FULL, so SQLite calls fdatasync on the WAL before it
/// answers. GRDB sets NORMAL on its writer by itself; therefore every connection is set here, and what it then says is
/// checked, before it is used.
public final class SQLiteDriver: StoreDriver {
    public let dialect: any StoreDialect = SQLiteDialect()
    public let location: String
    private let pool: DatabasePool
    private let texts = StatementTexts()

    /// Seconds a transaction waits for another process's write lock.
    public static let lockTimeout: TimeInterval = 30
    /// Connections that read at the same time.
    private static let readers = 4

    /// Opens the database at `path`, or makes it, readable for its owner only; the folder must exist.
    public init(path: String) throws {
        location = path
        do {
            try Self.createPrivately(path)
            pool = try DatabasePool(path: path, configuration: Self.configuration(path))
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try ConnectionSettings.check(database, location: path, isWriter: true)
            }
        } catch let error as DatabaseError {
            throw StoreError(error, location: path)
        }
    }

    private static func configuration(_ path: String) -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(lockTimeout)
        configuration.maximumReaderCount = readers
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try ConnectionSettings.check(database, location: path, isWriter: false)
        }
        return configuration
    }

    /// The mail of other people is in this file, and the key of the Do Not Contact list.
    private static func createPrivately(_ path: String) throws {
        let descriptor = Foundation.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Foundation.close(descriptor)
            return
        }
        let detail = String(cString: strerror(errno))
        switch errno {
        case EROFS, EACCES:
            // It may be readable all the same; then SQLite says what it cannot do.
            if access(path, R_OK) != 0 { throw StoreError.cannotOpen(location: path, detail: detail) }
        case ENOSPC: throw StoreError.diskFull(location: path)
        default: throw StoreError.cannotOpen(location: path, detail: detail)
        }
    }

    public func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        try await mapped { [texts, dialect] in
            try await self.pool.writeWithoutTransaction { database in
                var result: T?
                try database.inTransaction(.immediate) {
                    result = try body(SQLiteConnection(database, dialect: dialect, texts: texts))
                    return .commit
                }
                guard let result else { throw StoreError.inconsistent("a transaction gave no result") }
                return result
            }
        }
    }

    public func read<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        try await mapped { [texts, dialect] in
            try await self.pool.read { try body(SQLiteConnection($0, dialect: dialect, texts: texts)) }
        }
    }

    public func backup(to path: String) async throws {
        guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.alreadyExists(path) }
        do {
            try Self.createPrivately(path)
            let copy = try DatabaseQueue(path: path)
            try pool.backup(to: copy)
            try copy.close()
        } catch {
            // A part of a copy would look like a copy.
            try? FileManager.default.removeItem(atPath: path)
            throw (error as? DatabaseError).map { StoreError($0, location: path) } ?? error
        }
    }

    public func integrityFaults() async throws -> [String] {
        try await mapped {
            try await self.pool.read { database in
                let pages = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
                    let table: String? = row[0]
                    let parent: String? = row[2]
                    return "a row of \(table ?? "?") refers to a row of \(parent ?? "?") that is not there"
                }
                return pages + references
            }
        }
    }

    public func plan(of sql: String, _ parameters: [SQLValue]) async throws -> [String] {
        let text = "EXPLAIN QUERY PLAN " + texts.numbered(sql)
        return try await mapped {
            try await self.pool.read { database in
                let arguments = StatementArguments(parameters.map(\.databaseValue))
                return try Row.fetchAll(database, sql: text, arguments: arguments).map { row in
                    let detail: String? = row[3]
                    return detail ?? ""
                }
            }
        }
    }

    public func close() async throws {
        try await mapped { try self.pool.close() }
    }

    /// What `body` of a transaction throws by itself passes through as it is.
    private func mapped<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as DatabaseError {
            throw StoreError(error, location: location)
        }
    }
}

import GRDB
import Store

/// SQLite's result codes as what an operator can do about them.
enum SQLiteFaults {
    static func translating<T>(_ location: String, _ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as DatabaseError { throw storeError(error, location) }
    }

    static func translating<T: Sendable>(
        _ location: String, _ body: () async throws -> T
    ) async throws -> T {
        do { return try await body() } catch let error as DatabaseError { throw storeError(error, location) }
    }

    /// The message of SQLite only: SQL and arguments could hold somebody's words.
    static func storeError(_ error: DatabaseError, _ location: String) -> StoreError {
        let detail = error.message ?? "result code \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL: return .diskFull(location: location)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(location: location)
        case .SQLITE_NOTADB: return .notADatabase(location: location)
        case .SQLITE_CORRUPT: return .damaged(location: location, detail: detail)
        case .SQLITE_READONLY, .SQLITE_PERM: return .readOnly(location: location)
        case .SQLITE_CANTOPEN: return .cannotOpen(location: location, detail: detail)
        case .SQLITE_IOERR: return .inputOutput(location: location, detail: detail)
        default: return .statement(location: location, detail: detail)
        }
    }
}

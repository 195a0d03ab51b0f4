import GRDB
import GRDBSQLite

/// The prepared statements of one connection, by their text.
///
/// Straight to SQLite's C interface: GRDB's own statements cost as much again as SQLite itself, for rows and arguments
/// that nobody here needs. Connections, transactions and pools stay GRDB's.
///
/// `@unchecked Sendable`: used only inside GRDB's access to its connection, which is one at a time; and finalized when
/// the pool lets nobody else in, or when nobody has the driver any more.
final class StatementCache: @unchecked Sendable {
    private var statements: [String: PreparedStatement] = [:]
    /// Statements; texts are constants of the program, so this many are never reached.
    private static let maximumCount = 1000

    /// Runs `body` with the statement, bound to `parameters`; the statement is reset afterwards, whatever happens.
    func with<T>(
        _ sql: String, on connection: OpaquePointer, _ body: (PreparedStatement) throws -> T
    ) throws -> T {
        let statement = try statement(sql, connection)
        statement.isInUse = true
        defer {
            statement.reset()
            statement.isInUse = false
        }
        return try body(statement)
    }

    private func statement(_ sql: String, _ connection: OpaquePointer) throws -> PreparedStatement {
        if let known = statements[sql], !known.isInUse { return known }
        let new = try PreparedStatement(sql, connection)
        // One that runs inside another of the same text lives only as long as it runs.
        if statements[sql] == nil, statements.count < Self.maximumCount { statements[sql] = new }
        return new
    }

    /// Before the connection closes.
    func removeAll() { statements = [:] }
}

/// One prepared statement; finalized with its last reference.
final class PreparedStatement {
    let pointer: OpaquePointer
    private let connection: OpaquePointer
    fileprivate var isInUse = false

    fileprivate init(_ sql: String, _ connection: OpaquePointer) throws {
        self.connection = connection
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(
            connection, NumberedParameters.rewrite(sql), -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil
        )
        guard code == SQLITE_OK, let prepared else { throw Self.error(code, connection) }
        pointer = prepared
    }

    deinit { sqlite3_finalize(pointer) }

    fileprivate func reset() {
        sqlite3_reset(pointer)  // repeats the code of the last step, which has been thrown already
        sqlite3_clear_bindings(pointer)
    }

    /// True when there is a row to read.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw Self.error(code, connection)
        }
    }

    /// For the next row of parameters.
    func rewind() { sqlite3_reset(pointer) }

    fileprivate static func error(_ code: CInt, _ connection: OpaquePointer) -> any Error {
        // GRDB interrupts a connection when the task that waits for it is cancelled.
        if code == SQLITE_INTERRUPT { return CancellationError() }
        return DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)))
    }
}

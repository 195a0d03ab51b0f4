import GRDB
import GRDBSQLite
import Store

/// One GRDB connection for the length of one transaction.
///
/// Not Sendable: GRDB runs the transaction on the connection's own queue, and this lives no longer than that.
final class SQLiteConnection: SQLConnection {
    private let database: Database
    private let connection: OpaquePointer
    private let statements: StatementCache
    let dialect: any StoreDialect

    init(_ database: Database, _ statements: StatementCache, dialect: any StoreDialect) throws {
        guard let connection = database.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the connection is closed")
        }
        self.database = database
        self.connection = connection
        self.statements = statements
        self.dialect = dialect
    }

    @discardableResult
    func run(_ sql: String, _ parameters: [any SQLConvertible]) throws -> Int {
        // `sqlite3_changes` alone would answer for an older statement when this one is none that changes rows; the
        // total counts what triggers do, so only "none" and "some" are exact from it.
        let before = sqlite3_total_changes(connection)
        try statements.with(sql, on: connection) { statement in
            try statement.bind(parameters)
            while try statement.step() {}
        }
        return sqlite3_total_changes(connection) == before ? 0 : Int(sqlite3_changes(connection))
    }

    func runEach(_ sql: String, _ rows: [[any SQLConvertible]]) throws {
        try statements.with(sql, on: connection) { statement in
            for row in rows {
                try statement.bind(row)
                while try statement.step() {}
                statement.rewind()
            }
        }
    }

    func query<T>(
        _ sql: String, _ parameters: [any SQLConvertible], _ decode: (inout RowReader) throws -> T
    ) throws -> [T] {
        try statements.with(sql, on: connection) { statement in
            try statement.bind(parameters)
            var found: [T] = []
            while try statement.step() {
                var reader = RowReader(SQLiteRow(statement: statement.pointer))
                found.append(try decode(&reader))
            }
            return found
        }
    }

    func runScript(_ sql: String) throws {
        try database.execute(sql: sql)
    }
}

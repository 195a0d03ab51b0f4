import Foundation
import GRDB
import Store

/// One GRDB connection for the length of one transaction.
///
/// Not Sendable: GRDB runs the transaction on the connection's own queue, and this lives no longer than that.
final class SQLiteConnection: SQLConnection {
    private let database: Database
    let dialect: any StoreDialect

    init(_ database: Database, dialect: any StoreDialect) {
        self.database = database
        self.dialect = dialect
    }

    @discardableResult
    func run(_ sql: String, _ parameters: [any SQLConvertible]) throws -> Int {
        let statement = try prepare(sql)
        // Not `changesCount`: a statement that changes nothing leaves that at the count of the one before.
        let before = database.totalChangesCount
        try statement.execute(arguments: arguments(parameters))
        // Triggers count too (FTS5 shadow tables), so only "none" and "some" are exact from the total.
        return database.totalChangesCount == before ? 0 : database.changesCount
    }

    func runEach(_ sql: String, _ rows: [[any SQLConvertible]]) throws {
        let statement = try prepare(sql)
        for row in rows { try statement.execute(arguments: arguments(row)) }
    }

    func query<T>(
        _ sql: String, _ parameters: [any SQLConvertible], _ decode: (inout RowReader) throws -> T
    ) throws -> [T] {
        let rows = try Row.fetchCursor(try prepare(sql), arguments: arguments(parameters))
        var found: [T] = []
        while let row = try rows.next() {
            var reader = RowReader(SQLiteRow(row: row))
            found.append(try decode(&reader))
        }
        return found
    }

    func runScript(_ sql: String) throws {
        try database.execute(sql: sql)
    }

    private func prepare(_ sql: String) throws -> Statement {
        try database.cachedStatement(sql: NumberedParameters.rewrite(sql))
    }

    private func arguments(_ parameters: [any SQLConvertible]) -> StatementArguments {
        StatementArguments(parameters.map { $0.sqlValue.databaseValue })
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        case .boolean(let value): value.databaseValue
        }
    }
}

/// The current row of a cursor. Reads are lenient, as SQLite is: NULL is 0 or empty, and never a trap.
private struct SQLiteRow: SQLRow {
    let row: Row

    func isNull(at column: Int) -> Bool { row.hasNull(atIndex: column) }
    func integer(at column: Int) -> Int64 { row[column] as Int64? ?? 0 }
    func real(at column: Int) -> Double { row[column] as Double? ?? 0 }
    func boolean(at column: Int) -> Bool { row[column] as Bool? ?? false }
    func text(at column: Int) -> String { row[column] as String? ?? "" }

    func blob(at column: Int) -> [UInt8] {
        (row[column] as Data?).map { [UInt8]($0) } ?? []
    }
}

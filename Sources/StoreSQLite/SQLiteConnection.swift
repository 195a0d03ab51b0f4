import Foundation
import GRDB
import Store

/// One connection inside one transaction; lives no longer than the closure that received it.
final class SQLiteConnection: SQLConnection {
    let dialect: any StoreDialect
    private let database: Database
    private let texts: StatementTexts

    init(_ database: Database, dialect: any StoreDialect, texts: StatementTexts) {
        self.database = database
        self.dialect = dialect
        self.texts = texts
    }

    func run(_ sql: String, _ parameters: [any SQLConvertible]) throws -> Int {
        try database.cachedStatement(sql: texts.numbered(sql)).execute(arguments: Self.arguments(parameters))
        return database.changesCount
    }

    func runEach(_ sql: String, _ rows: [[any SQLConvertible]]) throws {
        guard !rows.isEmpty else { return }
        let statement = try database.cachedStatement(sql: texts.numbered(sql))
        for row in rows { try statement.execute(arguments: Self.arguments(row)) }
    }

    func query<T>(
        _ sql: String, _ parameters: [any SQLConvertible], _ decode: (inout RowReader) throws -> T
    ) throws -> [T] {
        let statement = try database.cachedStatement(sql: texts.numbered(sql))
        let cursor = try Row.fetchCursor(statement, arguments: Self.arguments(parameters))
        var result: [T] = []
        while let row = try cursor.next() {
            var reader = RowReader(SQLiteRow(row: row))
            result.append(try decode(&reader))
        }
        return result
    }

    func runScript(_ sql: String) throws {
        try database.execute(sql: sql)
    }

    private static func arguments(_ parameters: [any SQLConvertible]) -> StatementArguments {
        StatementArguments(parameters.map(\.sqlValue.databaseValue))
    }
}

extension SQLValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let value): Data(value).databaseValue
        case .boolean(let value): value.databaseValue
        }
    }
}

/// A column of another type than asked for reads as zero or empty, as SQLite itself converts.
private struct SQLiteRow: SQLRow {
    let row: Row

    func isNull(at column: Int) -> Bool { row.hasNull(atIndex: column) }

    func integer(at column: Int) -> Int64 { row[column] as Int64? ?? 0 }

    func real(at column: Int) -> Double { row[column] as Double? ?? 0 }

    func boolean(at column: Int) -> Bool { row[column] as Bool? ?? false }

    func text(at column: Int) -> String { row[column] as String? ?? "" }

    func blob(at column: Int) -> [UInt8] {
        (try? row.withUnsafeData(atIndex: column) { data in data.map { [UInt8]($0) } ?? [] }) ?? []
    }
}

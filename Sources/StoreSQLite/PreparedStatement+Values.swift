import GRDB
import GRDBSQLite
import Store

/// SQLite copies what it is given: the value may go away at once (SQLITE_TRANSIENT, a macro that is not imported).
private let copied = unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)

extension PreparedStatement {
    /// Throws when there are more or fewer than the statement has.
    func bind(_ parameters: [any SQLConvertible]) throws {
        guard Int(sqlite3_bind_parameter_count(pointer)) == parameters.count else {
            throw DatabaseError(
                resultCode: .SQLITE_MISUSE,
                message: "\(parameters.count) values for a statement with other parameters")
        }
        for (index, parameter) in parameters.enumerated() {
            let code = bind(parameter.sqlValue, at: CInt(index + 1))
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
    }

    private func bind(_ value: SQLValue, at index: CInt) -> CInt {
        switch value {
        case .null: return sqlite3_bind_null(pointer, index)
        case .integer(let value): return sqlite3_bind_int64(pointer, index, value)
        case .real(let value): return sqlite3_bind_double(pointer, index, value)
        case .boolean(let value): return sqlite3_bind_int64(pointer, index, value ? 1 : 0)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // An empty buffer may have no address, and no address would be NULL.
                    guard let start = characters.baseAddress else {
                        return sqlite3_bind_text(pointer, index, "", 0, copied)
                    }
                    return sqlite3_bind_text64(
                        pointer, index, start, UInt64(characters.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            return bytes.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress, !buffer.isEmpty else {
                    return sqlite3_bind_zeroblob(pointer, index, 0)
                }
                return sqlite3_bind_blob64(pointer, index, start, UInt64(buffer.count), copied)
            }
        }
    }
}

/// The current row of a statement. Reads are lenient, as SQLite is: NULL is 0 or empty, and never a trap.
struct SQLiteRow: SQLRow {
    let statement: OpaquePointer

    func isNull(at column: Int) -> Bool { sqlite3_column_type(statement, CInt(column)) == SQLITE_NULL }
    func integer(at column: Int) -> Int64 { sqlite3_column_int64(statement, CInt(column)) }
    func real(at column: Int) -> Double { sqlite3_column_double(statement, CInt(column)) }
    func boolean(at column: Int) -> Bool { integer(at: column) != 0 }

    func text(at column: Int) -> String {
        // The text first: it settles the form of which `bytes` then tells the length.
        guard let start = sqlite3_column_text(statement, CInt(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, CInt(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func blob(at column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, CInt(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, CInt(column)))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }
}

import CalendarTime
import Foundation

/// One value as both engines know it. An instant is an integer (microseconds), JSON is text.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    /// Never holds U+0000: PostgreSQL refuses it and SQLite would cut the text there (see `String.sqlValue`).
    case text(String)
    case blob([UInt8])
    case boolean(Bool)
}

/// What may stand for `$1`, `$2` … in a statement.
public protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLConvertible {
    public var sqlValue: SQLValue { self }
}

extension Int64: SQLConvertible {
    public var sqlValue: SQLValue { .integer(self) }
}

extension Int: SQLConvertible {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Double: SQLConvertible {
    public var sqlValue: SQLValue { .real(self) }
}

extension Bool: SQLConvertible {
    public var sqlValue: SQLValue { .boolean(self) }
}

extension String: SQLConvertible {
    /// U+0000 becomes U+FFFD: no text column can hold it in PostgreSQL.
    public var sqlValue: SQLValue { .text(withoutNUL) }

    var withoutNUL: String {
        guard containsNUL else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
    }
}

extension String {
    private var containsNUL: Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
        } ?? utf8.contains(0)
    }
}

extension [UInt8]: SQLConvertible {
    public var sqlValue: SQLValue { .blob(self) }
}

extension Instant: SQLConvertible {
    public var sqlValue: SQLValue { .integer(microseconds) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

import GRDB
import Store

/// What every connection must say of itself before it is used.
enum ConnectionSettings {
    /// `synchronous`: 2 is FULL (sqlite.org/pragma.html).
    private static let full = 2

    static func check(_ database: Database, location: String, isWriter: Bool) throws {
        try require(database, "synchronous", "\(full)", location)
        try require(database, "foreign_keys", "1", location)
        // A reader may be opened before the writer has made the WAL of a new database.
        if isWriter { try require(database, "journal_mode", "wal", location) }
    }

    private static func require(
        _ database: Database, _ setting: String, _ value: String, _ location: String
    ) throws {
        let row = try Row.fetchOne(database, sql: "PRAGMA \(setting)")
        let found: DatabaseValue = row?[0] ?? .null
        let text =
            String.fromDatabaseValue(found) ?? Int.fromDatabaseValue(found).map { "\($0)" } ?? "nothing"
        guard text == value else {
            throw StoreError.unsafeSetting(location: location, setting: setting, found: text)
        }
    }
}

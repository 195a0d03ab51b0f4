import GRDB

/// The SQLite that this process runs on.
public enum SQLiteLibrary {
    public static func version() throws -> String {
        let found = try DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") }
        return found ?? "unknown"
    }
}

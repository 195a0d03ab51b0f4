import CalendarTime
import Store
import StoreSQLite

extension Session {
    /// Opens the database, makes it when it is missing, and brings its schema up to date.
    static func openStore(_ location: DatabaseLocation, at now: Instant) async throws -> MailStore {
        try makeFolder(of: location)
        return try await MailStore.open(SQLiteDriver(path: location.path), at: now)
    }
}

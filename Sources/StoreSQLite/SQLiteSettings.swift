import GRDB
import Store

/// What every connection is opened with, and then asked for: a setting that did not take is an error at once.
enum SQLiteSettings {
    /// Pages of 4 KiB between checkpoints; larger than SQLite's 1000, for batches of raw mail fill that at once.
    private static let checkpointPages = 4000
    /// KiB of page cache: the writer goes over many indexes again and again, a reader over a page of one.
    private static let writerCacheKiB = 32 * 1024
    private static let readerCacheKiB = 8 * 1024

    static func configuration(_ path: String, busySeconds: Double) -> Configuration {
        var configuration = Configuration()
        configuration.label = "sluice"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(busySeconds)
        configuration.maximumReaderCount = SQLiteDriver.readerCount
        configuration.prepareDatabase { try apply(to: $0, path, isWriter: false) }
        return configuration
    }

    static func apply(to database: Database, _ path: String, isWriter: Bool) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try database.execute(sql: "PRAGMA foreign_keys = ON")
        try database.execute(sql: "PRAGMA cache_size = -\(isWriter ? writerCacheKiB : readerCacheKiB)")
        if isWriter { try database.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPages)") }
        let found = try current(database)
        var required = ["synchronous": "2", "foreign_keys": "1"]
        // The writer's first connection meets a new file before GRDB has switched it to WAL.
        if isWriter { required["journal_mode"] = "wal" }
        for (name, value) in required.sorted(by: { $0.key < $1.key }) where found[name] != value {
            throw StoreError.unsafeSetting(location: path, setting: name, found: found[name] ?? "")
        }
    }

    static func current(_ database: Database) throws -> [String: String] {
        var found: [String: String] = [:]
        for name in ["synchronous", "foreign_keys", "journal_mode", "busy_timeout"] {
            found[name] = try Row.fetchOne(database, sql: "PRAGMA \(name)").map { row in
                let value: DatabaseValue = row[0]
                return String.fromDatabaseValue(value) ?? Int64.fromDatabaseValue(value).map { String($0) }
                    ?? ""
            }
        }
        return found
    }
}

import CalendarTime
import Foundation
import GRDB
import Store
import Testing

@testable import StoreSQLite

@Suite("SQLite driver")
struct SQLiteDriverTests {
    private let now = Instant(seconds: 1_772_442_000)

    @Test("every connection has the settings that durability rests on")
    func settings() async throws {
        let driver = try SQLiteDriver(path: try temporaryDatabase())
        _ = try await MailStore.open(driver, at: now)
        let found = try await driver.settings()
        #expect(found.writer["synchronous"] == "2")  // FULL; GRDB by itself leaves 1
        #expect(found.writer["journal_mode"] == "wal" && found.writer["foreign_keys"] == "1")
        #expect(found.writer["busy_timeout"] == "10000")
        // All readers at once, so that each connection of the pool answers.
        let readers = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<SQLiteDriver.readerCount {
                group.addTask {
                    try await driver.read { connection in
                        Thread.sleep(forTimeInterval: 0.05)
                        return try ["synchronous", "foreign_keys", "busy_timeout"].map { name in
                            try connection.query("PRAGMA \(name)") { $0.text() }.joined()
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(readers.count == SQLiteDriver.readerCount)
        for reader in readers { #expect(reader == ["2", "1", "10000"]) }
    }

    @Test("a foreign key holds")
    func foreignKeys() async throws {
        let driver = try SQLiteDriver(path: try temporaryDatabase())
        _ = try await MailStore.open(driver, at: now)
        await #expect(throws: StoreError.self) {
            try await driver.write { connection in
                try connection.run(
                    "INSERT INTO settings (workspace_id, name, value) VALUES ($1, $2, $3)", [77, "a", "b"])
            }
        }
    }

    @Test("a file that is no database is refused, and left as it was")
    func notADatabase() async throws {
        let path = try temporaryDatabase()
        let bytes = Data(String(repeating: "This is a letter to my aunt.\n", count: 100).utf8)
        try bytes.write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: StoreError.self) { try SQLiteDriver(path: path) }
        #expect(error == .notADatabase(location: path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }

    @Test("a folder that is not there is named")
    func noFolder() throws {
        let path = "/no-such-folder-of-sluice/db.sqlite"
        let error = #expect(throws: StoreError.self) { try SQLiteDriver(path: path) }
        #expect(error?.description.hasPrefix("\(path): cannot open the database") == true)
    }

    @Test("another process's lock is waited for, then named; nothing is lost")
    func locked() async throws {
        let path = try temporaryDatabase()
        let driver = try SQLiteDriver(path: path, busySeconds: 0.2)
        let store = try await MailStore.open(driver, at: now)
        let workspace = try await store.createWorkspace("w", at: now).id
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true  // the other process holds its transaction open
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
        }
        await #expect(throws: StoreError.locked(location: path)) {
            try await store.write(in: workspace, at: now) { try $0.setSetting("a", to: "1") }
        }
        // Readers go on meanwhile.
        #expect(try await store.read(in: workspace, at: now) { try $0.setting("a") } == nil)
        try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        try await store.write(in: workspace, at: now) { try $0.setSetting("a", to: "1") }
        #expect(try await store.read(in: workspace, at: now) { try $0.setting("a") } == "1")
    }

    @Test("a full disk stops the step; what was committed stays")
    func full() async throws {
        let path = try temporaryDatabase()
        let driver = try SQLiteDriver(path: path)
        let store = try await MailStore.open(driver, at: now)
        let workspace = try await store.createWorkspace("w", at: now).id
        try await store.write(in: workspace, at: now) { try $0.setSetting("kept", to: "1") }
        // The result code of a full file system, by a limit on the file's own pages.
        try await driver.setMaximumPages(await driver.pageCount() + 4)
        await #expect(throws: StoreError.diskFull(location: path)) {
            try await store.write(in: workspace, at: now) { transaction in
                for index in 0..<100 {
                    try transaction.setSetting("n\(index)", to: String(repeating: "x", count: 5000))
                }
            }
        }
        #expect(try await store.read(in: workspace, at: now) { try $0.setting("kept") } == "1")
        #expect(try await store.read(in: workspace, at: now) { try $0.setting("n0") } == nil)
        try await driver.setMaximumPages(1_000_000)
        try await store.write(in: workspace, at: now) { try $0.setSetting("after", to: "1") }
        #expect(try await store.verify(workspace: workspace, at: now).isClean)
    }

    /// Result codes of SQLite and what becomes of them.
    private static let codes: [(code: ResultCode, error: StoreError)] = [
        (.SQLITE_FULL, .diskFull(location: "p")),
        (.SQLITE_BUSY, .locked(location: "p")),
        (.SQLITE_READONLY, .readOnly(location: "p")),
        (.SQLITE_NOTADB, .notADatabase(location: "p")),
        (.SQLITE_CORRUPT, .damaged(location: "p", detail: "m")),
        (.SQLITE_CANTOPEN, .cannotOpen(location: "p", detail: "m")),
        (.SQLITE_IOERR, .inputOutput(location: "p", detail: "m")),
        (.SQLITE_CONSTRAINT, .statement(location: "p", detail: "m")),
    ]

    @Test("result codes", arguments: codes)
    func mapsCodes(_ code: ResultCode, _ expected: StoreError) {
        #expect(SQLiteFaults.storeError(DatabaseError(resultCode: code, message: "m"), "p") == expected)
        #expect(expected.description.hasPrefix("p: "))
    }

    @Test("a backup is whole while writers go on, and a restore brings it back")
    func backup() async throws {
        let path = try temporaryDatabase()
        let copy = path + ".backup"
        let driver = try SQLiteDriver(path: path)
        let store = try await MailStore.open(driver, at: now)
        let workspace = try await store.createWorkspace("w", at: now).id
        try await store.write(in: workspace, at: now) { try $0.setSetting("a", to: "before") }
        async let writing: Void = { [now] in
            for index in 0..<50 {
                try await store.write(in: workspace, at: now) { try $0.setSetting("n\(index)", to: "x") }
            }
        }()
        try await store.backup(to: copy)
        try await writing
        await #expect(throws: StoreError.alreadyExists(copy)) { try await store.backup(to: copy) }
        try await store.write(in: workspace, at: now) { try $0.setSetting("a", to: "after") }
        try await store.close()
        try SQLiteFiles.restore(copy, to: path)
        let restored = try await MailStore.open(try SQLiteDriver(path: path), at: now)
        #expect(try await restored.read(in: workspace, at: now) { try $0.setting("a") } == "before")
        #expect(try await restored.verify(workspace: workspace, at: now).isClean)
        #expect(FileManager.default.fileExists(atPath: path + ".before-restore"))
    }

    @Test("a restore refuses what is no backup, and a database in use")
    func refusedRestores() async throws {
        let path = try temporaryDatabase()
        let store = try await MailStore.open(try SQLiteDriver(path: path, busySeconds: 0.1), at: now)
        let copy = path + ".backup"
        try await store.backup(to: copy)
        #expect(throws: StoreError.notFound("/no/such")) { try SQLiteFiles.restore("/no/such", to: path) }
        let letter = path + ".txt"
        try Data(String(repeating: "Dear aunt, ", count: 100).utf8).write(to: URL(fileURLWithPath: letter))
        #expect(throws: StoreError.notADatabase(location: letter)) {
            try SQLiteFiles.restore(letter, to: path)
        }
        #expect(throws: StoreError.locked(location: path)) { try SQLiteFiles.restore(copy, to: path) }
        #expect(try await store.workspaces().isEmpty)
    }

    @Test("damage inside a file is found")
    func damage() async throws {
        let path = try temporaryDatabase()
        let store = try await MailStore.open(try SQLiteDriver(path: path), at: now)
        let workspace = try await store.createWorkspace("w", at: now).id
        try await store.write(in: workspace, at: now) { transaction in
            for index in 0..<2000 { try transaction.setSetting("name \(index)", to: "value") }
        }
        try await store.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for offset in (bytes.count - 30_000)..<(bytes.count - 20_000) { bytes[offset] = 0x5A }
        try bytes.write(to: URL(fileURLWithPath: path))
        do {
            #expect(try await SQLiteDriver(path: path).integrityFaults().isEmpty == false)
        } catch let StoreError.damaged(location, _) {
            #expect(location == path)  // where the damage is, decides whether it shows at once
        }
    }
}

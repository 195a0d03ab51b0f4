import ArgumentParser
import CalendarTime
import Foundation
import Store
import StoreSQLite

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract:
            "Puts a backup in the place of the database, after checking it; no other process may use the database."
    )

    @Argument(help: ArgumentHelp("A file that 'sluice admin backup' wrote.", valueName: "file")) var file:
        String
    @Flag(help: "Move a database that is there out of the way first; it is kept beside.") var replace = false
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let location = try session.configuration().database
        try Session.makeFolder(of: location)
        let files = FileManager.default
        guard files.fileExists(atPath: file) else {
            throw CommandFailure("\(file): there is no such file; name one that 'sluice admin backup' wrote")
        }
        let isThere = files.fileExists(atPath: location.path)
        guard !isThere || replace else {
            throw CommandFailure(
                "\(location.path): there is a database already; keep it aside with --replace")
        }
        let copy = location.path + ".restoring"
        try Self.removeDatabase(copy)
        do {
            try files.copyItem(atPath: file, toPath: copy)
            try await Self.check(copy, at: session.now)
        } catch {
            try? Self.removeDatabase(copy)
            throw error
        }
        if isThere {
            let aside = location.path + ".before-restore-\(session.now.seconds)"
            try Self.moveDatabase(location.path, to: aside)
            Terminal.note("the old database is \(aside)")
        }
        try Self.moveDatabase(copy, to: location.path)
        try Terminal.write("\(location.path): restored from \(file)\n")
    }

    /// The copy opens, is of this version or an older one, and is sound.
    private static func check(_ path: String, at now: Instant) async throws {
        let store = try await MailStore.open(SQLiteDriver(path: path), at: now)
        let faults = try await store.driver.integrityFaults()
        try await store.close()
        if let fault = faults.first {
            throw CommandFailure("the backup is damaged (\(fault)); nothing was changed, use another one")
        }
    }

    /// A database is up to three files: the main one, and those of its write-ahead log.
    private static let suffixes = ["", "-wal", "-shm"]

    private static func moveDatabase(_ path: String, to target: String) throws {
        for suffix in suffixes where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.moveItem(atPath: path + suffix, toPath: target + suffix)
        }
    }

    private static func removeDatabase(_ path: String) throws {
        for suffix in suffixes where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.removeItem(atPath: path + suffix)
        }
    }
}

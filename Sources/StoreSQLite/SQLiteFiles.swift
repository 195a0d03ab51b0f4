import Foundation
import GRDB
import Store

/// The files of a database as files: copies, and putting one in another's place.
public enum SQLiteFiles {
    /// Puts the backup at `backup` where the database `path` is. Nobody may have either of them open.
    ///
    /// The old database stays beside it as `path.before-restore`, so that the step can be undone.
    public static func restore(_ backup: String, to path: String) throws {
        try check(backup)
        let files = FileManager.default
        let new = path + ".restoring"
        try? files.removeItem(atPath: new)
        try files.copyItem(atPath: backup, toPath: new)
        try synchronize(new)
        let old = path + ".before-restore"
        if files.fileExists(atPath: path) {
            try checkpoint(path)
            try? files.removeItem(atPath: old)
            try files.moveItem(atPath: path, toPath: old)
        }
        for suffix in ["-wal", "-shm"] { try? files.removeItem(atPath: path + suffix) }
        try files.moveItem(atPath: new, toPath: path)
        try synchronize((path as NSString).deletingLastPathComponent)
    }

    /// Throws when the file is no sound database.
    private static func check(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw StoreError.notFound(path) }
        try SQLiteFaults.translating(path) {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let answer = try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
            guard answer == ["ok"] else {
                throw StoreError.damaged(location: path, detail: "integrity check failed")
            }
            let tables = try queue.read { try $0.tableExists("schema_migrations") }
            guard tables else { throw StoreError.notADatabase(location: path) }
        }
    }

    /// Brings what lies in the `-wal` file into the database; throws when another process has it open.
    private static func checkpoint(_ path: String) throws {
        try SQLiteFaults.translating(path) {
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { database in
                // An exclusive lock: nobody else has the file open. DELETE also removes the -wal and -shm files.
                try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
                let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
                guard mode == "delete" else { throw StoreError.locked(location: path) }
            }
            try queue.close()
        }
    }

    /// fsync of a file or folder.
    static func synchronize(_ path: String) throws {
        let descriptor = open(path.isEmpty ? "." : path, O_RDONLY)
        guard descriptor >= 0 else {
            throw StoreError.cannotOpen(location: path, detail: "errno \(errno)")
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw StoreError.inputOutput(location: path, detail: "errno \(errno)")
        }
    }
}

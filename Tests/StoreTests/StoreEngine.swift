import Foundation
import Store
import StoreSQLite
import Testing

/// An engine to run the conformance suite on. To add one: give its factory, and add it to `all`.
struct StoreEngine: Sendable, CustomTestStringConvertible {
    let name: String
    /// A driver on a new, empty database.
    let make: @Sendable () async throws -> any StoreDriver

    var testDescription: String { name }

    static let sqlite = StoreEngine(name: "SQLite") {
        try SQLiteDriver(path: try TemporaryFolder.make() + "/sluice.sqlite")
    }

    static let all: [StoreEngine] = [sqlite]
}

enum TemporaryFolder {
    /// A new folder below the system's place for such; the system clears it.
    static func make() throws -> String {
        let path = NSTemporaryDirectory() + "sluice-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}

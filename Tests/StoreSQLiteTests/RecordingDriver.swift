import Store
import Synchronization

/// Passes everything on, and keeps each distinct statement with the first parameters it ran with.
final class RecordingDriver: StoreDriver {
    private let inner: any StoreDriver
    private let recorded = Mutex<[String: [SQLValue]]>([:])

    init(_ inner: any StoreDriver) {
        self.inner = inner
    }

    var dialect: any StoreDialect { inner.dialect }
    var location: String { inner.location }

    /// Forgets what ran so far, and answers it sorted by text.
    func take() -> [(sql: String, parameters: [SQLValue])] {
        recorded.withLock { all in
            defer { all = [:] }
            return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
    }

    fileprivate func record(_ sql: String, _ parameters: [any SQLConvertible]) {
        recorded.withLock { if $0[sql] == nil { $0[sql] = parameters.map(\.sqlValue) } }
    }

    func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        try await inner.write { try body(RecordingConnection($0, self)) }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await inner.read { try body(RecordingConnection($0, self)) }
    }

    func backup(to path: String) async throws { try await inner.backup(to: path) }
    func integrityFaults() async throws -> [String] { try await inner.integrityFaults() }
    func close() async throws { try await inner.close() }
    func plan(of sql: String, _ parameters: [SQLValue]) async throws -> [String] {
        try await inner.plan(of: sql, parameters)
    }
}

private final class RecordingConnection: SQLConnection {
    private let inner: any SQLConnection
    private let driver: RecordingDriver

    init(_ inner: any SQLConnection, _ driver: RecordingDriver) {
        self.inner = inner
        self.driver = driver
    }

    var dialect: any StoreDialect { inner.dialect }

    func run(_ sql: String, _ parameters: [any SQLConvertible]) throws -> Int {
        driver.record(sql, parameters)
        return try inner.run(sql, parameters)
    }

    func runEach(_ sql: String, _ rows: [[any SQLConvertible]]) throws {
        if let first = rows.first { driver.record(sql, first) }
        try inner.runEach(sql, rows)
    }

    func query<T>(
        _ sql: String, _ parameters: [any SQLConvertible], _ decode: (inout RowReader) throws -> T
    ) throws -> [T] {
        driver.record(sql, parameters)
        return try inner.query(sql, parameters, decode)
    }

    func runScript(_ sql: String) throws { try inner.runScript(sql) }
}

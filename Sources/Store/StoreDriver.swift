/// An engine: opens connections, runs transactions, and knows its dialect. It decides nothing about mail.
public protocol StoreDriver: Sendable {
    var dialect: any StoreDialect { get }
    /// Where the data is, as an error message may say it: a path, or a URL without its password.
    var location: String { get }

    /// One read-write transaction: committed and on disk when this returns, rolled back when `body` throws.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T
    /// One snapshot: `body` sees no change that is committed after it began.
    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T
    /// Writes a complete, consistent copy to `path`, which must not exist.
    func backup(to path: String) async throws
    /// What the engine itself finds wrong with its files; empty when all is well.
    func integrityFaults() async throws -> [String]
    /// The plan of a statement, one line a step, for tests that look for missing indexes.
    func plan(of sql: String, _ parameters: [SQLValue]) async throws -> [String]
    func close() async throws
}

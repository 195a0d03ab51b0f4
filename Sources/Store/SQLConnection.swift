/// One connection inside one transaction.
///
/// Statements are written in the subset that SQLite 3.40 and PostgreSQL 15 share, with parameters `$1`, `$2` …
/// numbered as PostgreSQL does. A driver keeps each distinct text prepared, so the texts are constants: what
/// varies is a parameter, or a list of placeholders of bounded length.
///
/// Every statement names the workspace. Where an id or a lead finds the rows, it says `+workspace_id = $1`: the sign
/// keeps the planner from taking an index of which only the workspace fits (PostgreSQL and SQLite both allow it).
public protocol SQLConnection: AnyObject {
    var dialect: any StoreDialect { get }

    /// Runs one statement; the number of rows that it inserted, changed or deleted.
    @discardableResult
    func run(_ sql: String, _ parameters: [any SQLConvertible]) throws -> Int

    /// Runs one statement for each row of parameters, in order; a driver over a network sends them together.
    func runEach(_ sql: String, _ rows: [[any SQLConvertible]]) throws

    /// Runs a statement that answers rows (`SELECT`, or `RETURNING`).
    func query<T>(
        _ sql: String, _ parameters: [any SQLConvertible], _ decode: (inout RowReader) throws -> T
    ) throws -> [T]

    /// Runs several statements without parameters, as a migration has them.
    func runScript(_ sql: String) throws
}

extension SQLConnection {
    /// The first row, or nil. The statement says `LIMIT 1` where more than one could match.
    public func first<T>(
        _ sql: String, _ parameters: [any SQLConvertible] = [], _ decode: (inout RowReader) throws -> T
    ) throws -> T? {
        try query(sql, parameters, decode).first
    }

    public func query<T>(_ sql: String, _ decode: (inout RowReader) throws -> T) throws -> [T] {
        try query(sql, [], decode)
    }

    @discardableResult
    public func run(_ sql: String) throws -> Int {
        try run(sql, [])
    }
}

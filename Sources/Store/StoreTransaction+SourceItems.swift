import CalendarTime

/// A message that a source has and could not give, with the reason.
public struct RefusedItem: Hashable, Sendable {
    /// Names the message within its source.
    public let name: String
    /// For people; without words of the message.
    public let fault: String
    /// How often it was asked for.
    public let tries: Int
    /// When it was refused first.
    public let since: Instant

    static let columns = "name, fault, tries, first_at"

    init(_ row: inout RowReader) {
        name = row.text()
        fault = row.text()
        tries = row.count()
        since = row.instant()
    }
}

/// Messages of one source that it could not give.
public struct RefusedItems: Hashable, Sendable {
    public let count: Int
    /// Of one of them.
    public let fault: String

    public init(count: Int, fault: String) {
        self.count = count
        self.fault = fault
    }
}

/// Messages that a source knows by name, where a cursor alone does not tell which were read. To be written in the
/// transaction that stores what they brought.
extension StoreTransaction {
    /// Names of the messages that were read.
    public func readItems(of source: String) throws -> Set<String> {
        Set(
            try connection.query(
                "SELECT name FROM source_items WHERE workspace_id = $1 AND source = $2 AND fault IS NULL",
                [workspace, source]
            ) { $0.text() })
    }

    /// These were read; one that was refused before is not any more.
    public func recordRead(_ names: [String], of source: String) throws {
        for name in names {
            try connection.run(
                """
                INSERT INTO source_items (workspace_id, source, name, first_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (workspace_id, source, name) DO UPDATE SET fault = NULL
                """, [workspace, source, name, now])
        }
    }

    /// This one was asked for, and was not given.
    public func recordRefused(_ name: String, of source: String, fault: String) throws {
        try connection.run(
            """
            INSERT INTO source_items (workspace_id, source, name, fault, first_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (workspace_id, source, name) DO UPDATE SET fault = excluded.fault, tries = source_items.tries + 1
            """, [workspace, source, name, fault, now])
    }

    /// Sorted by name.
    public func refusedItems(of source: String) throws -> [RefusedItem] {
        try connection.query(
            """
            SELECT \(RefusedItem.columns) FROM source_items
            WHERE workspace_id = $1 AND source = $2 AND fault IS NOT NULL ORDER BY name
            """, [workspace, source]
        ) { RefusedItem(&$0) }
    }

    /// How many messages each source was asked for in vain, with what was wrong with one of them.
    public func refusedItemCounts() throws -> [String: RefusedItems] {
        let found = try connection.query(
            """
            SELECT source, COUNT(*), MIN(fault) FROM source_items
            WHERE workspace_id = $1 AND fault IS NOT NULL GROUP BY source ORDER BY source
            """, [workspace]
        ) { (source: $0.text(), items: RefusedItems(count: $0.count(), fault: $0.text())) }
        return Dictionary(found.map { ($0.source, $0.items) }) { first, _ in first }
    }

    /// The source does not have these any more.
    public func forgetItems(_ names: [String], of source: String) throws {
        for name in names {
            try connection.run(
                "DELETE FROM source_items WHERE workspace_id = $1 AND source = $2 AND name = $3",
                [workspace, source, name])
        }
    }

    /// All of them: the source is read as if for the first time.
    public func forgetItems(of source: String) throws {
        try connection.run(
            "DELETE FROM source_items WHERE workspace_id = $1 AND source = $2", [workspace, source])
    }
}

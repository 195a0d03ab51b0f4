/// All that differs between the engines' SQL. Everything else is one text for both.
public protocol StoreDialect: Sendable {
    /// `sqlite` or `postgresql`.
    var name: String { get }
    /// The type and constraints of an `id` column: `INTEGER PRIMARY KEY`, or an identity column.
    var idColumn: String { get }
    /// Ends the inner SELECT of a claim, so that two workers do not wait for each other's rows.
    var claimLock: String { get }
    /// Ends a SELECT of rows that the same transaction goes on to change.
    var rowLock: String { get }
    /// Statements that make the full-text index over `message_texts`, kept up by the engine itself.
    var searchSchema: [String] { get }
    /// A condition on a column of message ids: the message's text matches the query in `placeholder`.
    func searchCondition(_ column: String, _ placeholder: String) -> String
    /// A person's words as the engine's query text: every word must occur, the last one as a prefix.
    func searchQuery(_ words: String) -> String
    /// A condition "column is one of `count` values" and the placeholders from `$first` on; `count` is above 0.
    func list(_ column: String, first: Int, count: Int) -> String
}

extension StoreDialect {
    public func list(_ column: String, first: Int, count: Int) -> String {
        column + " IN (" + (first..<(first + count)).map { "$\($0)" }.joined(separator: ",") + ")"
    }
}

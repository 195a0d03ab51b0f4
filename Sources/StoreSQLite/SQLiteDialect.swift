import Store

/// What SQLite 3.40 writes in its own way.
struct SQLiteDialect: StoreDialect {
    let name = "sqlite"
    /// The only spelling that makes the column the rowid itself.
    let idColumn = "INTEGER PRIMARY KEY"
    /// There is one writer at a time: nothing to lock, nothing to skip.
    let claimLock = ""
    let rowLock = ""

    let searchSchema = [
        """
        CREATE VIRTUAL TABLE message_search USING fts5 (
            subject, sender, body, content = 'message_texts', content_rowid = 'message_id',
            tokenize = 'unicode61 remove_diacritics 2')
        """,
        """
        CREATE TRIGGER message_texts_inserted AFTER INSERT ON message_texts BEGIN
            INSERT INTO message_search (rowid, subject, sender, body)
            VALUES (new.message_id, new.subject, new.sender, new.body);
        END
        """,
        """
        CREATE TRIGGER message_texts_deleted AFTER DELETE ON message_texts BEGIN
            INSERT INTO message_search (message_search, rowid, subject, sender, body)
            VALUES ('delete', old.message_id, old.subject, old.sender, old.body);
        END
        """,
        """
        CREATE TRIGGER message_texts_updated AFTER UPDATE ON message_texts BEGIN
            INSERT INTO message_search (message_search, rowid, subject, sender, body)
            VALUES ('delete', old.message_id, old.subject, old.sender, old.body);
            INSERT INTO message_search (rowid, subject, sender, body)
            VALUES (new.message_id, new.subject, new.sender, new.body);
        END
        """,
    ]

    func searchCondition(_ column: String, _ placeholder: String) -> String {
        "\(column) IN (SELECT rowid FROM message_search WHERE message_search MATCH \(placeholder))"
    }

    /// Each word quoted, so that no character of it is an operator of FTS5.
    func searchQuery(_ words: String) -> String {
        let found = words.split { !($0.isLetter || $0.isNumber) }
        let quoted = found.map { "\"\($0)\"" }.joined(separator: " ")
        return quoted.isEmpty ? "\"\"" : quoted + "*"
    }
}

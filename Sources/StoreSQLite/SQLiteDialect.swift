import Store

/// What SQLite 3.40 says in its own way.
struct SQLiteDialect: StoreDialect {
    let name = "sqlite"
    let idColumn = "INTEGER PRIMARY KEY"
    /// There is one writer at a time (BEGIN IMMEDIATE), so nothing can be locked by somebody else.
    let claimLock = ""
    let rowLock = ""

    /// An FTS5 index without a copy of the text; triggers keep it up with `message_texts`.
    ///
    /// `remove_diacritics 2`: "uber" finds "über", also where the letter has several marks.
    let searchSchema = [
        """
        CREATE VIRTUAL TABLE message_search USING fts5(
            subject, sender, body, content = 'message_texts', content_rowid = 'message_id',
            tokenize = 'unicode61 remove_diacritics 2')
        """,
        """
        CREATE TRIGGER message_search_insert AFTER INSERT ON message_texts BEGIN
            INSERT INTO message_search (rowid, subject, sender, body)
            VALUES (new.message_id, new.subject, new.sender, new.body);
        END
        """,
        """
        CREATE TRIGGER message_search_delete AFTER DELETE ON message_texts BEGIN
            INSERT INTO message_search (message_search, rowid, subject, sender, body)
            VALUES ('delete', old.message_id, old.subject, old.sender, old.body);
        END
        """,
        """
        CREATE TRIGGER message_search_update AFTER UPDATE ON message_texts BEGIN
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

    /// Each word quoted, so that no character of it is an operator (FTS5 §3.1); `""` matches nothing.
    func searchQuery(_ words: String) -> String {
        let quoted = words.split(whereSeparator: \.isWhitespace).prefix(Self.maximumWords).map {
            "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                + "\""
        }
        return quoted.isEmpty ? "\"\"" : quoted.joined(separator: " ") + "*"
    }

    /// Words of one search; the rest is left out.
    private static let maximumWords = 16
}

import Testing

@testable import StoreSQLite

private let texts: [(sql: String, rewritten: String)] = [
    ("SELECT $1", "SELECT ?1"),
    ("SELECT $2 || $1, $12", "SELECT ?2 || ?1, ?12"),
    ("SELECT '$1', $1", "SELECT '$1', ?1"),
    ("SELECT 'it''s $1', $1", "SELECT 'it''s $1', ?1"),
    ("SELECT $x, a$1", "SELECT $x, a?1"),  // no statement of ours has either
    ("", ""),
]

@Test("$N becomes ?N outside of literals", arguments: texts)
func rewrites(_ sql: String, _ rewritten: String) {
    #expect(NumberedParameters.rewrite(sql) == rewritten)
    #expect(NumberedParameters.rewrite(sql) == rewritten)  // from the cache
}

private let searches: [(words: String, query: String)] = [
    ("hello", "\"hello\"*"),
    ("two  words", "\"two\" \"words\"*"),
    ("a\"b OR", "\"a\"\"b\" \"OR\"*"),
    ("   ", "\"\""),
]

@Test("a person's words are no operators", arguments: searches)
func quotes(_ words: String, _ query: String) {
    #expect(SQLiteDialect().searchQuery(words) == query)
}

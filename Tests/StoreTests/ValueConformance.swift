import CalendarTime
import Store
import Testing

/// What every driver must do with values and statements before anything else can be right.
@Suite("store conformance: values and statements")
struct ValueConformance {
    @Test("a value comes back as it went", arguments: StoreEngine.all)
    func roundTrip(_ engine: StoreEngine) async throws {
        let driver = try await engine.make()
        try await driver.write { connection in
            try connection.runScript(
                "CREATE TABLE v (i BIGINT, r DOUBLE PRECISION, t TEXT, b BYTEA, f BOOLEAN, n TEXT)")
            try connection.run(
                "INSERT INTO v (i, r, t, b, f, n) VALUES ($1, $2, $3, $4, $5, $6)",
                [Int64.max, 0.25, "é\u{0}漢", [0, 1, 255] as [UInt8], true, nil as String?])
            let rows = try connection.query("SELECT i, r, t, b, f, n, n, n FROM v") { row in
                #expect(row.integer() == Int64.max)
                #expect(row.real() == 0.25)
                #expect(row.text() == "é\u{FFFD}漢")  // PostgreSQL holds no U+0000
                #expect(row.blob() == [0, 1, 255])
                #expect(row.flag() == true)
                #expect(row.textOrNil() == nil)
                #expect(row.integerOrNil() == nil)
                #expect(row.blobOrNil() == nil)
                return 1
            }
            #expect(rows == [1])
        }
    }

    @Test("$N is the Nth parameter wherever it stands", arguments: StoreEngine.all)
    func numberedParameters(_ engine: StoreEngine) async throws {
        let driver = try await engine.make()
        let found = try await driver.read { connection in
            try connection.query(
                "SELECT CAST($2 AS TEXT) || CAST($1 AS TEXT) || CAST($2 AS TEXT) || '$1'", ["a", "b"]
            ) { $0.text() }
        }
        #expect(found == ["bab$1"])
    }

    @Test("the count of rows is that of this statement", arguments: StoreEngine.all)
    func changes(_ engine: StoreEngine) async throws {
        let driver = try await engine.make()
        try await driver.write { connection in
            try connection.runScript("CREATE TABLE c (k TEXT PRIMARY KEY, n BIGINT NOT NULL)")
            let insert = "INSERT INTO c (k, n) VALUES ($1, $2) ON CONFLICT (k) DO NOTHING"
            #expect(try connection.run(insert, ["a", 1]) == 1)
            #expect(try connection.run(insert, ["a", 2]) == 0)
            #expect(try connection.run("UPDATE c SET n = 3 WHERE k = $1", ["none"]) == 0)
            try connection.runEach(insert, [["b", 1], ["c", 1]])
            #expect(try connection.run("UPDATE c SET n = 9") == 3)
            #expect(try connection.run("DELETE FROM c WHERE k <> $1", ["a"]) == 2)
        }
    }

    @Test("a transaction that throws leaves nothing", arguments: StoreEngine.all)
    func rollback(_ engine: StoreEngine) async throws {
        let fixture = try await StoreFixture(engine)
        await #expect(throws: StoreError.notFound("x")) {
            try await fixture.write { transaction in
                try transaction.setSetting("a", to: "1")
                throw StoreError.notFound("x")
            }
        }
        #expect(try await fixture.read { try $0.setting("a") } == nil)
    }

    @Test("a list has one placeholder a value", arguments: StoreEngine.all)
    func lists(_ engine: StoreEngine) async throws {
        let dialect = try await engine.make().dialect
        #expect(dialect.list("x", first: 2, count: 3) == "x IN ($2,$3,$4)")
    }
}

import CalendarTime
import Store
import Testing

@Suite("store conformance: migrations")
struct MigrationConformance {
    private let now = StoreFixture.start

    @Test("each migration runs once, in order", arguments: StoreEngine.all)
    func once(_ engine: StoreEngine) async throws {
        let driver = try await engine.make()
        #expect(try await MailStore.migrate(driver, at: now) == Migration.all.map(\.name))
        #expect(try await MailStore.migrate(driver, at: now) == [])
    }

    @Test("names are unique and stand in the order of their numbers")
    func names() {
        let names = Migration.all.map(\.name)
        #expect(names == names.sorted())
        #expect(Set(names).count == names.count)
    }

    @Test("a database of a newer version is refused, and named", arguments: StoreEngine.all)
    func newer(_ engine: StoreEngine) async throws {
        let driver = try await engine.make()
        let store = try await MailStore.open(driver, at: now)
        try await store.driver.write { connection in
            try connection.run(
                "INSERT INTO schema_migrations (position, name, applied_at) VALUES (9999, '9999-future', 0)")
        }
        let error = await #expect(throws: StoreError.self) { try await MailStore.open(driver, at: now) }
        #expect(error == .newerVersion(location: driver.location, migration: "9999-future"))
        #expect(error?.description.contains("install that version") == true)
    }

    @Test("a migration that fails leaves nothing of itself", arguments: StoreEngine.all)
    func failing(_ engine: StoreEngine) async throws {
        let driver = try await engine.make()
        try await MailStore.migrate(driver, at: now)
        let broken =
            Migration.all + [Migration("9000-broken", ["CREATE TABLE half (id BIGINT)", "CREATE NONSENSE"])]
        await #expect(throws: StoreError.self) {
            try await MailStore.migrate(driver, migrations: broken, at: now)
        }
        await #expect(throws: StoreError.self) {
            _ = try await driver.read { try $0.query("SELECT 1 FROM half") { $0.count() } }
        }
        #expect(try await MailStore.migrate(driver, at: now) == [])
    }

    @Test("another suppression key is refused", arguments: StoreEngine.all)
    func wrongKey(_ engine: StoreEngine) async throws {
        let driver = try await engine.make()
        let key = [UInt8](repeating: 7, count: 32)
        _ = try await MailStore.open(driver, key: .external(key), at: now)
        _ = try await MailStore.open(driver, key: .external(key), at: now)
        for wrong in [SuppressionKey.Source.external([UInt8](repeating: 8, count: 32)), .stored] {
            await #expect(throws: StoreError.self) { try await MailStore.open(driver, key: wrong, at: now) }
        }
        await #expect(throws: StoreError.self) {
            try await MailStore.open(driver, key: .external([1, 2, 3]), at: now)
        }
    }

    @Test("a stored key is made once", arguments: StoreEngine.all)
    func storedKey(_ engine: StoreEngine) async throws {
        let driver = try await engine.make()
        let first = try await MailStore.open(driver, at: now)
        let workspace = try await first.createWorkspace("w", at: now).id
        try await first.write(in: workspace, at: now) {
            _ = try $0.suppress(NewSuppression(.address("a@x.example"), reason: .manual, group: "g"))
        }
        let second = try await MailStore.open(driver, at: now)
        let standing = try await second.read(in: workspace, at: now) {
            try $0.standingSuppressions(address: "A+b@x.example").count
        }
        #expect(standing == 1)
    }
}

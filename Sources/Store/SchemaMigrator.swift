import CalendarTime

/// Brings a database to this version's schema, or refuses one that is ahead of it.
struct SchemaMigrator {
    let connection: any SQLConnection
    let location: String
    let migrations: [Migration]

    /// The names of the migrations that ran now. One transaction: all or none.
    func migrate(at now: Instant) throws -> [String] {
        try connection.run(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                position BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, applied_at BIGINT NOT NULL)
            """)
        let applied = try checkedNames()
        var ran: [String] = []
        for (position, migration) in migrations.enumerated().dropFirst(applied) {
            for statement in migration.script(connection.dialect) {
                try connection.runScript(statement)
            }
            try connection.run(
                "INSERT INTO schema_migrations (position, name, applied_at) VALUES ($1, $2, $3)",
                [position, migration.name, now])
            ran.append(migration.name)
        }
        return ran
    }

    /// How many migrations the database has; throws when it has one that this version does not know.
    func checkedNames() throws -> Int {
        let names = try connection.query(
            "SELECT name FROM schema_migrations ORDER BY position"
        ) { $0.text() }
        for (position, name) in names.enumerated()
        where position >= migrations.count || migrations[position].name != name {
            throw StoreError.newerVersion(location: location, migration: name)
        }
        return names.count
    }
}

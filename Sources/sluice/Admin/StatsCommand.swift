import ArgumentParser
import LeadStages
import Store

struct StatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Counts what the database holds, and what waits in its queues.")

    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let statistics = try await session.read { try $0.statistics() }
        try json ? Terminal.write(Self.json(statistics)) : Terminal.write(Self.text(statistics))
    }

    private static func total(_ counts: [String: Int]) -> Int { counts.values.reduce(0, +) }

    private static func json(_ found: StoreStatistics) -> JSONText {
        var text = JSONText()
        text.object { text in
            text.field("deliveries", total(found.deliveries))
            text.counts("deliveries_by_state", found.deliveries)
            text.field("raw_mails", found.rawMails)
            text.field("raw_bytes", found.rawBytes)
            text.field("messages", total(found.messagesByKind))
            text.counts("messages_by_kind", found.messagesByKind)
            text.counts("messages_by_match", found.messagesByMatch)
            text.field("leads", found.leads)
            text.field("enrollments", total(found.enrollmentsByStage))
            text.counts("enrollments_by_stage", found.enrollmentsByStage)
            text.field("opportunities", total(found.opportunitiesByState))
            text.counts("opportunities_by_state", found.opportunitiesByState)
            text.field("suppressions", found.suppressions)
            text.field("events", found.events)
            text.field("sends", found.sends)
            text.field("open_reviews", found.openReviews)
            text.field("timers", found.timers)
            text.field("outbox_waiting", found.outboxWaiting)
        }
        text.endLine()
        return text
    }

    private static func text(_ found: StoreStatistics) -> String {
        var table = TextTable("What", "Count>", "Of which~")
        func add(_ name: String, _ count: Int, _ parts: [String: Int] = [:]) {
            let sorted = parts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            table.add(name, "\(count)", sorted.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
        }
        add("deliveries", total(found.deliveries), found.deliveries)
        add("mails kept", found.rawMails, ["bytes": found.rawBytes])
        add("messages", total(found.messagesByKind), found.messagesByKind)
        add("… matching", total(found.messagesByMatch), found.messagesByMatch)
        add("leads", found.leads)
        add("enrollments", total(found.enrollmentsByStage), found.enrollmentsByStage)
        add("sends", found.sends)
        add("stage events", found.events)
        add("opportunities", total(found.opportunitiesByState), found.opportunitiesByState)
        add("do-not-contact entries", found.suppressions)
        add("open reviews", found.openReviews)
        add("timers", found.timers)
        add("outgoing events waiting", found.outboxWaiting)
        return table.text(columns: Terminal.columns)
    }
}

struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Prints every setting with its value, its unit and where it comes from.")

    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    func run() async throws {
        try SettingsText.write(try session.configuration(), json: json)
    }
}

/// Every setting with its value, unit and source.
enum SettingsText {
    static func write(_ configuration: Configuration, json: Bool) throws {
        let rows = try ConfigurationKey.allCases.map { key in (key, try Self.value(key, configuration)) }
        if json {
            var text = JSONText()
            text.object { text in
                text.field("settings", each: rows) { text, row in
                    text.field("name", row.0.rawValue)
                    text.field("value", row.1.value)
                    text.field("unit", row.0.unit)
                    text.field("source", row.1.source)
                    text.field("meaning", row.0.meaning)
                }
            }
            text.endLine()
            return try Terminal.write(text)
        }
        var table = TextTable("Setting", "Value~", "Unit", "From~", "Meaning~")
        for (key, found) in rows { table.add(key.rawValue, found.value, key.unit, found.source, key.meaning) }
        try Terminal.write(table)
    }

    private static func value(
        _ key: ConfigurationKey, _ configuration: Configuration
    ) throws -> (value: String, source: String) {
        let source = configuration.entry(key)?.source.description ?? Configuration.Source.standard.description
        switch key {
        case .database: return (try configuration.database.url, source)
        case .rules: return ((try? configuration.rulesFolder) ?? "not found", source)
        case .cache: return (configuration.lexiconCache?.folder ?? "off", source)
        default: return (configuration.values(key).joined(separator: ", "), source)
        }
    }
}

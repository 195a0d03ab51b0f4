import CalendarTime
import Foundation
import Intake
import LeadStages
import Store
import StoreSQLite
import Testing

/// At 1,000,000 leads and 10,000,000 messages nothing on the way of a message, of the tick or of a page may look at
/// a whole table. The test runs all of it on a few rows, and asks SQLite for the plan of every statement that ran.
@Suite("query plans")
struct QueryPlanTests {
    /// Rows of these grow with leads and mail.
    private static let bigTables: Set<String> = [
        "leads", "l", "addresses", "a", "address_events", "enrollments", "e", "lead_events", "sends", "s",
        "messages", "m", "message_texts", "deliveries", "d", "verdicts", "raw_mails", "r", "opportunities",
        "o",
        "opportunity_messages", "om", "opportunity_labels", "opportunity_notes", "opportunity_changes",
        "suppressions", "reviews", "send_holds", "timers", "outbox",
        "webhook_deliveries", "webhook_requests",
    ]

    /// Why a step of a plan will not do at size; nil when it will.
    private static func fault(_ step: String, of sql: String, _ plan: [String]) -> String? {
        let words = step.split(separator: " ").map(String.init)
        guard let verb = words.first, words.count > 1, bigTables.contains(words[1]) else { return nil }
        // The scan of a child table that stands in the plan of an INSERT runs only while deferred foreign keys are
        // violated (OP_FkIfZero), and none of ours is deferred.
        if verb == "SCAN" { return sql.hasPrefix("INSERT") ? nil : "looks at every row" }
        // An index of which only the workspace is used is a scan of everything that one customer has, unless it
        // brings the rows in the order asked for and the statement stops at a page.
        let isPage = sql.contains("LIMIT") && !plan.contains { $0.hasPrefix("USE TEMP B-TREE") }
        if verb == "SEARCH", step.hasSuffix("(workspace_id=?)"), !isPage || sql.hasPrefix("UPDATE") {
            return "looks at every row of the workspace"
        }
        return nil
    }

    @Test("no statement on a hot way scans")
    func noScan() async throws {
        let driver = RecordingDriver(try SQLiteDriver(path: try temporaryDatabase()))
        let story = try await Story(driver)
        _ = driver.take()
        try await story.runAll()
        try await story.runOutgoing()
        let statements = driver.take()
        #expect(statements.count > 60)
        var listing = ""
        for (sql, parameters) in statements {
            let plan = try await driver.plan(of: sql, parameters)
            listing += sql + "\n" + plan.map { "    " + $0 }.joined(separator: "\n") + "\n"
            for step in plan {
                #expect(Self.fault(step, of: sql, plan) == nil, "\(step)\n\(sql)")
            }
        }
        if let path = ProcessInfo.processInfo.environment["SLUICE_PLANS"] {
            try listing.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }

    @Test("pages come in the order of an index, without a sort")
    func noSort() async throws {
        let driver = RecordingDriver(try SQLiteDriver(path: try temporaryDatabase()))
        let story = try await Story(driver)
        _ = driver.take()
        try await story.runPages()
        // Verify reads everything, but in pages: a page must not cost a whole table.
        #expect(try await story.store.verify(workspace: story.workspace, at: story.now).isClean)
        for (sql, parameters) in driver.take() where sql.contains("LIMIT $") {
            let plan = try await driver.plan(of: sql, parameters)
            #expect(!plan.contains { $0.hasPrefix("USE TEMP B-TREE") }, "\(plan)\n\(sql)")
            for step in plan { #expect(Self.fault(step, of: sql, plan) == nil, "\(step)\n\(sql)") }
        }
    }
}

func temporaryDatabase() throws -> String {
    let folder = NSTemporaryDirectory() + "sluice-sqlite-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder + "/sluice.sqlite"
}

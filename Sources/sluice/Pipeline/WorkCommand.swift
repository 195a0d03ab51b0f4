import ArgumentParser
import Ingestion
import LeadStages
import Store

struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract:
            "Does once what the clock brings: starts, ends of absences, reviews that are due, mail that waits.",
        discussion: """
            Run it every 1 to 15 minutes, from cron or a systemd timer. Running it twice, or in two processes, changes \
            nothing twice.
            """)

    @Flag(help: "Do it once and end; for now the only way.")
    var once = false

    @Flag(help: "JSON for programs.")
    var json = false

    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session, flags: classifierOptions.flags)
        let mail = try await session.waitingMail()
        let clock = try await session.stageClock().tick(now: session.now)
        var report = mail ?? IngestReport()
        report.changes += clock.changes
        report.changeCount += clock.changes.count
        let text = try await IngestText(report, isDryRun: false, session)
        if json {
            var json = JSONText()
            json.object { json in
                json.field("messages", report.messages)
                json.field("failed", report.failed)
                json.field("reviews_applied", clock.reviewsApplied)
                json.field("opportunities_woken", clock.cardsWoken)
                json.field("unmatched_expired", clock.unmatchedExpired)
                text.writeChanges(to: &json)
            }
            json.endLine()
            return try Terminal.write(json)
        }
        if mail != nil { try Terminal.write("mail that waited: \(report.messages) messages\n") }
        try Terminal.write(
            "reviews applied: \(clock.reviewsApplied), snoozed cards opened: \(clock.cardsWoken), unmatched mail "
                + "expired: \(clock.unmatchedExpired)\n" + text.changesText(listsAll: true))
    }
}

extension Session {
    func stageClock() -> StageClock {
        StageClock(store: store, workspace: workspace, settings: configuration.intakeSettings)
    }

    /// Works on deliveries that a process which ended left; nil when there are none, so that rules need not be read.
    func waitingMail() async throws -> IngestReport? {
        guard try await read({ try $0.waitingDeliveryCount() }) > 0 else { return nil }
        return try await ingest().work()
    }
}

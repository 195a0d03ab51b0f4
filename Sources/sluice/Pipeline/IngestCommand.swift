import ArgumentParser
import CalendarTime
import Ingestion
import Intake
import LeadStages
import MailSources
import Store

struct IngestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Puts messages through the whole pipeline, as if a mailbox of ours had received them.",
        discussion: """
            PATH is what 'sluice classify' takes. What was ingested before changes nothing, so the same command can be \
            run again after whatever stopped it.
            """)

    @Argument(help: ArgumentHelp("What to read.", valueName: "path"))
    var paths: [String]

    @Option(help: ArgumentHelp("The account that received the messages.", valueName: "address"))
    var mailbox: String

    @Flag(help: "Print the changes it would make, and change nothing.")
    var dryRun = false

    @Flag(help: "Every file is an mbox.")
    var mbox = false

    @Flag(help: "List every stage change.")
    var changes = false

    @Flag(help: "JSON for programs.")
    var json = false

    @Option(
        help: ArgumentHelp("When the messages were received (ISO 8601).", valueName: "date"),
        transform: DateArgument.instant)
    var receivedAt: Instant?

    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let opened = try await Session.open(session, flags: classifierOptions.flags)
        let ingest = try opened.ingest()
        let source = FileSource(paths: paths, asMbox: mbox)
        let arrival = Ingest.Arrival(mailbox: mailbox, receivedAt: receivedAt)
        let progress = ProgressLine("messages")
        let report =
            dryRun
            ? try await ingest.dryRun(source, arrival: arrival)
            : try await ingest.ingest(source, arrival: arrival, progress: progress.update)
        progress.finish()
        for fault in report.faults { Terminal.report(fault) }
        let text = try await IngestText(report, isDryRun: dryRun, opened)
        // The answer comes last: when it is read, the database is synchronised and closed.
        try await opened.store.close()
        try json ? Terminal.write(text.json) : Terminal.write(text.summary(listsChanges: changes || dryRun))
        if !report.faults.isEmpty || report.failed > 0 { throw ExitCode.failure }
    }
}

extension Session {
    func ingest() throws -> Ingest {
        let now = now
        let isFixed = hasFixedTime
        return Ingest(
            store: store, workspace: workspace, classifier: try configuration.classifier(),
            settings: configuration.intakeSettings, clock: { isFixed ? now : SystemClock.now() })
    }
}

extension Configuration {
    var intakeSettings: IntakeSettings {
        IntakeSettings(unmatchedDays: unmatchedDays, trustedAuthenticationServers: values(.trustedAuthserv))
    }
}

extension ProgressLine {
    @Sendable func update(_ report: IngestReport) {
        set(report.messages + report.duplicates)
    }
}

import CalendarTime
import Ingestion
import PollScheduling
import Store

/// What `serve` says on standard error: one line for what somebody may want to know. No words of mail.
struct ServeLog: Sendable {
    private let names: [RowID<MailboxAccount>: String]

    init(addresses accounts: [MailboxAccount]) {
        names = Dictionary(accounts.map { ($0.id, $0.address) }) { first, _ in first }
    }

    @Sendable func note(_ text: String) {
        Terminal.note("\(SystemClock.now().iso8601) \(text)")
    }

    @Sendable func polled(_ result: PolledMailbox) {
        // Nothing new is what most polls bring.
        guard result.messages > 0 || result.fault != nil || result.unreadable > 0 else { return }
        let name = names[result.mailbox] ?? "mailbox \(result.mailbox)"
        note("\(PlainText.line(name)): \(result.words)")
    }

    @Sendable func worked(_ report: IngestReport) {
        var words = "worked on: " + (report.kinds.isEmpty ? "nothing new" : IngestText.listed(report.kinds))
        if report.changeCount > 0 { words += "; stages changed: \(report.changeCount)" }
        if report.failed > 0 { words += "; could not be worked on: \(report.failed)" }
        note(words)
    }

    func ticked(_ report: StageClock.Report) {
        guard !report.changes.isEmpty || report.reviewsApplied > 0 || report.cardsWoken > 0 else { return }
        note(
            "clock: stages changed: \(report.changes.count), reviews applied: \(report.reviewsApplied), "
                + "cards opened: \(report.cardsWoken)")
    }

    @Sendable func fault(_ error: any Error) { note("fault: \(FailureText.describe(error))") }
}

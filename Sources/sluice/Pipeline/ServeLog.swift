import Ingestion
import Logging
import PollScheduling
import Store
import WebService

/// What `serve` says on standard error: one JSON object a line for what somebody may want to know. No words of mail.
struct ServeLog: Sendable {
    let logger: Logger
    private let names: [RowID<MailboxAccount>: String]

    init(_ logger: Logger, workspace: String, mailboxes: [MailboxAccount]) {
        var logger = logger
        logger[metadataKey: "workspace"] = "\(workspace)"
        self.logger = logger
        names = Dictionary(mailboxes.map { ($0.id, $0.address) }) { first, _ in first }
    }

    @Sendable func polled(_ result: PolledMailbox) {
        // Nothing new is what most polls bring.
        guard result.messages > 0 || result.fault != nil || result.unreadable > 0 else { return }
        let name = names[result.mailbox] ?? "mailbox \(result.mailbox)"
        logger.info("polled", metadata: ["mailbox": "\(name)", "result": "\(result.words)"])
    }

    @Sendable func worked(_ report: IngestReport) {
        logger.info(
            "worked on mail",
            metadata: [
                "kinds": "\(report.kinds.isEmpty ? "nothing new" : IngestText.listed(report.kinds))",
                "stages_changed": "\(report.changeCount)", "failed": "\(report.failed)",
            ])
    }

    func ticked(_ report: StageClock.Report) {
        guard !report.changes.isEmpty || report.reviewsApplied > 0 || report.cardsWoken > 0 else { return }
        logger.info(
            "clock",
            metadata: [
                "stages_changed": "\(report.changes.count)", "reviews_applied": "\(report.reviewsApplied)",
                "cards_opened": "\(report.cardsWoken)",
            ])
    }

    @Sendable func fault(_ error: any Error) {
        logger.error("fault", metadata: ["error": "\(FailureText.describe(error))"])
    }
}

import ArgumentParser
import Ingestion
import Intake
import Store

struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "What waits for a person: unsure opt-outs, unproven bounces, unmatched mail.",
        subcommands: [ReviewListCommand.self, ReviewApplyCommand.self, ReviewDismissCommand.self])
}

struct ReviewListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists what nobody has decided yet, the oldest first.")

    @Option(help: "Only this kind.") var kind: ReviewEffect.Kind?
    @Option(help: ArgumentHelp("Entries in one answer.", valueName: "n")) var limit = 50
    @Option(help: ArgumentHelp("The last entry of the page before.", valueName: "id")) var after: Int64?
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    private struct Row: Sendable {
        let review: Review
        let message: StoredMessage?
        let lead: String?
    }

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes 1 to 10000.") }
    }

    func run() async throws {
        let session = try await Session.open(session)
        let (kind, after, limit) = (kind, after, limit)
        let rows = try await session.read { transaction in
            try transaction.openReviews(kind: kind, after: after.map { RowID($0) }, limit: limit).map {
                review in
                Row(
                    review: review, message: try review.message.flatMap { try transaction.message($0) },
                    lead: try review.lead.flatMap { try transaction.addresses(of: $0).first?.address })
            }
        }
        try json ? writeJSON(rows) : writeTable(rows)
    }

    private func writeTable(_ rows: [Row]) throws {
        guard !rows.isEmpty else { return try Terminal.write("nothing waits for a decision\n") }
        var table = TextTable("Id>", "What", "Message>", "From~", "Subject~", "Lead~", "By itself", "Note~")
        for row in rows {
            let candidates = row.review.candidates.map { "lead \($0)" }.joined(separator: ", ")
            table.add(
                row.review.id.description, row.review.kind, row.message?.id.description ?? "",
                row.message?.sender ?? "", row.message?.subject ?? "",
                row.lead ?? (candidates.isEmpty ? "" : candidates + "?"),
                row.review.due.map(LocalText.minute) ?? "",
                row.review.note + (row.review.holdsSends ? " (holds sends)" : ""))
        }
        try Terminal.write(table)
        if rows.count == limit, let last = rows.last { Terminal.note("more: --after \(last.review.id)") }
    }

    private func writeJSON(_ rows: [Row]) throws {
        var text = JSONText()
        text.object { text in
            text.field("reviews", each: rows) { text, row in
                text.field("id", Int(row.review.id.rawValue))
                text.field("kind", row.review.kind)
                text.field("message_id", row.review.message.map { Int($0.rawValue) })
                text.field("from", row.message?.sender)
                text.field("subject", row.message?.subject)
                text.field("lead_id", row.review.lead.map { Int($0.rawValue) })
                text.field("email", row.lead)
                text.key("candidates")
                text.array(of: row.review.candidates) { $0.value(Int($1)) }
                text.field("due_at", row.review.due)
                text.field("holds_sends", row.review.holdsSends)
                text.field("note", row.review.note)
                text.field("created_at", row.review.createdAt)
            }
            text.field("next", rows.count == limit ? rows.last.map { Int($0.review.id.rawValue) } : nil)
        }
        text.endLine()
        try Terminal.write(text)
    }
}

extension ReviewEffect.Kind: ExpressibleByArgument {}

struct ReviewApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Says that it was an opt-out: the lead is unsubscribed everywhere.")

    @Argument(help: "Id of the review.") var id: Int64
    @OptionGroup var session: SessionOptions

    func run() async throws { try await ReviewDecision(id: id, isOptOut: true).decide(session) }
}

struct ReviewDismissCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss", abstract: "Puts a review aside; sends that it held go on.")

    @Argument(help: "Id of the review.") var id: Int64
    @OptionGroup var session: SessionOptions

    func run() async throws { try await ReviewDecision(id: id, isOptOut: false).decide(session) }
}

private struct ReviewDecision {
    let id: Int64
    let isOptOut: Bool

    func decide(_ options: SessionOptions) async throws {
        let session = try await Session.open(options)
        let id = RowID<Review>(id)
        guard try await session.read({ try $0.review(id) }) != nil else {
            throw CommandFailure("no review \(id); 'sluice review list' shows all that wait")
        }
        let changes = try await session.actions().decide(
            id, isOptOut: isOptOut, by: session.actor(reason: nil))
        var report = IngestReport()
        report.changes = changes
        report.changeCount = changes.count
        let text = try await IngestText(report, isDryRun: false, session)
        try Terminal.write(
            "review \(id): \(isOptOut ? "applied" : "put aside")\n" + text.changesText(listsAll: true))
    }
}

import ArgumentParser
import Ingestion
import LeadStages
import Store

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract:
            "Classifies all stored mail again and lists which verdicts and stages change; changes nothing itself.",
        discussion: "What people decided stays. With --apply the changes are made.")

    @Flag(help: "List what would change; this is what it does without --apply.")
    var diff = false

    @Flag(help: "Make the changes.")
    var apply = false

    @Flag(help: "JSON for programs.")
    var json = false

    @OptionGroup var classifierOptions: ClassifierOptions
    @OptionGroup var session: SessionOptions

    func validate() throws {
        guard !(diff && apply) else { throw ValidationError("Use --diff or --apply, not both.") }
    }

    func run() async throws {
        let session = try await Session.open(session, flags: classifierOptions.flags)
        let replay = Replay(try session.ingest())
        let progress = ProgressLine("messages")
        let report =
            try await apply
            ? replay.apply(progress: { progress.set($0) }) : replay.diff(progress: { progress.set($0) })
        progress.finish()
        var moved = IngestReport()
        moved.changes = report.changes.flatMap(\.stages)
        moved.changeCount = moved.changes.count
        let stages = try await IngestText(moved, isDryRun: !apply, session)
        try json ? writeJSON(report, stages) : writeText(report, stages)
    }

    private func writeText(_ report: Replay.Report, _ stages: IngestText) throws {
        let kept = report.kept > 0 ? ", \(report.kept) corrected by people and left" : ""
        let verb = report.isApplied ? "changed" : "would change"
        try Terminal.write(
            "\(report.examined) messages examined\(kept); \(report.changeCount) verdicts \(verb)\n")
        guard !report.changes.isEmpty else { return }
        var table = TextTable("Message>", "Received", "Subject~", "Was", "Becomes", "Also~")
        for change in report.changes {
            table.add(
                change.message.description, LocalText.minute(change.receivedAt), change.subject,
                Self.kind(change.old), Self.kind(change.new), Self.details(change.old, change.new))
        }
        try Terminal.write(table)
        try Terminal.write("\n" + stages.changesText(listsAll: true))
        if !report.isApplied { Terminal.note("nothing was changed; --apply makes these changes") }
    }

    private static func kind(_ summary: Replay.Summary) -> String {
        summary.kind + ((summary.subkind ?? summary.intent).map { " (\($0))" } ?? "")
    }

    private static func details(_ old: Replay.Summary, _ new: Replay.Summary) -> String {
        var parts: [String] = []
        if old.returnDate != new.returnDate {
            parts.append("back \(old.returnDate ?? "?") → \(new.returnDate ?? "?")")
        }
        if old.optOut != new.optOut { parts.append(new.optOut ? "opt-out" : "no opt-out") }
        if old.forged != new.forged { parts.append(new.forged ? "forged" : "not forged") }
        if old.recipients != new.recipients {
            parts.append(
                "\(old.recipients.joined(separator: ", ")) → \(new.recipients.joined(separator: ", "))")
        }
        return parts.joined(separator: "; ")
    }

    private func writeJSON(_ report: Replay.Report, _ stages: IngestText) throws {
        var json = JSONText()
        json.object { json in
            json.field("examined", report.examined)
            json.field("kept", report.kept)
            json.field("applied", report.isApplied)
            json.field("verdict_changes", report.changeCount)
            json.field("verdicts", each: report.changes) { json, change in
                json.field("message_id", Int(change.message.rawValue))
                json.field("rfc_message_id", change.messageID)
                json.field("subject", change.subject)
                json.field("received_at", change.receivedAt)
                json.field("old") { $0.members(of: change.old) }
                json.field("new") { $0.members(of: change.new) }
            }
            stages.writeChanges(to: &json)
        }
        json.endLine()
        try Terminal.write(json)
    }
}

extension JSONText {
    mutating func members(of summary: Replay.Summary) {
        field("kind", summary.kind)
        field("subkind", summary.subkind)
        field("intent", summary.intent)
        field("return_date", summary.returnDate)
        field("opt_out", summary.optOut)
        field("forged", summary.forged)
        field("recipients", summary.recipients)
    }
}

import Ingestion
import LeadStages
import Store

/// What a run of the pipeline did, for people and for programs.
struct IngestText {
    private let report: IngestReport
    private let isDryRun: Bool
    private let names: Names

    /// Stage changes that are listed unasked.
    private static let fewChanges = 20

    /// Names of the leads and campaigns that moved.
    private struct Names: Sendable {
        var leads: [Int64: String] = [:]
        var campaigns: [Int64: String] = [:]
    }

    init(_ report: IngestReport, isDryRun: Bool, _ session: Session) async throws {
        self.report = report
        self.isDryRun = isDryRun
        let leads = Set(report.changes.map(\.lead)).sorted()
        names = try await session.read { transaction in
            var names = Names()
            for lead in leads {
                names.leads[lead] = try transaction.addresses(of: RowID(lead)).first?.address
            }
            for campaign in try transaction.campaigns() {
                names.campaigns[campaign.id.rawValue] = campaign.name
            }
            return names
        }
    }

    func summary(listsChanges: Bool) -> String {
        var lines = [counted]
        if !report.kinds.isEmpty { lines.append("kinds: " + Self.listed(report.kinds)) }
        if !report.states.isEmpty { lines.append("matching: " + Self.listed(report.states)) }
        if report.opportunities > 0 { lines.append("opportunities touched: \(report.opportunities)") }
        if report.suppressions > 0 { lines.append("do-not-contact entries: \(report.suppressions)") }
        if report.failed > 0 {
            lines.append(
                "\(report.failed) could not be worked on; 'sluice admin stats' counts them as failed")
        }
        let text = lines.joined(separator: "\n") + "\n"
        return text + changesText(listsAll: listsChanges)
    }

    func changesText(listsAll: Bool) -> String {
        let isListed = !report.changes.isEmpty && (listsAll || report.changeCount <= Self.fewChanges)
        return moved + "\n" + (isListed ? table : "")
    }

    /// `3 bounce, 12 reply`, by name.
    static func listed(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    private var counted: String {
        let before = report.known > 0 ? ", \(report.known) ingested before" : ""
        let twice = report.duplicates > 0 ? ", \(report.duplicates) known by another way" : ""
        let verb = isDryRun ? "would be new" : "new"
        return "\(report.read) read: \(report.messages) \(verb)\(before)\(twice)"
    }

    private var moved: String {
        guard report.changeCount > 0 else { return "no lead changes its stage" }
        var counts: [String: Int] = [:]
        for change in report.changes { counts[Self.transition(change), default: 0] += 1 }
        let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        return "stages \(isDryRun ? "that would change" : "changed"): \(report.changeCount) ("
            + parts.joined(separator: ", ") + ")"
    }

    private var table: String {
        var table = TextTable("Lead~", "Campaign~", "From", "To", "Cause~")
        for change in report.changes {
            table.add(
                names.leads[change.lead] ?? "lead \(change.lead)",
                names.campaigns[change.campaign] ?? "campaign \(change.campaign)", change.from.displayName,
                change.to.displayName, change.cause)
        }
        let more = report.changeCount - report.changes.count
        return "\n" + table.text(columns: Terminal.columns) + (more > 0 ? "… and \(more) more\n" : "")
    }

    private static func transition(_ change: StageChange) -> String {
        "\(change.from.displayName) → \(change.to.displayName)"
    }

    var json: JSONText {
        var text = JSONText()
        text.object { text in
            text.field("dry_run", isDryRun)
            text.field("read", report.read)
            text.field("new_deliveries", report.delivered)
            text.field("known_deliveries", report.known)
            text.field("messages", report.messages)
            text.field("duplicates", report.duplicates)
            text.field("failed", report.failed)
            text.field("unreadable", report.faults.count)
            text.counts("kinds", report.kinds)
            text.counts("matching", report.states)
            text.field("opportunities", report.opportunities)
            text.field("suppressions", report.suppressions)
            writeChanges(to: &text)
        }
        text.endLine()
        return text
    }
}

extension IngestText {
    func writeChanges(to text: inout JSONText) {
        text.field("stage_changes", report.changeCount)
        text.field("changes", each: report.changes) { text, change in
            text.field("lead_id", Int(change.lead))
            text.field("email", names.leads[change.lead])
            text.field("campaign_id", Int(change.campaign))
            text.field("enrollment_id", Int(change.enrollment))
            text.field("from", change.from.rawValue)
            text.field("to", change.to.rawValue)
            text.field("cause", change.cause)
        }
    }
}

extension JSONText {
    /// Numbers by name, sorted by name.
    mutating func counts(_ name: StaticString, _ numbers: [String: Int]) {
        key(name)
        object { text in
            for (key, value) in numbers.sorted(by: { $0.key < $1.key }) {
                text.key(text: key)
                text.value(value)
            }
        }
    }
}

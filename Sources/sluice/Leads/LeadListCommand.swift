import ArgumentParser
import CalendarTime
import LeadStages
import Store

struct LeadListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the leads of a campaign with their stages.")

    enum Order: String, CaseIterable, ExpressibleByArgument {
        case lead, due
    }

    @Option(help: ArgumentHelp("The campaign, by name or id.", valueName: "name")) var campaign: String
    @Option(help: "Only this stage.") var stage: Stage?
    @Option(help: "Only this error.") var error: LeadErrorCode?
    @Option(help: "By lead, or those that are due first.") var order = Order.lead
    @Option(help: ArgumentHelp("Leads in one answer.", valueName: "n")) var limit = 100
    @Option(help: ArgumentHelp("The last lead of the page before.", valueName: "lead id")) var after: Int64?
    @Flag(help: "All leads, however many.") var all = false
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    private static let page = 1_000

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes 1 to 10000.") }
    }

    private struct Context: Sendable {
        let campaign: Campaign
        let counts: StageCounts
        /// Position of each step, from 1, by its key.
        let steps: [String: Int]
        let first: EnrollmentRow?
    }

    func run() async throws {
        let session = try await Session.open(session)
        let (name, after) = (campaign, after)
        let context = try await session.read { transaction in
            let campaign = try transaction.requireCampaign(name)
            let steps = try transaction.steps(of: campaign.id).enumerated().map { ($1.key, $0 + 1) }
            let first = try after.flatMap { try transaction.leadRow(RowID($0), of: campaign.id) }
            if let after, first == nil {
                throw CommandFailure(
                    "lead \(after) is not in campaign '\(campaign.name)'; give the last lead listed")
            }
            return Context(
                campaign: campaign, counts: try transaction.stageCounts(of: campaign.id),
                steps: Dictionary(uniqueKeysWithValues: steps), first: first)
        }
        try json ? await writeJSON(session, context) : await writeTable(session, context)
    }

    /// Hands over page after page, and says after each whether there is more.
    private func pages(
        _ session: Session, _ context: Context, _ take: ([EnrollmentRow], _ next: RowID<Lead>?) throws -> Void
    ) async throws {
        var filter = EnrollmentFilter(
            stage: stage, error: error, order: order == .due ? .due : .lead, after: context.first,
            limit: all ? Self.page : limit)
        while true {
            let current = filter
            let rows = try await session.read { try $0.leads(of: context.campaign.id, current) }
            let isFull = rows.count == filter.limit
            try take(rows, isFull && !all ? rows.last?.lead : nil)
            guard all, isFull else { return }
            filter.after = rows.last
        }
    }

    private func writeJSON(_ session: Session, _ context: Context) async throws {
        var head = JSONText()
        head.object { text in
            text.field("campaign_id", Int(context.campaign.id.rawValue))
            text.field("campaign", context.campaign.name)
            text.field("counts") { $0.counts(context.counts) }
            text.key("leads")
            text.array { _ in }
            text.nullField("next")
        }
        // The list is written page by page between these two, so that a million leads need no memory.
        let marks = Array("[],\"next\":null}".utf8)
        try Terminal.write(head.bytes.dropLast(marks.count) + Array("[".utf8))
        var isFirst = true
        var last: RowID<Lead>?
        try await pages(session, context) { rows, next in
            last = next
            for row in rows {
                var text = JSONText(capacity: 400)
                text.object { $0.members(of: row, steps: context.steps) }
                try Terminal.write((isFirst ? [] : Array(",".utf8)) + text.bytes[...])
                isFirst = false
            }
        }
        try Terminal.write("],\"next\":\(last.map(\.description) ?? "null")}\n")
    }

    private func writeTable(_ session: Session, _ context: Context) async throws {
        var table = StreamingTable(
            TextTable("Id>", "Lead~", "Name~", "Stage", "Since", "~"), terminal: Terminal.columns)
        var count = 0
        try await pages(session, context) { rows, next in
            count += rows.count
            for row in rows {
                let text = table.add([
                    row.lead.description, row.address, row.name, row.stage.displayName,
                    LocalText.minute(row.since), StageNote.text(row, steps: context.steps),
                ])
                if !text.isEmpty { try Terminal.write(text) }
            }
            if let next { Terminal.note("more: --after \(next)") }
        }
        try Terminal.write(table.finish())
        let shown = count == context.counts.total ? "" : "\(count) of "
        try Terminal.write(
            "\n\(shown)\(context.counts.total) leads: \(StageCountText.line(context.counts))\n")
    }
}

extension Stage: ExpressibleByArgument {}
extension LeadErrorCode: ExpressibleByArgument {}

/// What the tooltip of a stage says, as one line.
enum StageNote {
    static func text(_ row: EnrollmentRow, steps: [String: Int]) -> String {
        switch row.stage {
        case .hasErrors: return row.error?.message ?? ""
        case .outOfOffice: return row.outUntil.map { "until \(LocalText.minute($0))" } ?? ""
        case .notStarted: return row.isQueued ? "queued" : ""
        case .running:
            let step = row.step.flatMap { steps[$0] }.map { "step \($0) of \(steps.count)" }
            let due = row.nextDue.map { "due \(LocalText.minute($0))" }
            return [step, due].compactMap { $0 }.joined(separator: ", ")
        default: return ""
        }
    }
}

extension JSONText {
    mutating func members(of row: EnrollmentRow, steps: [String: Int]) {
        field("enrollment_id", Int(row.id.rawValue))
        field("lead_id", Int(row.lead.rawValue))
        field("email", row.address)
        field("name", row.name)
        field("stage", row.stage.rawValue)
        field("stage_name", row.stage.displayName)
        field("since", row.since)
        field("queued", row.isQueued)
        field("step", row.step.flatMap { steps[$0] })
        field("last_step_at", row.lastStepAt)
        field("next_due_at", row.nextDue)
        field("out_of_office_until", row.outUntil)
        field("error", row.error?.rawValue)
        field("error_text", row.error?.message)
        field("error_help", row.error?.help)
    }
}

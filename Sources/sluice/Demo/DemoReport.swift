import CalendarTime
import LeadStages
import Store

/// What the demo prints.
struct DemoReport {
    let run: DemoRun

    /// One enrollment of the story.
    struct Row {
        let lead: String
        let email: String
        let campaign: String
        let stage: Stage
        let note: String
    }

    func stages() async throws -> [Row] {
        var rows: [Row] = []
        for campaign in run.story.campaigns {
            for lead in run.leads where lead.campaigns.contains(campaign.campaign) {
                guard let state = try await run.enrollment(lead.key, campaign.campaign)?.state else {
                    continue
                }
                rows.append(
                    Row(
                        lead: lead.key, email: lead.email, campaign: campaign.name, stage: state.stage,
                        note: StateNote.text(state)))
            }
        }
        return rows
    }

    func title(_ before: [Row]) -> String {
        var table = TextTable("Campaign", "Leads>", "Stage")
        for campaign in run.story.campaigns {
            let rows = before.filter { $0.campaign == campaign.name }
            let names = Set(rows.map(\.stage.displayName)).sorted().joined(separator: ", ")
            table.add(campaign.name, "\(rows.count)", names)
        }
        return "Before\n\n" + table.text(columns: Terminal.columns) + "\nWhat happens\n\n"
    }

    /// Leads that are named; of more only the number is told.
    private static let named = 5
    private static let indent = "                    "

    /// The lines of one entry, with the stages it changed; empty for what is only checked.
    func lines(_ entry: DemoStory.Entry, sent: [DemoRun.Move], done: [DemoRun.Move]) async throws -> String {
        var lines: [String] = []
        let time = LocalText.minute(try DemoStory.instant(entry.at))
        if !sent.isEmpty {
            lines.append("until then        the sender has sent what was due")
            lines += try await moves(sent)
        }
        if let what = what(entry) {
            lines.append("\(time)  \(what)")
            lines += try await moves(done)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func what(_ entry: DemoStory.Entry) -> String? {
        switch entry.action {
        case "mail": entry.about ?? entry.file
        case "tick": "the start tick runs"
        case "timers": "timers that are due fire"
        case "expect": nil
        default: "\(entry.by ?? "mia") asks to \(entry.action) \(Self.some(entry.leads ?? []))"
        }
    }

    private static func some(_ names: [String]) -> String {
        names.count > named ? "\(names.count) leads" : names.joined(separator: ", ")
    }

    /// `anna, ben (vans): Not Started → Starting`; leads with the same move share a line.
    private func moves(_ moves: [DemoRun.Move]) async throws -> [String] {
        var order: [String] = []
        var names: [String: [String]] = [:]
        for move in moves {
            let campaign = run.campaigns.first { $0.value == move.campaign }?.key ?? ""
            let words = " (\(campaign)): \(move.from.displayName) → \(move.to.displayName)"
            if names[words] == nil { order.append(words) }
            names[words, default: []].append(try await name(move.lead))
        }
        return order.map { Self.indent + Self.some(names[$0] ?? []) + $0 }
    }

    private func name(_ lead: RowID<Lead>) async throws -> String {
        let email = try await run.store.read(in: run.workspace, at: Instant(seconds: 0)) {
            try $0.addresses(of: lead).first?.address
        }
        return run.leads.first { $0.email == email }?.key ?? "lead \(lead)"
    }

    func ending(_ before: [Row], _ after: [Row]) async throws -> String {
        var table = TextTable("Lead", "Campaign~", "Before", "After", "~")
        for (old, new) in zip(before, after) {
            table.add(new.email, new.campaign, old.stage.displayName, new.stage.displayName, new.note)
        }
        var counts: [Stage: Int] = [:]
        for row in after { counts[row.stage, default: 0] += 1 }
        let reached = Stage.allCases.compactMap { stage in counts[stage].map { "\($0) \(stage.displayName)" }
        }
        var cards = TextTable("Id>", "Lead", "Category", "State", "Subject~")
        for card in try await run.opportunities() {
            cards.add(card.id.description, card.leadAddress, card.category, card.state.rawValue, card.subject)
        }
        return "\nAfter\n\n" + table.text(columns: Terminal.columns)
            + "\n" + reached.joined(separator: ", ") + "\n\nOpportunities\n\n"
            + cards.text(columns: Terminal.columns)
    }
}

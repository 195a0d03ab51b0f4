import ArgumentParser
import LeadStages
import Store

struct LeadShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a lead: addresses, campaigns and stages, Do Not Contact entries, mail, cards.")

    @Argument(help: "Address or id of the lead.") var lead: String
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    private struct Facts: Sendable {
        let lead: Lead
        let addresses: [LeadAddress]
        let enrollments: [(campaign: Campaign?, enrollment: Enrollment)]
        let suppressions: [StoredSuppression]
        let messages: [StoredMessage]
        let cards: [Opportunity]
    }

    func run() async throws {
        let session = try await Session.open(session)
        let text = lead
        let facts = try await session.read { transaction in
            let lead = try transaction.requireLead(text)
            return Facts(
                lead: lead, addresses: try transaction.addresses(of: lead.id),
                enrollments: try transaction.enrollments(of: lead.id).map {
                    (try transaction.campaign($0.campaign), $0)
                },
                suppressions: try transaction.standingSuppressions(of: lead.id),
                messages: try transaction.messages(of: lead.id),
                cards: try transaction.opportunities(of: lead.id))
        }
        try json ? writeJSON(facts) : writeText(facts)
    }

    private func writeText(_ facts: Facts) throws {
        let name =
            facts.lead.name.isEmpty ? "lead \(facts.lead.id)" : "\(facts.lead.name) (lead \(facts.lead.id))"
        var lines = [PlainText.line(name + (facts.lead.company.map { ", \($0)" } ?? ""))]
        for address in facts.addresses {
            let state = address.status == .ok ? "" : ", \(address.status.rawValue)"
            let reason = address.reason.map { " (\(PlainText.line($0)))" } ?? ""
            lines.append(
                "  \(PlainText.line(address.address))\(address.isPrimary ? "" : ", alternate")\(state)\(reason)"
            )
        }
        for entry in facts.suppressions { lines.append("  do not contact: \(SuppressionText.line(entry))") }
        try Terminal.write(lines.joined(separator: "\n") + "\n")
        if !facts.enrollments.isEmpty {
            var table = TextTable("Campaign~", "Stage", "Since", "~")
            for (campaign, enrollment) in facts.enrollments {
                let state = enrollment.state
                table.add(
                    campaign?.name ?? "", state.stage.displayName,
                    LocalText.minute(state.since ?? enrollment.createdAt), StateNote.text(state))
            }
            try Terminal.write("\n" + table.text(columns: Terminal.columns))
        }
        if !facts.messages.isEmpty {
            var table = TextTable("Message>", "Received", "Kind", "From~", "Subject~")
            for message in facts.messages {
                table.add(
                    message.id.description, LocalText.minute(message.receivedAt), message.kind,
                    message.sender,
                    message.subject)
            }
            try Terminal.write("\n" + table.text(columns: Terminal.columns))
        }
        for card in facts.cards {
            try Terminal.write("\nopportunity \(card.id): \(card.state.rawValue), \(card.category)\n")
        }
    }

    private func writeJSON(_ facts: Facts) throws {
        var text = JSONText()
        text.object { text in
            text.field("lead_id", Int(facts.lead.id.rawValue))
            text.field("name", facts.lead.name)
            text.field("company", facts.lead.company)
            text.field("time_zone", facts.lead.timeZone)
            text.field("addresses", each: facts.addresses) { text, address in
                text.field("address", address.address)
                text.field("primary", address.isPrimary)
                text.field("state", address.status.rawValue)
                text.field("reason", address.reason)
            }
            text.field("enrollments", each: facts.enrollments) { text, row in
                text.field("enrollment_id", Int(row.enrollment.id.rawValue))
                text.field("campaign_id", Int(row.enrollment.campaign.rawValue))
                text.field("campaign", row.campaign?.name)
                text.members(of: row.enrollment.state)
            }
            text.key("suppressions")
            text.array(of: facts.suppressions) { text, entry in text.object { $0.members(of: entry) } }
            text.field("messages", each: facts.messages) { text, message in
                text.field("id", Int(message.id.rawValue))
                text.field("received_at", message.receivedAt)
                text.field("kind", message.kind)
                text.field("from", message.sender)
                text.field("subject", message.subject)
            }
            text.field("opportunities", facts.cards.map(\.id.description))
        }
        text.endLine()
        try Terminal.write(text)
    }
}

/// What the tooltip of a stage says, from the whole state.
enum StateNote {
    static func text(_ state: EnrollmentState) -> String {
        var parts: [String] = []
        switch state.stage {
        case .hasErrors: parts.append(state.error?.message ?? "")
        case .outOfOffice:
            guard let pause = state.pause else { break }
            let date = pause.returnDate.map { ", back \($0)" } ?? ""
            let words = pause.evidence.map { ", from \"\(PlainText.line($0))\"" } ?? ""
            parts.append("until \(LocalText.minute(pause.until)) (\(basis(pause.basis))\(date)\(words))")
        case .notStarted where state.isQueued: parts.append("queued")
        case .running: if let due = state.nextDueAt { parts.append("next step due \(LocalText.minute(due))") }
        case .canceled: if let reason = state.cancelReason { parts.append(reason.rawValue) }
        default: break
        }
        if let until = state.awayUntil, state.stage != .outOfOffice {
            parts.append("away until \(LocalText.day(until))")
        }
        parts += state.badges.sorted().map { "! \($0.rawValue)" }
        return parts.filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private static func basis(_ basis: OutOfOfficePause.Basis) -> String {
        switch basis {
        case .campaignDefault: "default"
        case .returnDate: "return date"
        case .capped: "return date, cut at \(OutOfOfficePause.maximumDays) days"
        case .staleDate: "default, for the date is past"
        case .uncertainDate: "default, for the date is not certain"
        case .alwaysDefault: "default, as the campaign says"
        case .manual: "by hand"
        }
    }
}

extension JSONText {
    mutating func members(of state: EnrollmentState) {
        field("stage", state.stage.rawValue)
        field("stage_name", state.stage.displayName)
        field("since", state.since)
        field("reason_event", state.reasonKey)
        field("queued", state.isQueued)
        field("last_step_at", state.lastStepSentAt)
        field("next_due_at", state.nextDueAt)
        field("out_of_office_until", state.oooUntil)
        field("return_date", state.pause?.returnDate)
        field("return_date_text", state.pause?.evidence)
        field("away_until", state.awayUntil)
        field("cancel_reason", state.cancelReason?.rawValue)
        field("error", state.error?.code.rawValue)
        field("error_text", state.error?.message)
        field("badges", state.badges.sorted().map(\.rawValue))
    }
}

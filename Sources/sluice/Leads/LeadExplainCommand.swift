import ArgumentParser
import Ingestion
import Intake
import LeadStages
import Store

struct LeadExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Says why a lead has its stage: the chain of events, the mail, the rules and the words that decided."
    )

    @Argument(help: "Address or id of the lead.") var lead: String
    @Option(help: ArgumentHelp("Only this campaign.", valueName: "name")) var campaign: String?
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let (text, campaignName) = (lead, campaign)
        let chains = try await session.read { transaction in
            let lead = try transaction.requireLead(text)
            let address = try transaction.addresses(of: lead.id).first?.address ?? "lead \(lead.id)"
            let chosen = try campaignName.map { try transaction.requireCampaign($0).id }
            return try transaction.enrollments(of: lead.id).filter { chosen == nil || $0.campaign == chosen }
                .map { enrollment in
                    let name = try transaction.campaign(enrollment.campaign)?.name
                    return ExplainedEnrollment(
                        address: address, campaign: name ?? "campaign \(enrollment.campaign)",
                        chain: try EventChain(enrollment, transaction))
                }
        }
        guard !chains.isEmpty else {
            throw CommandFailure("\(lead): is in no campaign" + (campaign.map { " named '\($0)'" } ?? ""))
        }
        if json {
            var json = JSONText()
            json.object { json in json.field("enrollments", each: chains) { $1.write(to: &$0) } }
            json.endLine()
            return try Terminal.write(json)
        }
        try Terminal.write(chains.map(\.text).joined(separator: "\n"))
    }
}

/// The chain of one enrollment, for people and for programs.
private struct ExplainedEnrollment: Sendable {
    let address: String
    let campaign: String
    let chain: EventChain

    var text: String {
        let state = chain.enrollment.state
        let note = StateNote.text(state)
        var lines = [
            "\(PlainText.line(address)) in \(PlainText.line(campaign)): \(state.stage.displayName)"
                + (note.isEmpty ? "" : " (\(note))")
        ]
        if chain.links.isEmpty { lines.append("  nothing has happened yet") }
        for link in chain.links {
            let event = link.event
            var words = [LocalText.minute(event.at), event.kind.name.rawValue]
            if let change = link.change {
                words.append("\(change.from.displayName) → \(change.to.displayName)")
            } else {
                words.append("changes nothing")
            }
            if link.isWithdrawn { words.append("(withdrawn since)") }
            if let actor = event.actor { words.append("by \(PlainText.line(actor))") }
            if let cause = event.cause { words.append("because of \(PlainText.line(cause))") }
            lines.append("  " + words.joined(separator: "  "))
            if let found = link.mail {
                lines += found.lines.map { "      " + $0 }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    func write(to json: inout JSONText) {
        let enrollment = chain.enrollment
        json.field("enrollment_id", Int(enrollment.id.rawValue))
        json.field("lead_id", Int(enrollment.lead.rawValue))
        json.field("email", address)
        json.field("campaign", campaign)
        json.members(of: enrollment.state)
        json.field("events", each: chain.links) { json, link in
            let event = link.event
            json.field("key", event.key)
            json.field("at", event.at)
            json.field("event", event.kind.name.rawValue)
            json.field("origin", event.origin.rawValue)
            json.field("from", link.change?.from.rawValue)
            json.field("to", link.change?.to.rawValue)
            json.field("withdrawn", link.isWithdrawn)
            json.field("actor", event.actor)
            json.field("cause", event.cause)
            json.key("message")
            if let found = link.mail {
                json.object { found.write(to: &$0) }
            } else {
                json.null()
            }
        }
    }
}

extension ExplainedMail {
    fileprivate var lines: [String] {
        var lines = [
            "message \(message.id) from \(PlainText.line(message.sender)): \"\(PlainText.line(message.subject))\""
        ]
        guard let verdict else { return lines }
        let detailKind = (verdict.subkind ?? verdict.intent).map { " (\($0))" } ?? ""
        let author =
            verdict.actor == "rules" ? "rules \(verdict.rulesVersion)" : PlainText.line(verdict.actor)
        lines.append(
            "verdict \(verdict.kind)\(detailKind), \(VerdictSummary.percent(verdict.confidence)) sure, by \(author)"
        )
        for item in detail?.evidence ?? [] {
            let span = item.length > 0 ? " \(item.start)+\(item.length)" : ""
            let quoted = item.text.isEmpty ? "" : " \"\(PlainText.line(item.text.prefix(200)))\""
            lines.append("  rule \(item.rule), \(PlainText.line(item.field))\(span)\(quoted)")
        }
        if let second = detail?.runnerUp {
            let share = VerdictSummary.percent(second.confidence)
            lines.append("  and not \(second.kind) (\(share)): \(PlainText.line(second.why))")
        }
        let level = message.matchLevel.map { "level \($0)" } ?? "no level"
        let remarks = detail?.matchRemarks ?? []
        lines.append("  matched: \(level)\(remarks.isEmpty ? "" : ", " + remarks.joined(separator: ", "))")
        return lines
    }

    fileprivate func write(to json: inout JSONText) {
        json.field("id", Int(message.id.rawValue))
        json.field("message_id", message.messageID)
        json.field("from", message.sender)
        json.field("subject", message.subject)
        json.field("received_at", message.receivedAt)
        json.field("match_level", message.matchLevel)
        json.field("match_remarks", detail?.matchRemarks ?? [])
        json.field("kind", verdict?.kind)
        json.field("subkind", verdict?.subkind)
        json.field("intent", verdict?.intent)
        json.field("confidence", verdict?.confidence)
        json.field("rules_version", verdict?.rulesVersion)
        json.field("decided_by", verdict?.actor)
        json.field("evidence", each: detail?.evidence ?? []) { json, item in
            json.field("rule", item.rule)
            json.field("field", item.field)
            json.field("start", item.start)
            json.field("length", item.length)
            json.field("text", item.text)
            json.field("weight", item.weight)
        }
        json.key("runner_up")
        if let second = detail?.runnerUp {
            json.object { json in
                json.field("kind", second.kind)
                json.field("confidence", second.confidence)
                json.field("why", second.why)
            }
        } else {
            json.null()
        }
    }
}

import ArgumentParser
import LeadStages
import Store

struct CampaignShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a campaign: settings, steps, leads by stage and by error.")

    @Argument(help: "Name or id.") var campaign: String
    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    private struct Facts: Sendable {
        let campaign: Campaign
        let steps: [CampaignStep]
        let counts: StageCounts
    }

    func run() async throws {
        let session = try await Session.open(session)
        let name = campaign
        let facts = try await session.read { transaction in
            let campaign = try transaction.requireCampaign(name)
            return Facts(
                campaign: campaign, steps: try transaction.steps(of: campaign.id),
                counts: try transaction.stageCounts(of: campaign.id))
        }
        try json ? writeJSON(facts) : writeText(facts)
    }

    private func writeJSON(_ facts: Facts) throws {
        let options = facts.campaign.options
        var text = JSONText()
        text.object { text in
            text.field("id", Int(facts.campaign.id.rawValue))
            text.field("name", facts.campaign.name)
            text.field("time_zone", facts.campaign.timeZone)
            text.field("created_at", facts.campaign.createdAt)
            text.field("out_of_office_days", options.outOfOffice.days)
            text.field("return_dates", !options.outOfOffice.alwaysDefault)
            text.field("on_reply_elsewhere", options.onReplyElsewhere.rawValue)
            text.field("stop_on_auto_reply", options.stopsOnAutoReply)
            text.field("continue_on_reply", options.continuesOnReply)
            text.field("steps", each: facts.steps.enumerated()) { text, item in
                text.field("number", item.offset + 1)
                text.field("id", Int(item.element.id.rawValue))
                text.field("wait_seconds", Int(item.element.waitSeconds))
                text.field("channel", item.element.channel)
                text.field("paused", item.element.isPaused)
            }
            text.counts(facts.counts)
        }
        text.endLine()
        try Terminal.write(text)
    }

    private func writeText(_ facts: Facts) throws {
        let options = facts.campaign.options
        let dates =
            options.outOfOffice.alwaysDefault ? "dates in the mail are ignored" : "or until a certain date"
        try Terminal.write(
            """
            \(PlainText.line(facts.campaign.name)) (campaign \(facts.campaign.id), \(facts.campaign.timeZone))
              absence pauses for \(options.outOfOffice.days) days, \(dates)
              a reply elsewhere: \(options.onReplyElsewhere.rawValue)
              stops on automatic answers: \(options.stopsOnAutoReply ? "yes" : "no"); \
            goes on after a reply: \(options.continuesOnReply ? "yes" : "no")
              \(facts.counts.total) leads\(facts.counts.total > 0 ? ": " + StageCountText.line(facts.counts) : "")

            """)
        var steps = TextTable("Step>", "Waits", "Does", "State")
        for (index, step) in facts.steps.enumerated() {
            let wait = index == 0 ? "-" : DurationArgument.text(step.waitSeconds)
            steps.add("\(index + 1)", wait, step.channel, step.isPaused ? "paused" : "active")
        }
        if !facts.steps.isEmpty { try Terminal.write(steps) }
        for code in LeadErrorCode.allCases where (facts.counts.errors[code] ?? 0) > 0 {
            try Terminal.write(
                "  \(facts.counts.errors[code] ?? 0) with error \(code.rawValue): \(code.message)\n")
        }
    }
}

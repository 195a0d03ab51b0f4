import ArgumentParser
import Intake
import LeadStages
import Store

struct CampaignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign", abstract: "Campaigns, their settings and their steps.",
        subcommands: [
            CampaignAddCommand.self, CampaignListCommand.self, CampaignShowCommand.self,
            CampaignSetCommand.self,
            CampaignStepCommand.self,
        ])
}

/// What a campaign decides about inbound mail; only what is given is changed.
struct CampaignSettingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Days that an absence pauses a lead, 1 to 90 (default 14).", valueName: "days"))
    var outOfOfficeDays: Int?

    @Option(
        help: ArgumentHelp(
            "A certain date of return decides (on), or always the days (off).", valueName: "on|off"))
    var returnDates: Switch?

    @Option(
        help: ArgumentHelp(
            "What a reply does to the lead's other campaigns.", valueName: "cancel|pause|continue"))
    var onReplyElsewhere: CampaignSettings.ReplyElsewhere?

    @Option(
        help: ArgumentHelp("A robot's answer that is no absence stops the lead too.", valueName: "on|off"))
    var stopOnAutoReply: Switch?

    @Option(help: ArgumentHelp("The lead stays Running after a reply.", valueName: "on|off"))
    var continueOnReply: Switch?

    enum Switch: String, ExpressibleByArgument {
        case on, off
    }

    func validate() throws {
        if let days = outOfOfficeDays, !OutOfOfficeSettings.allowedDays.contains(days) {
            throw ValidationError("\(days) days are out of range; give 1 to 90.")
        }
    }

    func apply(to options: inout CampaignOptions) {
        let old = options.outOfOffice
        options.outOfOffice = OutOfOfficeSettings(
            days: outOfOfficeDays ?? old.days,
            alwaysDefault: returnDates.map { $0 == .off } ?? old.alwaysDefault,
            freezeDelay: old.freezeDelay, pausesAllEnrollments: old.pausesAllEnrollments)
        if let onReplyElsewhere { options.onReplyElsewhere = onReplyElsewhere }
        if let stopOnAutoReply { options.stopsOnAutoReply = stopOnAutoReply == .on }
        if let continueOnReply { options.continuesOnReply = continueOnReply == .on }
    }
}

extension CampaignSettings.ReplyElsewhere: ExpressibleByArgument {}

struct CampaignAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Makes a campaign.")

    @Argument(help: "Its name.") var name: String
    @Option(help: ArgumentHelp("Zone of its calendar days and hours.", valueName: "name")) var timeZone =
        "UTC"
    @OptionGroup var options: CampaignSettingOptions
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        var settings = CampaignOptions()
        options.apply(to: &settings)
        let (name, timeZone, chosen) = (name, timeZone, settings)
        let id = try await session.write { try $0.createCampaign(name, timeZone: timeZone, options: chosen) }
        try Terminal.write("campaign \(id): \(PlainText.line(name))\n")
    }
}

struct CampaignSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Changes what a campaign decides about inbound mail.")

    @Argument(help: "Name or id.") var campaign: String
    @OptionGroup var options: CampaignSettingOptions
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let (name, options) = (campaign, options)
        try await session.write { transaction in
            let campaign = try transaction.requireCampaign(name)
            var settings = campaign.options
            options.apply(to: &settings)
            try transaction.setOptions(settings, of: campaign.id)
        }
        try Terminal.write("changed; this applies to mail that arrives from now on\n")
    }
}

struct CampaignListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the campaigns with the number of leads in each stage.")

    @Flag(help: "JSON for programs.") var json = false
    @OptionGroup var session: SessionOptions

    func run() async throws {
        let session = try await Session.open(session)
        let rows = try await session.read { transaction in
            try transaction.campaigns().map { ($0, try transaction.stageCounts(of: $0.id)) }
        }
        if json {
            var text = JSONText()
            text.object { text in
                text.field("campaigns", each: rows) { text, row in
                    text.field("id", Int(row.0.id.rawValue))
                    text.field("name", row.0.name)
                    text.field("time_zone", row.0.timeZone)
                    text.field("created_at", row.0.createdAt)
                    text.counts(row.1)
                }
            }
            text.endLine()
            return try Terminal.write(text)
        }
        var table = TextTable("Id>", "Campaign~", "Leads>", "Stages~")
        for (campaign, counts) in rows {
            table.add(campaign.id.description, campaign.name, "\(counts.total)", StageCountText.line(counts))
        }
        try Terminal.write(table)
    }
}

/// Numbers of leads by stage.
enum StageCountText {
    /// `12 Running, 3 Replied`, in the order of the stages.
    static func line(_ counts: StageCounts) -> String {
        let parts = Stage.allCases.compactMap { stage in
            counts.stages[stage].flatMap { $0 == 0 ? nil : "\($0) \(stage.displayName)" }
        }
        return parts.joined(separator: ", ")
    }
}

extension JSONText {
    /// Every stage, also those without a lead; only the errors that there are.
    mutating func counts(_ counts: StageCounts) {
        field("leads", counts.total)
        key("stages")
        object { text in
            for stage in Stage.allCases {
                text.key(text: stage.rawValue)
                text.value(counts.stages[stage] ?? 0)
            }
        }
        key("errors")
        object { text in
            for code in LeadErrorCode.allCases where (counts.errors[code] ?? 0) > 0 {
                text.key(text: code.rawValue)
                text.value(counts.errors[code] ?? 0)
            }
        }
    }
}

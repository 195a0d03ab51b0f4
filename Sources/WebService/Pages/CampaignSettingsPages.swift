import CalendarTime
import Hummingbird
import Intake
import LeadStages
import Store

/// How a campaign treats what comes back, and its steps.
enum CampaignSettingsPages {
    static let routes: [Route] = [
        .page(.get, "/campaigns/{id}/settings") { try await show($0) },
        .page(.post, "/campaigns/{id}/settings", .change) { try await save($0) },
        .page(.post, "/campaigns/{id}/steps/{step}", .change) { try await changeStep($0) },
    ]

    private static func show(_ request: PageRequest) async throws -> Response {
        let id: RowID<Campaign> = try request.web.id()
        let found = try await request.read { transaction in
            try transaction.campaign(id).map { ($0, try transaction.steps(of: id)) }
        }
        guard let (campaign, steps) = found else { throw WebFault.notFound }
        let place = CampaignPages.href(id) + "/settings"
        return try await request.page(
            "campaign_settings", title: campaign.name,
            [
                "campaign": .view(CampaignHead.view(campaign, current: place, request)),
                "settings": .view(view(campaign)), "hasSteps": .flag(!steps.isEmpty),
                "steps": .list(steps.enumerated().map { step($1, position: $0 + 1) }),
            ])
    }

    private static func view(_ campaign: Campaign) -> View {
        let options = campaign.options
        return [
            "timeZone": .text(campaign.timeZone), "outOfOfficeDays": .number(options.outOfOffice.days),
            "usesReturnDate": .flag(!options.outOfOffice.alwaysDefault),
            "stopsOnAutoReply": .flag(options.stopsOnAutoReply),
            "continuesOnReply": .flag(options.continuesOnReply),
            "replyElsewhere": .list(
                CampaignSettings.ReplyElsewhere.allCases.map {
                    [
                        "value": .text($0.rawValue), "label": .text(words($0)),
                        "selected": .flag($0 == options.onReplyElsewhere),
                    ]
                }),
        ]
    }

    private static func words(_ choice: CampaignSettings.ReplyElsewhere) -> String {
        switch choice {
        case .cancel: "Cancel the lead here"
        case .pause: "Pause the lead here"
        case .continue: "Go on here"
        }
    }

    private static func step(_ step: CampaignStep, position: Int) -> View {
        [
            "position": .number(position), "title": .text(step.channel == "mail" ? "Mail" : step.channel),
            "wait": .text(wait(step.waitSeconds)), "isPaused": .flag(step.isPaused),
            "stepHref": .text("\(CampaignPages.href(step.campaign))/steps/\(step.id)"),
        ]
    }

    private static func wait(_ seconds: Int64) -> String {
        if seconds == 0 { return "none" }
        if seconds % 86_400 == 0 { return PageText.count(Int(seconds / 86_400), "day") }
        return seconds % 3_600 == 0
            ? PageText.count(Int(seconds / 3_600), "hour") : PageText.count(Int(seconds / 60), "minute")
    }

    private static func save(_ request: PageRequest) async throws -> Response {
        let id: RowID<Campaign> = try request.web.id()
        let place = CampaignPages.href(id) + "/settings"
        guard let days = request.field("out_of_office_days").flatMap({ Int($0) }), (1...90).contains(days)
        else {
            return request.done(place, "Give 1 to 90 days.", isError: true)
        }
        let elsewhere = request.field("reply_elsewhere").flatMap {
            CampaignSettings.ReplyElsewhere(rawValue: $0)
        }
        try await request.write { transaction in
            guard let campaign = try transaction.campaign(id) else { throw WebFault.notFound }
            var options = campaign.options
            options.outOfOffice = OutOfOfficeSettings(
                days: days, alwaysDefault: request.field("use_return_date") != "yes",
                freezeDelay: options.outOfOffice.freezeDelay,
                pausesAllEnrollments: options.outOfOffice.pausesAllEnrollments)
            if let elsewhere { options.onReplyElsewhere = elsewhere }
            options.stopsOnAutoReply = request.field("stops_on_auto_reply") == "yes"
            options.continuesOnReply = request.field("continues_on_reply") == "yes"
            try transaction.setOptions(options, of: id)
        }
        return request.done(place, "Settings saved. They count from the next message on.")
    }

    private static func changeStep(_ request: PageRequest) async throws -> Response {
        let id: RowID<Campaign> = try request.web.id()
        let step: RowID<CampaignStep> = try request.web.id("step")
        let action = request.field("action")
        guard action == "pause" || action == "resume" else {
            throw WebFault.invalid("action", "Choose what to do with the step.")
        }
        let isPaused = action == "pause"
        try await request.write { transaction in
            guard let found = try transaction.step(step), found.campaign == id, found.removedAt == nil else {
                throw WebFault.notFound
            }
            try transaction.setPaused(isPaused, step: step)
        }
        return request.done(
            CampaignPages.href(id) + "/settings",
            isPaused
                ? "The step is paused: a lead that comes to it waits with an error." : "The step is active.")
    }
}

import Intake
import LeadStages
import Store

extension APIOperation {
    static let campaigns: [APIOperation] = [
        APIOperation(
            method: .get, path: "/campaigns", name: "listCampaigns",
            about: "All campaigns with their counts.",
            scope: .read, success: (.ok, .page(.named("Campaign")))
        ) { request in
            let items = try await request.read { transaction in
                try transaction.campaigns().map {
                    JSON.campaign($0, try transaction.stageCounts(of: $0.id))
                }
            }
            return APIAnswer(.page(items, next: nil))
        },
        APIOperation(
            method: .post, path: "/campaigns", name: "createCampaign", about: "Makes an empty campaign.",
            scope: .write,
            body: .json(
                .object(
                    [.required("name", .text(1...200)), .optional("time_zone", Schemas.zone)]
                        + Schemas.options)),
            success: (.created, .named("Campaign"))
        ) { request in
            let made = try await request.write { transaction -> JSON? in
                let id = try transaction.createCampaign(
                    request.text("name") ?? "", timeZone: request.text("time_zone") ?? "UTC",
                    options: request.options(CampaignOptions()))
                return try transaction.campaign(id).map {
                    JSON.campaign($0, try transaction.stageCounts(of: id))
                }
            }
            return APIAnswer(made, status: .created)
        },
        APIOperation(
            method: .get, path: "/campaigns/{campaign}", name: "getCampaign", about: "One campaign.",
            scope: .read, success: (.ok, .named("Campaign"))
        ) { request in
            APIAnswer(
                try await request.read { transaction in
                    let campaign = try request.campaign(transaction)
                    return JSON.campaign(campaign, try transaction.stageCounts(of: campaign.id))
                })
        },
        APIOperation(
            method: .patch, path: "/campaigns/{campaign}", name: "updateCampaign",
            about:
                "Changes what a campaign decides about mail from now on; what is not given stays.",
            scope: .write, body: .json(.object(Schemas.options)), success: (.ok, .named("Campaign"))
        ) { request in
            APIAnswer(
                try await request.write { transaction in
                    let old = try request.campaign(transaction)
                    try transaction.setOptions(request.options(old.options), of: old.id)
                    return JSON.campaign(
                        try request.campaign(transaction), try transaction.stageCounts(of: old.id))
                })
        },
    ]
}

extension APIRequest {
    /// Of the path; throws when this workspace has none of that id.
    func campaign(_ transaction: StoreTransaction) throws -> Campaign {
        guard let found = try transaction.campaign(try web.id("campaign")) else { throw WebFault.notFound }
        return found
    }

    /// What is given in the place of the old.
    fileprivate func options(_ old: CampaignOptions) -> CampaignOptions {
        var options = old
        options.outOfOffice = OutOfOfficeSettings(
            days: integer("out_of_office_days").map { Int($0) } ?? old.outOfOffice.days,
            alwaysDefault: flag("return_dates").map { !$0 } ?? old.outOfOffice.alwaysDefault,
            freezeDelay: old.outOfOffice.freezeDelay,
            pausesAllEnrollments: old.outOfOffice.pausesAllEnrollments)
        if let word = text("on_reply_elsewhere").flatMap({ CampaignSettings.ReplyElsewhere(rawValue: $0) }) {
            options.onReplyElsewhere = word
        }
        options.stopsOnAutoReply = flag("stop_on_auto_reply") ?? old.stopsOnAutoReply
        options.continuesOnReply = flag("continue_on_reply") ?? old.continuesOnReply
        return options
    }
}

extension JSON {
    static func campaign(_ campaign: Campaign, _ counts: StageCounts) -> JSON {
        let options = campaign.options
        let head: JSON = [
            "id": .id(campaign.id), "name": .text(campaign.name), "time_zone": .text(campaign.timeZone),
            "created_at": .instant(campaign.createdAt),
            "out_of_office_days": .number(options.outOfOffice.days),
            "return_dates": .flag(!options.outOfOffice.alwaysDefault),
            "on_reply_elsewhere": .text(options.onReplyElsewhere.rawValue),
            "stop_on_auto_reply": .flag(options.stopsOnAutoReply),
            "continue_on_reply": .flag(options.continuesOnReply),
        ]
        return objects([head, stageCounts(counts)])
    }

    /// Every stage, also those without a lead; only the errors that there are.
    static func stageCounts(_ counts: StageCounts) -> JSON {
        let errors = LeadErrorCode.allCases.filter { (counts.errors[$0] ?? 0) > 0 }
        return [
            "leads": .number(counts.total),
            "stages": .object(
                Stage.allCases.map { .init(key: $0.rawValue, value: .number(counts.stages[$0] ?? 0)) }),
            "errors": .object(errors.map { .init(key: $0.rawValue, value: .number(counts.errors[$0])) }),
        ]
    }
}

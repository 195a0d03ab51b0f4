import CalendarTime
import Hummingbird
import LeadStages
import Store

/// Campaigns with the stages of their leads.
enum CampaignPages {
    static let routes: [Route] = [
        .page(.get, "/campaigns") { try await list($0) },
        .page(.post, "/campaigns", .change) { try await create($0) },
    ]

    private static func list(
        _ request: PageRequest, name: String? = nil, zone: String? = nil, fault: WebFault? = nil
    ) async throws -> Response {
        let rows = try await request.read { transaction in
            try transaction.campaigns().reversed().map { campaign in
                (campaign, try transaction.stageCounts(of: campaign.id))
            }
        }
        let cards = rows.map { campaign, counts -> View in
            let replied = counts.stages[.replied] ?? 0
            let total = counts.total - (counts.stages[.notStarted] ?? 0)
            return [
                "href": .text(href(campaign.id)), "name": .text(campaign.name),
                "leadCount": .text(PageText.count(counts.total, "lead")),
                "replyRate": .text(
                    total > 0 ? "\(PageText.percent(Double(replied) / Double(total))) replied" : nil),
                "bars": .list(StageBar.views(counts, href: href(campaign.id))),
            ]
        }
        return try await request.page(
            "campaigns", title: "Campaigns",
            [
                "hasCampaigns": .flag(!cards.isEmpty), "campaigns": .list(cards), "newName": .text(name),
                "newZone": .text(zone ?? "UTC"), "zones": .texts(zones),
                "newNameError": .text(fault?.field == "name" ? fault?.text : nil),
                "newZoneError": .text(fault?.field == "time_zone" ? fault?.text : nil),
            ], status: fault?.status ?? .ok)
    }

    private static func create(_ request: PageRequest) async throws -> Response {
        let (name, zone) = (request.field("name"), request.field("time_zone") ?? "UTC")
        guard let name, name.count <= 200 else {
            return try await list(request, zone: zone, fault: .invalid("name", "Give the campaign a name."))
        }
        guard ZoneDatabase.table(zone) != nil else {
            let fault = WebFault.invalid("time_zone", "There is no time zone “\(zone)”.")
            return try await list(request, name: name, zone: zone, fault: fault)
        }
        do {
            let id = try await request.write { try $0.createCampaign(name, timeZone: zone) }
            return request.done(href(id), "Campaign “\(name)” created.")
        } catch StoreError.alreadyExists {
            let fault = WebFault.invalid("name", "A campaign of this name is there already.")
            return try await list(request, name: name, zone: zone, fault: fault)
        }
    }

    static func href(_ id: RowID<Campaign>) -> String { "/campaigns/\(id)" }

    private static let zones = [
        "UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Warsaw",
        "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Sao_Paulo", "Asia/Dubai",
        "Asia/Kolkata", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney",
    ]
}

/// The counts of a campaign's stages as one bar.
enum StageBar {
    /// Every stage in the order of the requirement; `x` and `width` are percent.
    static func views(_ counts: StageCounts, href: String, isLive: Bool = false) -> [View] {
        var x = 0.0
        return Stage.allCases.map { stage in
            let count = counts.stages[stage] ?? 0
            let width = counts.total > 0 ? Double(count) * 100 / Double(counts.total) : 0
            defer { x += width }
            return [
                "stageKey": .text(stage.rawValue), "stageLabel": .text(stage.displayName),
                "stageCount": .text(PageText.number(count)), "x": .text(percent(x)),
                "width": .text(percent(width)), "href": .text("\(href)?stage=\(stage.rawValue)"),
                "live": .text(isLive ? "stages.\(stage.rawValue)" : nil),
            ]
        }
    }

    /// Two places.
    private static func percent(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}

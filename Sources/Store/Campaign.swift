import CalendarTime
import Intake
import LeadStages

public struct Campaign: Sendable {
    public let id: RowID<Campaign>
    public let name: String
    /// Identifier in the zone database.
    public let timeZone: String
    public let options: CampaignOptions
    public let createdAt: Instant

    static let columns = "id, name, time_zone, settings, created_at"

    init(_ row: inout RowReader) throws {
        id = row.id()
        name = row.text()
        timeZone = row.text()
        options = try StoreJSON.value(CampaignOptions.self, row.text())
        createdAt = row.instant()
    }
}

/// What is stored of `CampaignSettings`: all but the zone, which is a column of its own.
public struct CampaignOptions: Hashable, Sendable, Codable {
    public var outOfOffice: OutOfOfficeSettings
    public var onReplyElsewhere: CampaignSettings.ReplyElsewhere
    /// Days.
    public var pauseDays: Int
    public var stopsOnAutoReply: Bool
    public var continuesOnReply: Bool
    /// Whatever later versions and other modules keep with a campaign, by name.
    public var extra: [String: String]

    public init(_ settings: CampaignSettings = .init(), extra: [String: String] = [:]) {
        outOfOffice = settings.outOfOffice
        onReplyElsewhere = settings.onReplyElsewhere
        pauseDays = settings.pauseDays
        stopsOnAutoReply = settings.stopsOnAutoReply
        continuesOnReply = settings.continuesOnReply
        self.extra = extra
    }

    func settings(zone: ZoneTable) -> CampaignSettings {
        CampaignSettings(
            zone: zone, outOfOffice: outOfOffice, onReplyElsewhere: onReplyElsewhere, pauseDays: pauseDays,
            stopsOnAutoReply: stopsOnAutoReply, continuesOnReply: continuesOnReply)
    }
}

extension Campaign {
    /// With the zone's table filled in.
    public var settings: CampaignSettings {
        options.settings(zone: ZoneDatabase.table(timeZone) ?? .utc)
    }
}

/// One thing that a campaign does to a lead, and how long after the one before.
public struct CampaignStep: Hashable, Sendable {
    public let id: RowID<CampaignStep>
    public let campaign: RowID<Campaign>
    /// 1 is the first; steps are found by id, the position only orders them.
    public let position: Int
    /// Seconds after the step before.
    public let waitSeconds: Int64
    /// `mail`, or the name of an action endpoint.
    public let channel: String
    public let isPaused: Bool
    /// Opaque JSON.
    public let settings: String
    public let removedAt: Instant?

    static let columns = "id, campaign_id, position, wait_seconds, channel, paused, settings, removed_at"

    init(_ row: inout RowReader) {
        id = row.id()
        campaign = row.id()
        position = row.count()
        waitSeconds = row.integer()
        channel = row.text()
        isPaused = row.flag()
        settings = row.text()
        removedAt = row.instantOrNil()
    }

    /// The name of the step in stage events.
    public var key: String { id.description }
}

import CalendarTime
import LeadStages

extension StoreTransaction {
    /// Throws when the name is taken or the zone unknown.
    @discardableResult
    public func createCampaign(
        _ name: String, timeZone: String = "UTC", options: CampaignOptions = .init()
    ) throws -> RowID<Campaign> {
        guard ZoneDatabase.table(timeZone) != nil else {
            throw StoreError.refused(
                code: "unknown_time_zone",
                "time zone '\(timeZone)' is unknown; give a name such as Europe/Berlin")
        }
        let id: RowID<Campaign>? = try insertIfNew(
            """
            INSERT INTO campaigns (workspace_id, name, time_zone, settings, created_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace_id, name) DO NOTHING RETURNING id
            """, [workspace, name, timeZone, try StoreJSON.text(options), now])
        guard let id else { throw StoreError.alreadyExists("campaign '\(name)'") }
        return id
    }

    public func campaign(named name: String) throws -> Campaign? {
        try connection.first(
            "SELECT \(Campaign.columns) FROM campaigns WHERE workspace_id = $1 AND name = $2",
            [workspace, name]
        ) { try Campaign(&$0) }
    }

    public func campaign(_ id: RowID<Campaign>) throws -> Campaign? {
        try connection.first(
            "SELECT \(Campaign.columns) FROM campaigns WHERE workspace_id = $1 AND id = $2", [workspace, id]
        ) { try Campaign(&$0) }
    }

    public func campaigns() throws -> [Campaign] {
        try connection.query(
            "SELECT \(Campaign.columns) FROM campaigns WHERE workspace_id = $1 ORDER BY id", [workspace]
        ) { try Campaign(&$0) }
    }

    public func setOptions(_ options: CampaignOptions, of campaign: RowID<Campaign>) throws {
        try connection.run(
            "UPDATE campaigns SET settings = $3 WHERE workspace_id = $1 AND id = $2",
            [workspace, campaign, try StoreJSON.text(options)])
    }

    // MARK: Steps

    /// After the last one.
    @discardableResult
    public func addStep(
        to campaign: RowID<Campaign>, waitSeconds: Int64, channel: String = "mail", isPaused: Bool = false,
        settings: String = "{}"
    ) throws -> RowID<CampaignStep> {
        let last =
            try connection.first(
                "SELECT MAX(position) FROM steps WHERE workspace_id = $1 AND campaign_id = $2",
                [workspace, campaign]
            ) { $0.countOrNil() ?? 0 } ?? 0
        return try insert(
            """
            INSERT INTO steps
                (workspace_id, campaign_id, position, wait_seconds, channel, paused, settings, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
            """, [workspace, campaign, last + 1, waitSeconds, channel, isPaused, settings, now])
    }

    /// Without the removed ones, in order.
    public func steps(of campaign: RowID<Campaign>) throws -> [CampaignStep] {
        try connection.query(
            """
            SELECT \(CampaignStep.columns) FROM steps
            WHERE workspace_id = $1 AND campaign_id = $2 AND removed_at IS NULL ORDER BY position, id
            """, [workspace, campaign]
        ) { CampaignStep(&$0) }
    }

    public func step(_ id: RowID<CampaignStep>) throws -> CampaignStep? {
        try connection.first(
            "SELECT \(CampaignStep.columns) FROM steps WHERE workspace_id = $1 AND id = $2", [workspace, id]
        ) { CampaignStep(&$0) }
    }

    public func setPaused(_ isPaused: Bool, step: RowID<CampaignStep>) throws {
        try connection.run(
            "UPDATE steps SET paused = $3 WHERE workspace_id = $1 AND id = $2", [workspace, step, isPaused])
    }

    /// Its id stays known to the events that name it.
    public func removeStep(_ step: RowID<CampaignStep>) throws {
        try connection.run(
            "UPDATE steps SET removed_at = $3 WHERE workspace_id = $1 AND id = $2", [workspace, step, now])
    }
}

import CalendarTime
import Intake
import Synchronization

/// Decodes a campaign's settings once for each text, for every message that is matched needs them.
enum CampaignSettingsCache {
    private struct Key: Hashable {
        let options: String
        let zone: String
    }

    /// Entries; a store with more campaigns decodes some of them again.
    private static let maximumCount = 1000
    private static let known = Mutex<[Key: CampaignSettings]>([:])

    static func settings(_ options: String, zone: String) throws -> CampaignSettings {
        let key = Key(options: options, zone: zone)
        if let found = known.withLock({ $0[key] }) { return found }
        let settings = try StoreJSON.value(CampaignOptions.self, options)
            .settings(zone: ZoneDatabase.table(zone) ?? .utc)
        known.withLock {
            if $0.count >= maximumCount { $0.removeAll() }
            $0[key] = settings
        }
        return settings
    }
}

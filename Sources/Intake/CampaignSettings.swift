import CalendarTime
import LeadStages

/// What a campaign decides about inbound mail.
public struct CampaignSettings: Hashable, Sendable {
    /// Of the campaign; the edge fills it from the zone database.
    public var zone: ZoneTable
    public var outOfOffice: OutOfOfficeSettings
    /// What a reply does to the other active enrollments of the lead.
    public var onReplyElsewhere: ReplyElsewhere
    /// Days the others pause when `onReplyElsewhere` is `pause`.
    public var pauseDays: Int
    /// A robot's answer that is no absence stops the lead too.
    public var stopsOnAutoReply: Bool
    /// The stage stays Running after a reply, with a badge and a card.
    public var continuesOnReply: Bool

    public enum ReplyElsewhere: String, CaseIterable, Hashable, Sendable, Codable {
        case cancel, pause, `continue`
    }

    public init(
        zone: ZoneTable = .utc, outOfOffice: OutOfOfficeSettings = .init(),
        onReplyElsewhere: ReplyElsewhere = .cancel, pauseDays: Int = OutOfOfficeSettings.defaultDays,
        stopsOnAutoReply: Bool = false, continuesOnReply: Bool = false
    ) {
        self.zone = zone
        self.outOfOffice = outOfOffice
        self.onReplyElsewhere = onReplyElsewhere
        self.pauseDays = pauseDays
        self.stopsOnAutoReply = stopsOnAutoReply
        self.continuesOnReply = continuesOnReply
    }
}

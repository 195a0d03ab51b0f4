import CalendarTime

/// How long an absence pauses the lead, and where that date comes from.
public struct OutOfOfficePause: Hashable, Sendable {
    /// The campaign goes on from here.
    public let until: Instant
    public let basis: Basis
    /// As found in the mail, also when it was not used.
    public let returnDate: CivilDate?
    /// The words of the mail that name the date.
    public let evidence: String?

    public enum Basis: String, CaseIterable, Hashable, Sendable, Codable {
        case campaignDefault = "default"
        case returnDate = "return_date"
        /// A certain date further away than `maximumDays`.
        case capped
        /// The date lies before the day the mail was received: default.
        case staleDate = "stale_date"
        /// Only a weekday, "next week" and the like: default.
        case uncertainDate = "uncertain_date"
        /// The campaign is set to ignore dates: default.
        case alwaysDefault = "always_default"
        case manual
    }

    public init(until: Instant, basis: Basis, returnDate: CivilDate? = nil, evidence: String? = nil) {
        self.until = until
        self.basis = basis
        self.returnDate = returnDate
        self.evidence = evidence
    }

    /// Days, counted like the default from the received time.
    public static let maximumDays = 90
    /// 09:00 local.
    public static let resumeSecondOfDay = 9 * 3600

    /// - Parameters:
    ///   - receivedAt: when the mail was received (INTERNALDATE, provider timestamp, else the topmost Received field),
    ///     never the Date field and never the time of detection.
    ///   - zone: the campaign's.
    public static func plan(
        receivedAt: Instant, returnDate: CivilDate?, isCertain: Bool, zone: ZoneTable,
        settings: OutOfOfficeSettings, evidence: String? = nil
    ) -> OutOfOfficePause {
        let received = zone.local(at: receivedAt)
        func after(days: Int) -> Instant {
            zone.instant(
                of: LocalTime(date: received.date.adding(days: days), secondOfDay: received.secondOfDay))
        }
        func byDefault(_ basis: Basis) -> OutOfOfficePause {
            OutOfOfficePause(
                until: after(days: settings.days), basis: basis, returnDate: returnDate, evidence: evidence)
        }
        guard let returnDate else { return byDefault(.campaignDefault) }
        if settings.alwaysDefault { return byDefault(.alwaysDefault) }
        guard returnDate >= received.date else { return byDefault(.staleDate) }
        guard isCertain else { return byDefault(.uncertainDate) }
        let planned = zone.instant(
            of: LocalTime(date: returnDate.nextBusinessDay, secondOfDay: resumeSecondOfDay))
        let latest = after(days: maximumDays)
        return OutOfOfficePause(
            until: min(planned, latest), basis: planned > latest ? .capped : .returnDate,
            returnDate: returnDate,
            evidence: evidence)
    }
}

/// A campaign's rules for absences.
public struct OutOfOfficeSettings: Hashable, Sendable, Codable {
    /// 1...90 days; the requirement's default is 14.
    public let days: Int
    /// Ignore dates in the mail.
    public let alwaysDefault: Bool
    /// What was left of the step's delay counts from the end of the pause, instead of `max(planned, end)`.
    public let freezeDelay: Bool
    /// An absence pauses every active enrollment of the lead: the person is away, not the campaign.
    public let pausesAllEnrollments: Bool

    public static let allowedDays = 1...90
    public static let defaultDays = 14

    /// `days` outside 1...90 is moved to the nearer end.
    public init(
        days: Int = defaultDays, alwaysDefault: Bool = false, freezeDelay: Bool = false,
        pausesAllEnrollments: Bool = true
    ) {
        self.days = min(max(days, Self.allowedDays.lowerBound), Self.allowedDays.upperBound)
        self.alwaysDefault = alwaysDefault
        self.freezeDelay = freezeDelay
        self.pausesAllEnrollments = pausesAllEnrollments
    }
}

import CalendarTime

/// Which messages a report counts.
public struct ReportFilter: Hashable, Sendable {
    /// Only messages that moved, or might have moved, a lead of this campaign.
    public var campaign: RowID<Campaign>?
    public var mailbox: RowID<MailboxAccount>?

    public init(campaign: RowID<Campaign>? = nil, mailbox: RowID<MailboxAccount>? = nil) {
        self.campaign = campaign
        self.mailbox = mailbox
    }
}

/// Messages received on one day, by kind (`Kind`).
public struct ReportDay: Hashable, Sendable {
    public let date: CivilDate
    public let kinds: [String: Int]

    public init(date: CivilDate, kinds: [String: Int]) {
        self.date = date
        self.kinds = kinds
    }
}

extension StoreTransaction {
    /// Days of one report.
    public static let maximumReportDays = 90

    /// The last `days` days up to today, the oldest first; days are those of `zone`. One statement for each day, over an
    /// index by time.
    public func report(_ filter: ReportFilter, days: Int, zone: ZoneTable) throws -> [ReportDay] {
        let today = zone.local(at: now).date
        let count = min(max(days, 1), Self.maximumReportDays)
        return try (0..<count).map { index in
            let date = today.adding(days: index - count + 1)
            func start(_ date: CivilDate) -> Instant {
                zone.instant(of: LocalTime(date: date, secondOfDay: 0))
            }
            return ReportDay(
                date: date, kinds: try kinds(filter, start(date), start(date.adding(days: 1))))
        }
    }

    private func kinds(_ filter: ReportFilter, _ start: Instant, _ end: Instant) throws -> [String: Int] {
        var parameters: [any SQLConvertible] = [workspace, start, end]
        var conditions = ["m.workspace_id = $1", "m.received_at >= $2", "m.received_at < $3"]
        if let mailbox = filter.mailbox {
            parameters.append(mailbox)
            conditions.append("m.mailbox_id = $\(parameters.count)")
        }
        if let campaign = filter.campaign {
            parameters.append(campaign)
            // What a message did to the lead's other campaigns ends in `.elsewhere` and is counted where it belongs.
            conditions.append(
                """
                EXISTS (SELECT 1 FROM lead_events e JOIN enrollments n ON n.id = e.enrollment_id
                    WHERE e.message_id = m.id AND n.campaign_id = $\(parameters.count)
                        AND e.event_key NOT LIKE '%.elsewhere')
                """)
        }
        let rows = try connection.query(
            """
            SELECT m.kind, COUNT(*) FROM messages m WHERE \(conditions.joined(separator: " AND "))
            GROUP BY m.kind
            """, parameters
        ) { ($0.text(), $0.count()) }
        return Dictionary(rows, uniquingKeysWith: +)
    }
}

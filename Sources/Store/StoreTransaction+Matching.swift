import CalendarTime
import Intake
import LeadStages

extension StoreTransaction {
    /// Sends of one lead that are looked at; the newest.
    static let maximumSendsOfLead = 200

    /// Everything the store knows about whom a message may concern, read in the transaction that will act on it.
    ///
    /// - Parameters:
    ///   - recentSends: seconds before `receivedAt` in which the sends of the leads found are taken in.
    ///   - ownAliases: addresses of ours besides those of the mailboxes.
    public func candidates(
        for keys: MatchKeys, receivedAt: Instant, recentSends: Int64, ownAliases: [String] = []
    ) throws -> MatchCandidates {
        var sends: [Int64: KnownSend] = [:]
        func take(_ found: [KnownSend]) { for send in found { sends[send.id] = send } }
        take(try knownSends("s.message_id", keys.messageIDs))
        take(try knownSends("s.token", keys.tokens))
        take(try knownSends("s.fingerprint", keys.fingerprints, limit: Self.maximumSendsOfLead))
        var leads = Set(sends.values.map(\.lead))
        leads.formUnion(try self.leads(withAnyOf: keys.addresses))
        let since = receivedAt.adding(seconds: -recentSends)
        for lead in leads.sorted() { take(try knownSends(of: lead, since: since)) }
        return MatchCandidates(
            sends: sends.values.sorted { $0.id < $1.id },
            leads: try leads.sorted().compactMap { try knownLead($0) },
            enrollments: try leads.sorted().flatMap { try knownEnrollments(of: $0) },
            ownAddresses: try mailboxes().map(\.address) + ownAliases)
    }

    /// Those of these Message-IDs (without angle brackets) that are of mail which a person forwarded from a card.
    public func forwards(among messageIDs: [String]) throws -> Set<String> {
        var found: Set<String> = []
        for group in messageIDs.groups(of: Self.listSize) {
            let padded = group + Array(repeating: group[group.count - 1], count: Self.listSize - group.count)
            found.formUnion(
                try connection.query(
                    """
                    SELECT message_id FROM outgoing_mails WHERE workspace_id = $1
                    AND \(connection.dialect.list("message_id", first: 2, count: Self.listSize))
                    AND purpose = 'forward'
                    """, [workspace] + padded
                ) { $0.text() })
        }
        return found
    }

    private static let sendColumns = """
        s.id, s.enrollment_id, s.lead_id, b.address, s.recipient, s.message_id, s.token, s.subject, \
        s.fingerprint, s.step, s.sent_at FROM sends s JOIN mailboxes b ON b.id = s.mailbox_id
        """

    private func knownSends(_ column: String, _ values: [String], limit: Int? = nil) throws -> [KnownSend] {
        var found: [KnownSend] = []
        for group in values.groups(of: Self.listSize) {
            // Filled up with the last value: one text, and one prepared statement, for lists of any length.
            let padded = group + Array(repeating: group[group.count - 1], count: Self.listSize - group.count)
            found += try connection.query(
                """
                SELECT \(Self.sendColumns) WHERE s.workspace_id = $1
                AND \(connection.dialect.list(column, first: 2, count: Self.listSize))
                \(limit.map { "LIMIT \($0)" } ?? "")
                """, [workspace] + padded, KnownSend.init(row:))
        }
        return found
    }

    /// Values of one IN list.
    static let listSize = 8

    private func knownSends(of lead: Int64, since: Instant) throws -> [KnownSend] {
        try connection.query(
            """
            SELECT \(Self.sendColumns) WHERE s.workspace_id = $1 AND s.lead_id = $2 AND s.sent_at >= $3
            ORDER BY s.sent_at DESC LIMIT \(Self.maximumSendsOfLead)
            """, [workspace, lead, since], KnownSend.init(row:))
    }

    /// By the narrow key; where none fits, by the wide one.
    private func leads(withAnyOf addresses: [String]) throws -> Set<Int64> {
        let keys = addresses.map { EmailAddressKey($0) }
        let narrow = try leads("narrow_key", keys.map(\.narrow))
        return try narrow.union(leads("wide_key", keys.map(\.wide)))
    }

    private func leads(_ column: String, _ values: [String]) throws -> Set<Int64> {
        var found: Set<Int64> = []
        for group in values.groups(of: Self.listSize) {
            let padded = group + Array(repeating: group[group.count - 1], count: Self.listSize - group.count)
            found.formUnion(
                try connection.query(
                    """
                    SELECT lead_id FROM addresses WHERE workspace_id = $1
                    AND \(connection.dialect.list(column, first: 2, count: Self.listSize))
                    """, [workspace] + padded
                ) { $0.integer() })
        }
        return found
    }

    private func knownLead(_ id: Int64) throws -> KnownLead? {
        guard let lead = try lead(RowID(id)) else { return nil }
        return KnownLead(
            id: id, addresses: try addresses(of: lead.id).map(\.address), company: lead.companyKey)
    }

    private func knownEnrollments(of lead: Int64) throws -> [KnownEnrollment] {
        let rows = try connection.query(
            """
            SELECT e.id, e.campaign_id, c.settings, c.time_zone FROM enrollments e
            JOIN campaigns c ON c.id = e.campaign_id
            WHERE e.workspace_id = $1 AND e.lead_id = $2 AND e.deleted_at IS NULL ORDER BY e.id
            """, [workspace, lead]
        ) { (id: $0.integer(), campaign: $0.integer(), options: $0.text(), zone: $0.text()) }
        return try rows.map { row in
            KnownEnrollment(
                id: row.id, lead: lead, campaign: row.campaign,
                settings: try CampaignSettingsCache.settings(row.options, zone: row.zone))
        }
    }
}

extension KnownSend {
    init(row: inout RowReader) {
        self.init(
            id: row.integer(), enrollment: row.integer(), lead: row.integer(), mailbox: row.text(),
            recipient: row.text(), messageID: row.textOrNil(), token: row.textOrNil(),
            subject: row.textOrNil(),
            fingerprint: row.textOrNil(), step: row.textOrNil(), sentAt: row.instant())
    }
}

extension [String] {
    fileprivate func groups(of size: Int) -> [[String]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

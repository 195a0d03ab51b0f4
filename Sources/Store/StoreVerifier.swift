import CalendarTime
import LeadStages

/// Recomputes everything that is stored twice, and checks every reference and blob of one workspace.
///
/// Reads one snapshot in pages: a store of any size fits, and writers go on meanwhile.
struct StoreVerifier {
    let transaction: StoreTransaction
    var report = VerifyReport()
    private var counts: [PendingCounts.Key: Int] = [:]

    /// Rows of one page.
    private static let pageSize = 500

    init(_ transaction: StoreTransaction) {
        self.transaction = transaction
    }

    private var connection: any SQLConnection { transaction.connection }
    private var workspace: RowID<Workspace> { transaction.workspace }

    mutating func run() throws {
        try checkEnrollments()
        try checkCounters()
        try checkTimers()
        try checkAddresses()
        try checkRawMails()
        for rule in ReferenceRule.all { try check(rule) }
    }

    // MARK: Stages

    private mutating func checkEnrollments() throws {
        var after: Int64 = 0
        while true {
            let page = try connection.query(
                """
                SELECT \(EnrollmentHead.columns) FROM enrollments WHERE +workspace_id = $1 AND id > $2
                ORDER BY id LIMIT $3
                """, [workspace, after, Self.pageSize]
            ) { EnrollmentHead(&$0) }
            guard let first = page.first, let last = page.last else { return }
            let logs = try transaction.events(ofEnrollments: first.id, last.id)
            for head in page { try check(head, logs[head.id] ?? []) }
            after = last.id.rawValue
        }
    }

    private mutating func check(_ head: EnrollmentHead, _ log: [StageEvent]) throws {
        report.enrollments += 1
        let folded = StateColumns(EnrollmentState.fold(log))
        if let key = try folded.countKey(head.campaign) { counts[key, default: 0] += 1 }
        if folded.stage != head.columns.stage {
            report.add("stage", "enrollment \(head.id)", expected: folded.stage, found: head.columns.stage)
        } else if folded != head.columns {
            report.add(
                "stage", "enrollment \(head.id)", expected: "the columns its events fold to", found: "others")
        }
    }

    private mutating func checkCounters() throws {
        let rows = try connection.query(
            """
            SELECT campaign_id, stage, error_code, leads FROM enrollment_counts
            WHERE workspace_id = $1 AND leads <> 0
            """, [workspace]
        ) { row in
            let key = PendingCounts.Key(
                campaign: row.id(), stage: try Stage(stored: row.text()),
                error: LeadErrorCode(rawValue: row.text()))
            return (key, row.count())
        }
        let stored = Dictionary(rows, uniquingKeysWith: +)
        for key in Set(stored.keys).union(counts.keys).sorted() where stored[key] ?? 0 != counts[key] ?? 0 {
            report.add(
                "counter", "campaign \(key.campaign), \(key.stage.rawValue) \(key.error?.rawValue ?? "")",
                expected: String(counts[key] ?? 0), found: String(stored[key] ?? 0))
        }
    }

    /// Each enrollment has the timer its state needs, and no other.
    private mutating func checkTimers() throws {
        let rows = try connection.query(
            """
            SELECT \(EnrollmentHead.columns), kind, due_at FROM (
                SELECT e.*, t.kind, t.due_at, t.id AS timer_id FROM enrollments e
                LEFT JOIN timers t ON t.enrollment_id = e.id AND t.workspace_id = $1
                    AND t.timer_key = 'stage:' || CAST(e.id AS TEXT)
                WHERE e.workspace_id = $1) AS x
            WHERE timer_id IS NOT NULL OR stage IN ('starting', 'out_of_office') OR start_requested_at IS NOT NULL
            ORDER BY id
            """, [workspace]
        ) { row in
            let head = EnrollmentHead(&row)
            return (id: head.id, needed: head.columns.timer, kind: row.textOrNil(), due: row.instantOrNil())
        }
        for row in rows where row.needed?.kind.rawValue != row.kind || row.needed?.due != row.due {
            report.add(
                "timer", "enrollment \(row.id)", expected: row.needed?.kind.rawValue ?? "none",
                found: row.kind ?? "none")
        }
    }

    // MARK: Addresses and raw mail

    private mutating func checkAddresses() throws {
        var after: Int64 = 0
        while true {
            let page = try connection.query(
                """
                SELECT \(LeadAddress.columns) FROM addresses WHERE +workspace_id = $1 AND id > $2
                ORDER BY id LIMIT $3
                """, [workspace, after, Self.pageSize]
            ) { LeadAddress(&$0) }
            guard let first = page.first, let last = page.last else { return }
            let logs = try transaction.events(ofAddresses: first.id, last.id)
            for address in page {
                report.addresses += 1
                let folded = AddressState.fold(logs[address.id] ?? [])
                guard
                    folded.status != address.status || folded.softCount != address.softCount
                        || folded.isConflicting != address.isConflicting || folded.reason != address.reason
                else { continue }
                report.add(
                    "address", "address \(address.id)", expected: folded.status.rawValue,
                    found: address.status.rawValue)
            }
            after = last.id.rawValue
        }
    }

    private mutating func checkRawMails() throws {
        var after: RowID<RawMailRow>?
        while true {
            let page = try transaction.rawMails(after: after, limit: Self.pageSize / 10)
            guard let last = page.last else { return }
            for (id, mail) in page {
                report.rawMails += 1
                guard let mail else { continue }  // erased
                let bytes = try? mail.bytes()
                guard bytes.map({ RawMail.sha256(of: $0) }) != mail.sha256 else { continue }
                report.add(
                    "raw_mail", "raw mail \(id)", expected: "bytes of its hash",
                    found: bytes == nil ? "bytes that do not decompress" : "other bytes")
            }
            after = last.id
        }
    }

    private mutating func check(_ rule: ReferenceRule) throws {
        let rows = try connection.query(
            rule.sql + " ORDER BY 1 LIMIT \(VerifyReport.maximumDifferences)", [workspace]
        ) { $0.integer() }
        for row in rows {
            report.add(rule.check, "\(rule.row) \(row)", expected: rule.expected, found: rule.found)
        }
    }
}

extension MailStore {
    /// Everything that `admin verify` checks in one workspace; the engine's own check of its files included.
    public func verify(workspace: RowID<Workspace>, at now: Instant) async throws -> VerifyReport {
        let faults = try await driver.integrityFaults()
        guard faults.isEmpty else {
            // What is read from damaged files says nothing.
            var report = VerifyReport()
            for fault in faults {
                report.add("engine", driver.location, expected: "sound files", found: fault)
            }
            return report
        }
        return try await read(in: workspace, at: now) { transaction in
            var verifier = StoreVerifier(transaction)
            try verifier.run()
            return verifier.report
        }
    }
}

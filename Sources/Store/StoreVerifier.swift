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
                SELECT \(Enrollment.columns), stage, stage_event, step, last_step_at, next_due, out_until,
                    start_requested_at, error_code, deleted_at
                FROM enrollments WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3
                """, [workspace, after, Self.pageSize]
            ) { (try Enrollment(&$0), StateColumns(&$0)) }
            guard let last = page.last else { return }
            for (enrollment, columns) in page { try check(enrollment, columns) }
            after = last.0.id.rawValue
        }
    }

    private mutating func check(_ enrollment: Enrollment, _ columns: StateColumns) throws {
        report.enrollments += 1
        let place = "enrollment \(enrollment.id)"
        let folded = EnrollmentState.fold(try transaction.events(of: enrollment.id))
        if !folded.isDeleted {
            let key = PendingCounts.Key(
                campaign: enrollment.campaign, stage: folded.stage, error: folded.error?.code)
            counts[key, default: 0] += 1
        }
        if folded.stage != enrollment.state.stage || folded.stage.rawValue != columns.stage {
            report.add("stage", place, expected: folded.stage.rawValue, found: columns.stage)
        } else if folded != enrollment.state {
            report.add("stage", place, expected: "the state its events fold to", found: "another one")
        } else if columns != StateColumns(folded) {
            report.add("stage", place, expected: "columns that repeat its state", found: "others")
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
            SELECT e.id, e.state, t.kind, t.due_at FROM enrollments e
            LEFT JOIN timers t ON t.enrollment_id = e.id AND t.workspace_id = $1
                AND t.timer_key = 'stage:' || CAST(e.id AS TEXT)
            WHERE e.workspace_id = $1
                AND (t.id IS NOT NULL OR e.stage IN ('starting', 'out_of_office')
                    OR e.start_requested_at IS NOT NULL)
            ORDER BY e.id
            """, [workspace]
        ) { row in
            let id = row.id(Enrollment.self)
            let state = try StoreJSON.value(EnrollmentState.self, row.text())
            return (id: id, needed: state.timer, kind: row.textOrNil(), due: row.instantOrNil())
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
                SELECT \(LeadAddress.columns) FROM addresses WHERE workspace_id = $1 AND id > $2
                ORDER BY id LIMIT $3
                """, [workspace, after, Self.pageSize]
            ) { LeadAddress(&$0) }
            guard let last = page.last else { return }
            for address in page {
                report.addresses += 1
                let folded = AddressState.fold(try transaction.events(ofAddress: address.id))
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

/// The columns of `enrollments` that repeat the state, for lists and indexes.
private struct StateColumns: Hashable {
    let stage: String
    let event: String?
    let step: String?
    let lastStepAt: Instant?
    let nextDue: Instant?
    let outUntil: Instant?
    let startRequestedAt: Instant?
    let error: String?
    let isDeleted: Bool

    init(_ row: inout RowReader) {
        stage = row.text()
        event = row.textOrNil()
        step = row.textOrNil()
        lastStepAt = row.instantOrNil()
        nextDue = row.instantOrNil()
        outUntil = row.instantOrNil()
        startRequestedAt = row.instantOrNil()
        error = row.textOrNil()
        isDeleted = row.instantOrNil() != nil
    }

    init(_ state: EnrollmentState) {
        stage = state.stage.rawValue
        event = state.reasonKey
        step = state.position.step
        lastStepAt = state.lastStepSentAt
        nextDue = state.nextDueAt
        outUntil = state.oooUntil
        startRequestedAt = state.startRequestedAt
        error = state.error?.code.rawValue
        isDeleted = state.isDeleted
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

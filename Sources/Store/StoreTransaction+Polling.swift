import CalendarTime
import Intake

/// The schedule of polls. A mailbox is in it from its first `schedulePoll` until it is removed.
extension StoreTransaction {
    /// Puts a mailbox on the schedule, due at once; one that is there is due at once again, its faults forgotten.
    /// - Parameters:
    ///   - host: what limits of connections to one server count by.
    ///   - login: what limits of connections for one account count by.
    public func schedulePoll(of mailbox: RowID<MailboxAccount>, host: String, login: String) throws {
        try connection.run(
            """
            INSERT INTO mailbox_polls (mailbox_id, workspace_id, host, login, next_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (mailbox_id) DO UPDATE
                SET host = excluded.host, login = excluded.login, next_at = excluded.next_at, failures = 0,
                    fault = NULL, fault_text = NULL
            """, [mailbox, workspace, host, login, now])
    }

    /// Whoever polls it now stores nothing more.
    public func unschedulePoll(of mailbox: RowID<MailboxAccount>) throws {
        try connection.run(
            "DELETE FROM mailbox_polls WHERE workspace_id = $1 AND mailbox_id = $2", [workspace, mailbox])
    }

    public func mailboxPoll(_ mailbox: RowID<MailboxAccount>) throws -> MailboxPoll? {
        try connection.first(
            "SELECT \(MailboxPoll.columns) FROM mailbox_polls WHERE workspace_id = $1 AND mailbox_id = $2",
            [workspace, mailbox]
        ) { MailboxPoll(&$0) }
    }

    public func mailboxPolls() throws -> [MailboxPoll] {
        try connection.query(
            "SELECT \(MailboxPoll.columns) FROM mailbox_polls WHERE workspace_id = $1 ORDER BY mailbox_id",
            [workspace]
        ) { MailboxPoll(&$0) }
    }

    /// Mailboxes that are due and that nobody holds, the longest due first, with what their connections count for.
    public func duePolls(limit: Int) throws -> [DuePoll] {
        try connection.query(
            """
            SELECT \(DuePoll.columns) FROM mailbox_polls
            WHERE workspace_id = $1 AND next_at <= $2 AND lease_until <= $2
            ORDER BY next_at, mailbox_id LIMIT $3
            """, [workspace, now, limit]
        ) { DuePoll(&$0) }
    }

    /// When the next mailbox is due, or was, of those that nobody holds; nil where there is none.
    public func nextPoll() throws -> Instant? {
        try connection.first(
            """
            SELECT next_at FROM mailbox_polls WHERE workspace_id = $1 AND lease_until <= $2
            ORDER BY next_at, mailbox_id LIMIT 1
            """, [workspace, now]
        ) { $0.instant() }
    }

    /// Every mailbox on the schedule.
    public func pollTargets() throws -> [DuePoll] {
        try connection.query(
            "SELECT \(DuePoll.columns) FROM mailbox_polls WHERE workspace_id = $1 ORDER BY mailbox_id",
            [workspace]
        ) { DuePoll(&$0) }
    }

    /// Takes those of the mailboxes that nobody holds, due or not.
    public func claimPolls(
        _ mailboxes: [RowID<MailboxAccount>], owner: String, until: Instant
    ) throws -> [MailboxPollLease] {
        guard !mailboxes.isEmpty else { return [] }
        let chosen = connection.dialect.list("mailbox_id", first: 5, count: mailboxes.count)
        let parameters: [any SQLConvertible] = [workspace, now, owner, until]
        return try connection.query(
            """
            UPDATE mailbox_polls SET lease_owner = $3, lease_until = $4, lease_fence = lease_fence + 1, tried_at = $2
            WHERE workspace_id = $1 AND lease_until <= $2 AND \(chosen) RETURNING mailbox_id, lease_fence
            """, parameters + mailboxes
        ) { MailboxPollLease(mailbox: $0.id(), fence: $0.integer()) }
    }

    /// All that a worker holds, in one statement; what it lost meanwhile stays lost.
    public func renewPolls(of owner: String, until: Instant) throws {
        try connection.run(
            """
            UPDATE mailbox_polls SET lease_until = $3
            WHERE workspace_id = $1 AND lease_owner = $2 AND lease_until > $4
            """, [workspace, owner, until, now])
    }

    /// In the transaction that stores a batch: throws `leaseLost` when the mailbox is somebody else's by now, or gone.
    /// With mail, its time is noted.
    public func checkPoll(_ lease: MailboxPollLease, bringsMail: Bool) throws {
        let changed = try connection.run(
            """
            UPDATE mailbox_polls SET received_at = CASE WHEN $4 THEN $5 ELSE received_at END
            WHERE workspace_id = $1 AND mailbox_id = $2 AND lease_fence = $3
            """, [workspace, lease.mailbox, lease.fence, bringsMail, now])
        guard changed == 1 else { throw StoreError.leaseLost(name: "poll of mailbox \(lease.mailbox)") }
    }

    /// False when somebody else holds the mailbox by now: then nothing changes.
    @discardableResult
    public func endPoll(_ lease: MailboxPollLease, _ end: MailboxPollEnd) throws -> Bool {
        let fixed: [any SQLConvertible] = [workspace, lease.mailbox, lease.fence, end.next, end.learned]
        let common = "lease_owner = NULL, lease_until = 0, next_at = $4, learned = COALESCE($5, learned)"
        let condition = "WHERE workspace_id = $1 AND mailbox_id = $2 AND lease_fence = $3"
        var before: String?
        if case .failed = end.result { before = try mailboxPoll(lease.mailbox)?.fault }
        let changed =
            switch end.result {
            case .interrupted: try connection.run("UPDATE mailbox_polls SET \(common) \(condition)", fixed)
            case .succeeded:
                try connection.run(
                    """
                    UPDATE mailbox_polls SET \(common), succeeded_at = $6, failures = 0, fault = NULL,
                        fault_text = NULL \(condition)
                    """, fixed + [now])
            case .failed(let fault, let text):
                try connection.run(
                    """
                    UPDATE mailbox_polls SET \(common), failures = failures + 1, fault = $6, fault_text = $7
                    \(condition)
                    """, fixed + [fault, text])
            }
        if changed == 1, case .failed(let fault, let text) = end.result, fault != before {
            try enqueue(
                .sourceFailed,
                id: "\(EventTopic.sourceFailed.rawValue):\(lease.mailbox):\(lease.fence)",
                payload: ["mailbox": lease.mailbox.description, "fault": fault, "text": text])
        }
        return changed == 1
    }

    /// Who holds mailboxes; sorted.
    public func leaseOwnersOfPolls() throws -> [String] {
        try connection.query(
            """
            SELECT DISTINCT lease_owner FROM mailbox_polls
            WHERE workspace_id = $1 AND lease_owner IS NOT NULL ORDER BY lease_owner
            """, [workspace]
        ) { $0.text() }
    }

    /// Ends the leases of a worker that is known to be gone; its fences are void with the next claim.
    public func endPollLeases(of owner: String) throws {
        try connection.run(
            """
            UPDATE mailbox_polls SET lease_until = 0, lease_owner = NULL
            WHERE workspace_id = $1 AND lease_owner = $2
            """, [workspace, owner])
    }
}

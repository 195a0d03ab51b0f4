import CalendarTime
import LeadStages

/// An account of ours that receives mail.
public struct MailboxAccount: Hashable, Sendable {
    public let id: RowID<MailboxAccount>
    /// As it was given.
    public let address: String
    /// Opaque JSON: aliases and connection settings belong to who polls it.
    public let settings: String
    public let removedAt: Instant?

    static let columns = "id, address, settings, removed_at"

    init(_ row: inout RowReader) {
        id = row.id()
        address = row.text()
        settings = row.text()
        removedAt = row.instantOrNil()
    }
}

extension StoreTransaction {
    /// Answers the one that is there when the address is known; a removed one comes back.
    @discardableResult
    public func createMailbox(_ address: String, settings: String = "{}") throws -> MailboxAccount {
        try connection.run(
            """
            INSERT INTO mailboxes (workspace_id, address, address_key, settings, created_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (workspace_id, address_key) DO UPDATE SET removed_at = NULL
            """, [workspace, address, EmailAddressKey(address).narrow, settings, now])
        guard let found = try mailbox(address) else {
            throw StoreError.inconsistent("a mailbox is missing after its insert")
        }
        return found
    }

    public func mailbox(_ address: String) throws -> MailboxAccount? {
        try connection.first(
            "SELECT \(MailboxAccount.columns) FROM mailboxes WHERE workspace_id = $1 AND address_key = $2",
            [workspace, EmailAddressKey(address).narrow]
        ) { MailboxAccount(&$0) }
    }

    public func mailbox(_ id: RowID<MailboxAccount>) throws -> MailboxAccount? {
        try connection.first(
            "SELECT \(MailboxAccount.columns) FROM mailboxes WHERE workspace_id = $1 AND id = $2",
            [workspace, id]
        ) { MailboxAccount(&$0) }
    }

    /// Removed ones too: their mail is still ours.
    public func mailboxes() throws -> [MailboxAccount] {
        try connection.query(
            "SELECT \(MailboxAccount.columns) FROM mailboxes WHERE workspace_id = $1 ORDER BY id", [workspace]
        ) { MailboxAccount(&$0) }
    }

    public func setMailboxSettings(_ id: RowID<MailboxAccount>, to settings: String) throws {
        try connection.run(
            "UPDATE mailboxes SET settings = $3 WHERE workspace_id = $1 AND id = $2",
            [workspace, id, settings])
    }

    /// Nobody polls it any more; its mail stays.
    public func removeMailbox(_ id: RowID<MailboxAccount>) throws {
        try unschedulePoll(of: id)
        try connection.run(
            "UPDATE mailboxes SET removed_at = $3 WHERE workspace_id = $1 AND id = $2", [workspace, id, now])
    }

    /// Where the next fetch from `source` goes on; nil before the first.
    public func cursor(of source: String) throws -> String? {
        try connection.first(
            "SELECT position FROM source_cursors WHERE workspace_id = $1 AND source = $2",
            [workspace, source]
        ) { $0.text() }
    }

    /// In the same transaction as the deliveries it counts as fetched.
    public func setCursor(of source: String, to position: String) throws {
        try connection.run(
            """
            INSERT INTO source_cursors (workspace_id, source, position, updated_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (workspace_id, source)
            DO UPDATE SET position = excluded.position, updated_at = excluded.updated_at
            """, [workspace, source, position, now])
    }

    /// The next fetch from `source` begins as the first one did.
    public func removeCursor(of source: String) throws {
        try connection.run(
            "DELETE FROM source_cursors WHERE workspace_id = $1 AND source = $2", [workspace, source])
    }
}

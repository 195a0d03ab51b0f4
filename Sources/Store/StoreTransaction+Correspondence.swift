import CalendarTime
import Intake

extension StoreTransaction {
    /// Writes down that a mail is about to go out. With a key that is known it answers the mail of that key and
    /// `isNew` false, so that nobody sends it twice; with a known key and another draft it throws `key_reused`.
    public func beginOutgoing(_ new: NewOutgoingMail) throws -> (row: OutgoingMailRow, isNew: Bool) {
        if let old = try outgoingMail(key: new.clientKey, draftHash: new.draftHash) { return (old, false) }
        let id: RowID<OutgoingMailRow> = try insert(
            """
            INSERT INTO outgoing_mails
                (workspace_id, client_key, draft_hash, opportunity_id, answered_id, mailbox_id, raw_id,
                message_id, recipients, actor, state, lease_owner, lease_until, created_at, purpose)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'sending', $11, $12, $13, $14) RETURNING id
            """,
            [
                workspace, new.clientKey, new.draftHash, new.opportunity, new.answered, new.mailbox,
                try storeRaw(new.mail), new.messageID,
                try StoreJSON.text(new.recipients.map { OutgoingRecipient($0) }), new.actor,
                new.leaseOwner, new.leaseUntil, now, new.purpose.rawValue,
            ])
        return (try knownOutgoing(id), true)
    }

    /// Ends a mail that is `sending`, or settles an `unknown` one as sent; any other is left as it is.
    ///
    /// - Parameter message: what the conversation shows; given with `sent` and `unknown`.
    public func settleOutgoing(
        _ id: RowID<OutgoingMailRow>, as result: OutgoingResult, message: NewMessage?
    ) throws {
        let row = try knownOutgoing(id)
        guard row.state == .sending || (row.state == .unknown && result.state == .sent) else { return }
        let shown = try message.map { try show($0, row) } ?? row.message
        let recipients = result.recipients ?? row.recipients
        try connection.run(
            """
            UPDATE outgoing_mails SET state = $3, reply_code = $4, fault = $5, own_message_id = $6,
                recipients = $7, settled_at = $8
            WHERE workspace_id = $1 AND id = $2
            """,
            [
                workspace, id, result.state.rawValue, result.replyCode, result.fault, shown,
                try StoreJSON.text(recipients), now,
            ])
    }

    /// Puts our own message on the card, without any effect on the lead: it read the card, and it answered.
    private func show(_ message: NewMessage, _ row: OutgoingMailRow) throws -> RowID<StoredMessage> {
        let stored = try insertMessage(message)
        if stored.isNew {
            let verdict = NewVerdict(
                kind: message.kind, subkind: nil, intent: nil, confidence: 1, detail: "{}", rulesVersion: "",
                actor: row.actor)
            try insertVerdict(verdict, on: stored.id, isFirst: true)
        } else {
            // A poll of the folder Sent was faster.
            try setMatch(of: stored.id, lead: message.lead, state: message.matchState, level: nil)
        }
        try connection.run(
            """
            INSERT INTO deliveries
                (workspace_id, source, source_key, mailbox_id, folder, raw_id, received_at, created_at, state,
                message_id, finished_at)
            VALUES ($1, 'sent', $2, $3, $4, $5, $6, $7, 'done', $8, $7)
            ON CONFLICT (workspace_id, source, source_key) DO NOTHING
            """,
            [
                workspace, "outgoing:\(row.id)", row.mailbox, Self.sentFolder, row.raw, message.receivedAt,
                now, stored.id,
            ])
        try connection.run(
            """
            INSERT INTO opportunity_messages (opportunity_id, message_id, workspace_id, added_at)
            VALUES ($1, $2, $3, $4) ON CONFLICT (opportunity_id, message_id) DO NOTHING
            """, [row.opportunity, stored.id, workspace, now])
        try connection.run(
            "UPDATE opportunities SET unread = FALSE, updated_at = $3 WHERE workspace_id = $1 AND id = $2",
            [workspace, row.opportunity, now])
        try recordChange(
            of: row.opportunity, row.purpose == .answer ? "answered" : "forwarded", nil,
            stored.id.description, actor: row.actor)
        if row.purpose == .answer { try registerSend(message, row) }
        return stored.id
    }

    /// The name by which matching knows what is ours.
    static let sentFolder = "Sent"

    /// An answer to it is matched by its thread, and a bounce of it by its Message-ID, like those of a campaign's
    /// mail; it is no step of the campaign.
    private func registerSend(_ message: NewMessage, _ row: OutgoingMailRow) throws {
        guard let card = try opportunity(row.opportunity), let enrollment = card.enrollment,
            let recipient = row.recipients.first
        else { return }
        _ = try insertSend(
            NewSend(
                mailbox: row.mailbox, enrollment: enrollment, lead: card.lead, step: nil,
                recipient: recipient.address, messageID: row.messageID,
                subject: SubjectLine.core(message.subject), sentAt: row.createdAt))
    }

    // MARK: Reading

    public func outgoingMail(_ id: RowID<OutgoingMailRow>) throws -> OutgoingMailRow? {
        try connection.first(
            "SELECT \(OutgoingMailRow.columns) FROM outgoing_mails WHERE workspace_id = $1 AND id = $2",
            [workspace, id]
        ) { try OutgoingMailRow(&$0) }
    }

    /// What became of the mail with this key; throws `key_reused` when the key was used for another draft.
    public func outgoingMail(key: String, draftHash: [UInt8]) throws -> OutgoingMailRow? {
        let found = try connection.first(
            """
            SELECT \(OutgoingMailRow.columns) FROM outgoing_mails WHERE workspace_id = $1 AND client_key = $2
            """, [workspace, key]
        ) { try OutgoingMailRow(&$0) }
        if let found, found.draftHash != draftHash {
            throw StoreError.refused(
                code: "key_reused", "this key was used for another mail; give a new one")
        }
        return found
    }

    /// Every mail that was written from a card, also those that came to nothing; the oldest first.
    public func outgoingMails(of card: RowID<Opportunity>) throws -> [OutgoingMailRow] {
        try connection.query(
            """
            SELECT \(OutgoingMailRow.columns) FROM outgoing_mails
            WHERE +workspace_id = $1 AND opportunity_id = $2 ORDER BY id
            """, [workspace, card]
        ) { try OutgoingMailRow(&$0) }
    }

    /// Whether a message with this Message-ID (without angle brackets) is one that we sent.
    public func isOutgoing(messageID: String) throws -> Bool {
        try connection.first(
            "SELECT id FROM outgoing_mails WHERE workspace_id = $1 AND message_id = $2",
            [workspace, messageID]
        ) { $0.integer() } != nil
    }

    // MARK: What nobody brings to its end

    /// Mails `sending`, with the process that sends each and how long it may take; the oldest first.
    public func sendingOutgoing(
        limit: Int
    ) throws -> [(mail: OutgoingMailRow, owner: String, leaseUntil: Instant)] {
        try connection.query(
            """
            SELECT \(OutgoingMailRow.columns), lease_owner, lease_until FROM outgoing_mails
            WHERE workspace_id = $1 AND state = 'sending' AND state IN ('sending', 'unknown')
            ORDER BY id LIMIT $2
            """, [workspace, limit]
        ) { (mail: try OutgoingMailRow(&$0), owner: $0.text(), leaseUntil: $0.instant()) }
    }

    /// Mails of unknown fate that came back by some way, such as from the provider's Sent folder: they were sent.
    public func unknownOutgoingSeen(limit: Int) throws -> [RowID<OutgoingMailRow>] {
        try connection.query(
            """
            SELECT o.id FROM outgoing_mails o
            WHERE o.workspace_id = $1 AND o.state = 'unknown' AND o.state IN ('sending', 'unknown')
                AND EXISTS (SELECT 1 FROM deliveries d WHERE d.message_id = o.own_message_id AND d.source <> 'sent')
            ORDER BY o.id LIMIT $2
            """, [workspace, limit]
        ) { $0.id() }
    }

    private func knownOutgoing(_ id: RowID<OutgoingMailRow>) throws -> OutgoingMailRow {
        guard let row = try outgoingMail(id) else { throw StoreError.notFound("outgoing mail \(id)") }
        return row
    }
}

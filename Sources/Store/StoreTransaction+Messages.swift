import CalendarTime
import Intake
import LeadStages

extension StoreTransaction {
    /// Stores a logical message once. `isNew` is false when another delivery brought it before: then its effects are
    /// there already, and nothing changes.
    public func insertMessage(_ new: NewMessage) throws -> (id: RowID<StoredMessage>, isNew: Bool) {
        let id: RowID<StoredMessage>? = try insertIfNew(
            """
            INSERT INTO messages
                (workspace_id, logical_key, raw_id, mailbox_id, message_id, subject, sender, sender_name,
                received_at, lead_id, match_state, match_level, kind, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (workspace_id, logical_key) DO NOTHING RETURNING id
            """,
            [
                workspace, new.logicalKey, new.raw, new.mailbox, new.messageID, new.subject, new.sender,
                new.senderName, new.receivedAt, new.lead, new.matchState, new.matchLevel, new.kind, now,
            ])
        if let id {
            try connection.run(
                """
                INSERT INTO message_texts (message_id, workspace_id, subject, sender, body)
                VALUES ($1, $2, $3, $4, $5)
                """,
                [
                    id, workspace, new.subject, new.senderName + " " + new.sender,
                    new.searchText.prefix(utf8: NewMessage.maximumSearchText),
                ])
            return (id, true)
        }
        guard let old = try message(logicalKey: new.logicalKey) else {
            throw StoreError.inconsistent("a message is missing after its insert")
        }
        return (old.id, false)
    }

    public func message(logicalKey: String) throws -> StoredMessage? {
        try connection.first(
            "SELECT \(StoredMessage.columns) FROM messages m WHERE m.workspace_id = $1 AND m.logical_key = $2",
            [workspace, logicalKey]
        ) { StoredMessage(&$0) }
    }

    public func message(_ id: RowID<StoredMessage>) throws -> StoredMessage? {
        try connection.first(
            "SELECT \(StoredMessage.columns) FROM messages m WHERE m.workspace_id = $1 AND m.id = $2",
            [workspace, id]
        ) { StoredMessage(&$0) }
    }

    /// Logical messages with this RFC Message-ID (without angle brackets); damaged mail may share one.
    public func messages(messageID: String) throws -> [StoredMessage] {
        try connection.query(
            """
            SELECT \(StoredMessage.columns) FROM messages m
            WHERE m.workspace_id = $1 AND m.message_id = $2 ORDER BY m.id
            """, [workspace, messageID]
        ) { StoredMessage(&$0) }
    }

    public func messages(of lead: RowID<Lead>) throws -> [StoredMessage] {
        try connection.query(
            """
            SELECT \(StoredMessage.columns) FROM messages m WHERE m.workspace_id = $1 AND m.lead_id = $2
            ORDER BY m.received_at, m.id
            """, [workspace, lead]
        ) { StoredMessage(&$0) }
    }

    /// The text that search finds the message by: what the person wrote.
    public func searchText(of message: RowID<StoredMessage>) throws -> String? {
        try connection.first(
            "SELECT body FROM message_texts WHERE workspace_id = $1 AND message_id = $2",
            [workspace, message]
        ) { $0.text() }
    }

    // MARK: Verdicts

    /// The current verdict from now on; the others stay as history.
    @discardableResult
    public func insertVerdict(
        _ new: NewVerdict, on message: RowID<StoredMessage>, isFirst: Bool = false
    ) throws -> RowID<StoredVerdict> {
        if !isFirst {
            try connection.run(
                "UPDATE verdicts SET is_current = FALSE WHERE workspace_id = $1 AND message_id = $2 AND is_current",
                [workspace, message])
            try connection.run(
                "UPDATE messages SET kind = $3 WHERE workspace_id = $1 AND id = $2",
                [workspace, message, new.kind])
        }
        let verdict: RowID<StoredVerdict> = try insert(
            """
            INSERT INTO verdicts
                (workspace_id, message_id, kind, subkind, intent, confidence, detail, rules_version, actor,
                is_current, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, TRUE, $10) RETURNING id
            """,
            [
                workspace, message, new.kind, new.subkind, new.intent, new.confidence, new.detail,
                new.rulesVersion, new.actor, now,
            ])
        try announce(verdict, new, on: message)
        return verdict
    }

    private func announce(
        _ id: RowID<StoredVerdict>, _ new: NewVerdict, on message: RowID<StoredMessage>
    ) throws {
        guard try isTold(.mailClassified), let head = try self.message(message) else { return }
        var payload = [
            "message": head.logicalKey, "state": head.matchState, "kind": new.kind,
            "confidence": String(new.confidence),
            "rules_version": new.rulesVersion, "actor": new.actor,
        ]
        payload["subkind"] = new.subkind
        payload["intent"] = new.intent
        payload["lead"] = head.lead?.description
        try enqueue(.mailClassified, id: "\(EventTopic.mailClassified.rawValue):\(id)", payload: payload)
    }

    /// The oldest first; the last one is current.
    public func verdicts(on message: RowID<StoredMessage>) throws -> [StoredVerdict] {
        try connection.query(
            "SELECT \(StoredVerdict.columns) FROM verdicts WHERE workspace_id = $1 AND message_id = $2 ORDER BY id",
            [workspace, message]
        ) { StoredVerdict(&$0) }
    }

    public func currentVerdict(on message: RowID<StoredMessage>) throws -> StoredVerdict? {
        try verdicts(on: message).last { $0.isCurrent }
    }

    // MARK: The queue of what matched nobody

    /// Waiting for a person, the newest first. `state` is `unmatched` or `held`.
    public func unattached(state: String, limit: Int) throws -> [StoredMessage] {
        try connection.query(
            """
            SELECT \(StoredMessage.columns) FROM messages m
            WHERE m.workspace_id = $1 AND m.match_state = $2 AND m.match_state IN ('unmatched', 'held')
            ORDER BY m.received_at DESC LIMIT $3
            """, [workspace, state, limit]
        ) { StoredMessage(&$0) }
    }

    /// What a decision, of the rules or of a person, made of the message.
    public func setMatch(
        of message: RowID<StoredMessage>, lead: RowID<Lead>?, state: String, level: Int?
    ) throws {
        try connection.run(
            """
            UPDATE messages SET lead_id = $3, match_state = $4, match_level = $5
            WHERE workspace_id = $1 AND id = $2
            """, [workspace, message, lead, state, level])
    }

    /// Drops from the queue what was received before `cutoff`, and closes its reviews; the mail stays. The count.
    @discardableResult
    public func expireUnmatched(before cutoff: Instant) throws -> Int {
        let expired = try connection.query(
            """
            UPDATE messages SET match_state = 'expired'
            WHERE workspace_id = $1 AND match_state = 'unmatched' AND match_state IN ('unmatched', 'held')
                AND received_at < $2 RETURNING id
            """, [workspace, cutoff]
        ) { $0.id(StoredMessage.self) }
        for message in expired.sorted() {
            try connection.run(
                """
                UPDATE reviews SET decided_at = $3, decision = 'expired', actor = 'system'
                WHERE workspace_id = $1 AND message_id = $2 AND kind = 'unmatched' AND decided_at IS NULL
                """, [workspace, message, now])
        }
        return expired.count
    }
}

extension String {
    /// At most `count` UTF-8 bytes, whole characters.
    func prefix(utf8 count: Int) -> String {
        guard utf8.count > count else { return self }
        var end = utf8.index(startIndex, offsetBy: count)
        while end > startIndex, Unicode.UTF8.isContinuation(utf8[end]) { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}

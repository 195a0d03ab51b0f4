import CalendarTime
import DataFormats
import Intake
import LeadStages

extension StoreTransaction {
    /// Puts the target on the Do Not Contact list; the number of rows that were new. In force for every transaction
    /// that begins after this one is committed, and for the rest of this one.
    @discardableResult
    public func suppress(_ new: NewSuppression) throws -> Int {
        switch new.target {
        case .address(let address):
            return try insert(new, .address, SuppressionKeys(address: address).address, clear: address)
        case .domain(let name, let exceptions):
            let spared = exceptions.map { Hex.encode(key.hash(EmailAddressKey($0).wide)) }.sorted()
            return try insert(
                new, .domain, SuppressionKeys.domain(name), clear: name,
                exceptions: try StoreJSON.text(spared))
        case .person(let lead, let asked):
            var addresses = try addresses(of: lead).map(\.address)
            if let asked { addresses.append(asked) }
            var seen: Set<String> = []
            var count = 0
            for address in addresses {
                let keys = SuppressionKeys(address: address, person: lead.description)
                guard seen.insert(keys.address).inserted else { continue }
                count += try insert(new, .person, keys.address, clear: address)
            }
            return count + (try insert(new, .person, "person:\(lead)", clear: nil))
        }
    }

    private func insert(
        _ new: NewSuppression, _ kind: Suppression.Kind, _ text: String, clear: String?,
        exceptions: String = "[]"
    ) throws -> Int {
        let id: RowID<StoredSuppression>? = try insertIfNew(
            """
            INSERT INTO suppressions
                (workspace_id, group_key, key_hash, kind, clear_text, exceptions, reason, evidence, message_id,
                actor, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (workspace_id, group_key, key_hash) DO NOTHING RETURNING id
            """,
            [
                workspace, new.group, key.hash(text), kind.rawValue, new.keepsClearText ? clear : nil,
                exceptions,
                new.reason.rawValue, new.evidence, new.message, new.actor, now,
            ])
        guard let id else { return 0 }
        try announceSuppression(id, .addressSuppressed)
        return 1
    }

    /// Tells of one row of the list; a person's has no address, and is told beside those of the person's addresses.
    private func announceSuppression(_ id: RowID<StoredSuppression>, _ topic: EventTopic) throws {
        guard let entry = try suppression(id) else { return }
        var payload = [
            "suppression": id.description, "kind": entry.kind.rawValue, "reason": entry.reason.rawValue,
        ]
        payload["address"] = entry.clearText
        payload["actor"] = entry.removal?.actor ?? entry.actor
        if let address = entry.clearText, let lead = try lead(address: address) {
            payload["lead"] = lead.description
        }
        try enqueue(topic, id: "\(topic.rawValue):\(id)", payload: payload)
    }

    /// The entries in force against an address, the oldest first; its lead counts where it has one.
    public func standingSuppressions(address: String) throws -> [StoredSuppression] {
        let lead = try lead(address: address)
        return try standing(against: [SuppressionKeys(address: address, person: lead?.description)])
    }

    /// The entries in force against a lead: any of its addresses, their domains, or the person.
    public func standingSuppressions(of lead: RowID<Lead>) throws -> [StoredSuppression] {
        try standing(
            against: try addresses(of: lead).map {
                SuppressionKeys(address: $0.address, person: lead.description)
            } + [SuppressionKeys(address: "", person: lead.description)])
    }

    /// What the store knows of the gates; the caller fills in step, sender, credits and connection.
    public func gates(of lead: RowID<Lead>) throws -> Gates {
        Gates(
            suppressions: try standingSuppressions(of: lead).map(\.reason),
            address: try addresses(of: lead).first?.status ?? .invalid, isHeldByReview: try hasSendHold(lead))
    }

    /// The gate.
    public func isSuppressed(_ lead: RowID<Lead>) throws -> Bool {
        try !standingSuppressions(of: lead).isEmpty
    }

    private func standing(against keys: [SuppressionKeys]) throws -> [StoredSuppression] {
        var found: [RowID<StoredSuppression>: StoredSuppression] = [:]
        for key in keys {
            let wide = Hex.encode(self.key.hash(key.wideAddress))
            for entry in try entries(key.all, onlyActive: true)
            where entry.kind != .domain || !entry.exceptions.contains(wide) {
                found[entry.id] = entry
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    private func entries(_ keys: [String], onlyActive: Bool) throws -> [StoredSuppression] {
        try keys.flatMap { text in
            try connection.query(
                """
                SELECT \(StoredSuppression.columns) FROM suppressions
                WHERE workspace_id = $1 AND key_hash = $2 \(onlyActive ? "AND removed_at IS NULL" : "") ORDER BY id
                """, [workspace, key.hash(text)]
            ) { try StoredSuppression(&$0) }
        }
    }

    /// Every entry there ever was for an address, removed ones too.
    public func suppressionHistory(address: String) throws -> [StoredSuppression] {
        let lead = try lead(address: address)
        return try entries(
            SuppressionKeys(address: address, person: lead?.description).all, onlyActive: false
        )
        .sorted { $0.id < $1.id }
    }

    public func suppression(_ id: RowID<StoredSuppression>) throws -> StoredSuppression? {
        try connection.first(
            "SELECT \(StoredSuppression.columns) FROM suppressions WHERE workspace_id = $1 AND id = $2",
            [workspace, id]
        ) { try StoredSuppression(&$0) }
    }

    /// Takes a wish out of the list: every row of the entry's group. Throws `Refusal` by the rules of LeadStages.
    /// Stages do not change.
    @discardableResult
    public func removeSuppression(
        _ id: RowID<StoredSuppression>, by actor: String, role: Role, reason: String, consentEvidence: String?
    ) throws -> Int {
        guard let entry = try suppression(id) else { throw Refusal(.notFound) }
        _ = try entry.value(evidence: []).removing(
            by: actor, role: role, reason: reason, consentEvidence: consentEvidence, at: now
        ).get()
        return try remove(
            "group_key = $6", entry.group, by: actor, reason: reason, consentEvidence: consentEvidence)
    }

    /// The entries that a message brought about, as `Reclassification` judges them: its logical key is the evidence.
    public func suppressions(causedBy message: StoredMessage) throws -> [Suppression] {
        try connection.query(
            """
            SELECT \(StoredSuppression.columns) FROM suppressions
            WHERE workspace_id = $1 AND message_id = $2 ORDER BY id
            """, [workspace, message.id]
        ) { try StoredSuppression(&$0).value(evidence: [message.logicalKey]) }
    }

    /// A verdict was corrected: takes back the entries whose only evidence it was, row by row. The count.
    @discardableResult
    public func withdrawSuppressions(
        _ ids: [RowID<StoredSuppression>], by actor: String, reason: String
    ) throws -> Int {
        try ids.reduce(0) { count, id in
            count + (try remove("id = $6", id, by: actor, reason: reason, consentEvidence: nil))
        }
    }

    /// `condition` is a constant of this file.
    private func remove(
        _ condition: String, _ value: any SQLConvertible, by actor: String, reason: String,
        consentEvidence: String?
    ) throws -> Int {
        let removed = try connection.query(
            """
            UPDATE suppressions SET removed_at = $2, removed_by = $3, removal_reason = $4, consent = $5
            WHERE workspace_id = $1 AND \(condition) AND removed_at IS NULL RETURNING id
            """, [workspace, now, actor, reason, consentEvidence, value]
        ) { $0.id(StoredSuppression.self) }.sorted()
        for id in removed { try announceSuppression(id, .addressUnsuppressed) }
        return removed.count
    }

    /// A page of the whole list, for export.
    public func suppressions(
        after: RowID<StoredSuppression>? = nil, limit: Int, includesRemoved: Bool = false
    ) throws -> [StoredSuppression] {
        try connection.query(
            """
            SELECT \(StoredSuppression.columns) FROM suppressions
            WHERE +workspace_id = $1 AND id > $2 \(includesRemoved ? "" : "AND removed_at IS NULL")
            ORDER BY id LIMIT $3
            """, [workspace, after?.rawValue ?? 0, limit]
        ) { try StoredSuppression(&$0) }
    }

    /// Leads that a domain or address covers, so that a manual entry can be told to their enrollments. In pages.
    public func leads(
        coveredBy target: NewSuppression.Target, after: RowID<Lead>? = nil, limit: Int
    ) throws -> [RowID<Lead>] {
        switch target {
        case .person(let lead, _): return after == nil ? [lead] : []
        case .address(let address):
            return try leads("wide_key = $2", EmailAddressKey(address).wide, after, limit)
        case .domain(let name, let exceptions):
            let domain = String(SuppressionKeys.domain(name).dropFirst("domain:".count))
            let spared = Set(exceptions.map { EmailAddressKey($0).wide })
            return try leads("(domain = $2 OR domain LIKE '%.' || $2)", domain, after, limit).filter { lead in
                try addresses(of: lead).contains { !spared.contains($0.wideKey) && $0.isCovered(by: domain) }
            }
        }
    }

    private func leads(
        _ condition: String, _ value: String, _ after: RowID<Lead>?, _ limit: Int
    ) throws -> [RowID<Lead>] {
        try connection.query(
            """
            SELECT DISTINCT lead_id FROM addresses WHERE workspace_id = $1 AND \(condition) AND lead_id > $3
            ORDER BY lead_id LIMIT $4
            """, [workspace, value, after?.rawValue ?? 0, limit]
        ) { $0.id() }
    }
}

extension LeadAddress {
    fileprivate func isCovered(by domain: String) -> Bool {
        let own = EmailAddressKey(address).domain
        return own == domain || own.hasSuffix("." + domain)
    }
}

import LeadStages

/// A wish as the Do Not Contact page lists it: the first entry of its group, and how many there are.
public struct SuppressionWish: Hashable, Sendable {
    public let entry: StoredSuppression
    /// Entries of the group, removed ones too.
    public let entryCount: Int

    /// The entry for the person itself has no address; 0 for a domain.
    public var addressCount: Int {
        switch entry.kind {
        case .address: entryCount
        case .person: max(1, entryCount - 1)
        case .domain: 0
        }
    }
}

extension StoredSuppression {
    /// Addresses that a domain entry spares.
    public var exceptionCount: Int { exceptions.count }
}

extension StoreTransaction {
    /// Wishes that stand or stood, the newest first; `before` is the entry of the last one of the page before.
    public func suppressionWishes(
        reason: SuppressionReason? = nil, before: RowID<StoredSuppression>? = nil, limit: Int
    ) throws -> [SuppressionWish] {
        var parameters: [any SQLConvertible] = [workspace, before?.rawValue ?? Int64.max, limit]
        if let reason { parameters.append(reason.rawValue) }
        // Without a reason, the newest are found by id.
        let condition =
            reason == nil ? "+s.workspace_id = $1" : "s.workspace_id = $1 AND s.reason = $4"
        return try connection.query(
            """
            SELECT \(StoredSuppression.columns), \(Self.groupSize) FROM suppressions s
            WHERE \(condition) AND s.id < $2 AND NOT EXISTS (
                SELECT 1 FROM suppressions o
                WHERE o.workspace_id = s.workspace_id AND o.group_key = s.group_key AND o.id < s.id)
            ORDER BY s.id DESC LIMIT $3
            """, parameters
        ) { SuppressionWish(entry: try StoredSuppression(&$0), entryCount: $0.count()) }
    }

    /// Whatever stands or stood against an address or a domain, the newest first; one for each wish. A domain entry
    /// that spares the address counts only when it was removed.
    public func suppressionWishes(concerning text: String) throws -> [SuppressionWish] {
        let isAddress = text.contains("@")
        let address = isAddress ? text : "postmaster@" + text
        let standing = Set(try standingSuppressions(address: address).map(\.id))
        let entries = try suppressionHistory(address: address).filter {
            (isAddress || $0.kind == .domain) && (!$0.isActive || standing.contains($0.id))
        }
        var groups: Set<String> = []
        // The entry that names the address stands for its wish.
        let sorted = entries.sorted {
            ($0.clearText == nil ? 1 : 0, $1.id) < ($1.clearText == nil ? 1 : 0, $0.id)
        }
        let first = sorted.filter { groups.insert($0.group).inserted }.sorted { $0.id > $1.id }
        return try first.map { entry in
            let count = try connection.first(
                "SELECT \(Self.groupSize) FROM suppressions s WHERE s.workspace_id = $1 AND s.id = $2",
                [workspace, entry.id]
            ) { $0.count() }
            return SuppressionWish(entry: entry, entryCount: count ?? 1)
        }
    }

    private static let groupSize = """
        (SELECT COUNT(*) FROM suppressions g WHERE g.workspace_id = s.workspace_id AND g.group_key = s.group_key)
        """
}

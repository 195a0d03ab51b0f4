import LeadStages

/// Changes of the stage counters that one transaction has gathered; written once, in order, at its end, so that two
/// transactions on one campaign take the rows in the same order and cannot wait for each other in a circle.
final class PendingCounts {
    struct Key: Hashable, Comparable {
        let campaign: RowID<Campaign>
        let stage: Stage
        let error: LeadErrorCode?

        static func < (left: Key, right: Key) -> Bool {
            (left.campaign, left.stage.rawValue, left.error?.rawValue ?? "")
                < (right.campaign, right.stage.rawValue, right.error?.rawValue ?? "")
        }
    }

    private var deltas: [Key: Int] = [:]

    func add(_ delta: Int, _ key: Key) { deltas[key, default: 0] += delta }

    /// What is not zero, sorted; empties the list.
    func take() -> [(key: Key, delta: Int)] {
        defer { deltas = [:] }
        return deltas.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension StoreTransaction {
    func flushCounts() throws {
        let rows = pending.take().map { key, delta -> [any SQLConvertible] in
            [workspace, key.campaign, key.stage.rawValue, key.error?.rawValue ?? "", delta]
        }
        guard !rows.isEmpty else { return }
        try connection.runEach(
            """
            INSERT INTO enrollment_counts (workspace_id, campaign_id, stage, error_code, leads)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (campaign_id, stage, error_code)
            DO UPDATE SET leads = enrollment_counts.leads + excluded.leads
            """, rows)
    }
}

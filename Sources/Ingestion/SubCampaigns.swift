import LeadStages
import Store

/// Sub-campaign rules of a workspace: kept as one setting, followed wherever a stage changes.
public struct SubCampaigns {
    let store: StoreTransaction

    public init(store: StoreTransaction) {
        self.store = store
    }

    /// The name of the setting.
    static let setting = "sub_campaign_rules"

    /// The stored form of `SubCampaignRule`: campaigns by their ids.
    public struct Rule: Codable, Hashable, Sendable {
        public var id: String
        public var parent: Int64
        public var child: Int64
        /// Exactly one of the two.
        public var stage: Stage?
        public var category: String?

        public init(id: String, parent: Int64, child: Int64, stage: Stage? = nil, category: String? = nil) {
            self.id = id
            self.parent = parent
            self.child = child
            self.stage = stage
            self.category = category
        }

        var value: SubCampaignRule? {
            let trigger: SubCampaignRule.Trigger? =
                stage.map { .stage($0) } ?? category.map { .category($0) }
            return trigger.flatMap {
                SubCampaignRule(id: id, parent: String(parent), child: String(child), trigger: $0)
            }
        }
    }

    public func rules() throws -> [Rule] {
        guard let text = try store.setting(Self.setting) else { return [] }
        return try StoreJSON.value([Rule].self, text).sorted { $0.id < $1.id }
    }

    public func setRules(_ rules: [Rule]) throws {
        try store.setSetting(Self.setting, to: try StoreJSON.text(rules))
    }

    /// What the rule would do to every lead of its parent, sorted by lead; nothing is changed.
    public func dryRun(_ rule: Rule) throws -> [SubCampaignRule.Effect] {
        guard let value = rule.value else { return [] }
        var facts: [SubCampaignRule.LeadFacts] = []
        var filter = EnrollmentFilter(stage: rule.stage, limit: Self.page)
        while true {
            let rows = try store.leads(of: RowID(rule.parent), filter)
            for row in rows { facts.append(try leadFacts(row.id, row.lead, row.stage)) }
            guard rows.count == Self.page else { return value.dryRun(on: facts) }
            filter.after = rows.last
        }
    }

    /// Rows of one page of a dry run.
    private static let page = 1_000

    /// Follows the rules that a move sets off. The child's own stage is Not Started, so no rule follows from that.
    func follow(_ outcome: AppendOutcome, cause: String) throws -> [StageChange] {
        guard !outcome.added.isEmpty else { return [] }
        let rules = try rules().filter { $0.parent == outcome.campaign.rawValue }
        guard !rules.isEmpty else { return [] }
        var changes: [StageChange] = []
        for rule in rules {
            let facts = try leadFacts(outcome.enrollment, outcome.lead, outcome.after.stage)
            guard let effect = rule.value?.effect(on: facts),
                case .enrolled = try store.enroll(outcome.lead, in: RowID(rule.child))
            else { continue }
            guard let kind = effect.parentEvent else { continue }
            let event = StageEvent(
                key: "sub-campaign:\(rule.id)", at: outcome.after.since ?? store.now, origin: .system,
                kind: kind,
                cause: rule.id)
            let moved = try store.appendEvents([event], to: outcome.enrollment)
            if let change = StageChange(moved, cause: cause) { changes.append(change) }
        }
        return changes
    }

    private func leadFacts(
        _ enrollment: RowID<Enrollment>, _ lead: RowID<Lead>, _ stage: Stage
    ) throws -> SubCampaignRule.LeadFacts {
        let card = try store.opportunities(of: lead).first { $0.enrollment == enrollment }
        return SubCampaignRule.LeadFacts(
            lead: lead.description, stage: stage, category: card?.category,
            isSuppressed: try store.isSuppressed(lead),
            campaigns: Set(try store.enrollments(of: lead).map { $0.campaign.description }))
    }
}

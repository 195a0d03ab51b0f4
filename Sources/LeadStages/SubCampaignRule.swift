/// "When a lead of this campaign gets this stage or category, it goes on in that campaign."
public struct SubCampaignRule: Hashable, Sendable {
    public let id: String
    public let parent: String
    public let child: String
    public let trigger: Trigger

    public enum Trigger: Hashable, Sendable {
        case stage(Stage)
        /// Of the lead's opportunity.
        case category(String)
    }

    /// Nil when the child is the parent itself.
    public init?(id: String, parent: String, child: String, trigger: Trigger) {
        guard parent != child else { return nil }
        self.id = id
        self.parent = parent
        self.child = child
        self.trigger = trigger
    }

    /// What is so about one lead of the parent.
    public struct LeadFacts: Hashable, Sendable {
        public let lead: String
        public let stage: Stage
        public let category: String?
        public let isSuppressed: Bool
        /// Every campaign the lead is or was in: each child takes a lead once, so that rules cannot go in circles.
        public let campaigns: Set<String>

        public init(
            lead: String, stage: Stage, category: String? = nil, isSuppressed: Bool = false,
            campaigns: Set<String> = []
        ) {
            self.lead = lead
            self.stage = stage
            self.category = category
            self.isSuppressed = isSuppressed
            self.campaigns = campaigns
        }
    }

    public struct Effect: Hashable, Sendable {
        public let lead: String
        public let child: String
        /// `canceledByRule(.subCampaign)` for the parent; nil when it has stopped by itself, which it then keeps.
        public let parentEvent: StageEvent.Kind?
    }

    /// Nil: nothing to do. Unsubscribed and suppressed leads are never enrolled.
    public func effect(on facts: LeadFacts) -> Effect? {
        guard isTriggered(by: facts), !facts.isSuppressed, facts.stage != .unsubscribed,
            !facts.campaigns.contains(child)
        else { return nil }
        let isOpen = !facts.stage.isStopped
        return Effect(
            lead: facts.lead, child: child, parentEvent: isOpen ? .canceledByRule(.subCampaign) : nil)
    }

    /// What the rule would do, sorted by lead: the dry run shows this, and nothing is appended.
    public func dryRun(on leads: some Sequence<LeadFacts>) -> [Effect] {
        leads.compactMap { effect(on: $0) }.sorted { $0.lead < $1.lead }
    }

    private func isTriggered(by facts: LeadFacts) -> Bool {
        switch trigger {
        case .stage(let stage): facts.stage == stage
        case .category(let category): facts.category == category
        }
    }
}

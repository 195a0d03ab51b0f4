import CalendarTime
import LeadStages
import Store

/// What the story says must be so.
extension DemoRun {
    func check(_ expected: [String: [String: String]], at time: String) async throws {
        for campaign in expected.keys.sorted() {
            for (lead, stage) in (expected[campaign] ?? [:]).sorted(by: { $0.key < $1.key }) {
                let found = try await enrollment(lead, campaign)?.state.stage.rawValue ?? "nothing"
                if found != stage {
                    note(surprise: "\(time): \(lead) in \(campaign) is \(found), not \(stage)")
                }
            }
        }
    }

    func checkErrors() async throws {
        for campaign in story.expected.keys.sorted() {
            for (lead, wanted) in (story.expected[campaign] ?? [:]).sorted(by: { $0.key < $1.key }) {
                guard let code = wanted.error else { continue }
                let found = try await enrollment(lead, campaign)?.state.error
                if found?.code.rawValue != code || found?.message != wanted.errorText {
                    note(surprise: "\(lead) in \(campaign) has the error '\(found?.message ?? "none")'")
                }
            }
        }
    }

    func checkLists() async throws {
        let now = try DemoStory.instant(story.end)
        for address in story.expectedDoNotContact {
            let entries = try await store.read(in: workspace, at: now) {
                try $0.standingSuppressions(address: address)
            }
            if entries.isEmpty { note(surprise: "\(address) is not on the Do Not Contact list") }
        }
        let cards = try await opportunities()
        for campaign in story.expectedOpportunities.keys.sorted() {
            for (lead, category) in (story.expectedOpportunities[campaign] ?? [:]).sorted(by: {
                $0.key < $1.key
            }) {
                let email = leads.first { $0.key == lead }?.email
                let found = cards.filter { $0.leadAddress == email && $0.campaign == campaigns[campaign] }
                if !found.contains(where: { $0.category == category }) {
                    let names = found.map(\.category).joined(separator: ", ")
                    note(surprise: "the card of \(lead) is '\(names)', not '\(category)'")
                }
            }
        }
    }

    func opportunities() async throws -> [Opportunity] {
        let now = try DemoStory.instant(story.end)
        return try await store.read(in: workspace, at: now) {
            try $0.opportunities(OpportunityFilter(limit: 1_000))
        }
    }
}

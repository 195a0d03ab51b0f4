import Hummingbird
import LeadStages
import Store

/// Counts that a page keeps up to date while somebody looks at it.
enum LivePages {
    static let routes: [Route] = [
        Route(.get, "/live") { web in
            guard let session = try await web.session() else {
                throw WebFault(.unauthorized, "not_signed_in", "Sign in to see this.")
            }
            return try await counts(PageRequest(web: web, session: session, form: [], files: [:]))
        }
    ]

    /// `{"unread": 12, "review": 3}`, and with a campaign `"stages": {"running": 40, …}`.
    private static func counts(_ request: PageRequest) async throws -> Response {
        var campaign: RowID<Campaign>?
        if let text = request.web.query("campaign") {
            guard let id = RowID<Campaign>(text) else { throw WebFault.notFound }
            campaign = id
        }
        let members = try await request.read { [campaign] transaction -> [JSON.Member] in
            var members: [JSON.Member] = [
                .init(key: "unread", value: .number(try transaction.unreadOpportunityCount())),
                .init(key: "review", value: .number(try transaction.openReviewCount())),
            ]
            if let campaign {
                guard try transaction.campaign(campaign) != nil else { throw WebFault.notFound }
                let stages = try transaction.stageCounts(of: campaign).stages
                members.append(
                    .init(
                        key: "stages",
                        value: .object(
                            Stage.allCases.map { .init(key: $0.rawValue, value: .number(stages[$0] ?? 0)) })))
            }
            return members
        }
        return .text(JSON.object(members).serialized, "application/json")
    }
}

import Hummingbird
import Ingestion
import LeadStages
import Store

/// One action on many leads of a campaign, with a result for each.
enum BulkPages {
    static let routes: [Route] = [
        .page(.post, "/campaigns/{id}/bulk", .change) { try await run($0) }
    ]

    /// Leads of one request; more are done by the interface for programs.
    static let maximumLeads = 5_000

    enum Action: String, CaseIterable {
        case start, cancel, resume, unsubscribe, delete

        /// Asked again, because it cannot be taken back as easily.
        var needsConfirmation: Bool { self == .unsubscribe || self == .delete || self == .resume }

        var verb: String {
            switch self {
            case .start: "Start"
            case .cancel: "Cancel"
            case .resume: "Resume"
            case .unsubscribe: "Unsubscribe"
            case .delete: "Delete"
            }
        }

        var participle: String {
            switch self {
            case .start: "to be started"
            case .cancel: "canceled"
            case .resume: "resumed"
            case .unsubscribe: "unsubscribed"
            case .delete: "deleted"
            }
        }

        var question: String {
            switch self {
            case .unsubscribe:
                "Mail to them stops at once, in every campaign. Only an admin can take this back."
            case .delete: "They leave the campaign. Entries of the Do Not Contact list stay."
            case .resume:
                "They go on in spite of what stopped them, such as a reply. Opt-outs and invalid addresses are refused."
            case .start, .cancel: ""
            }
        }

        var leadAction: LeadAction {
            switch self {
            case .start: .start
            case .cancel: .cancel
            case .resume: .resume(.init(confirmed: true))
            case .unsubscribe: .unsubscribe
            case .delete: .delete
            }
        }
    }

    private static func run(_ request: PageRequest) async throws -> Response {
        let id: RowID<Campaign> = try request.web.id()
        guard let campaign = try await request.read({ try $0.campaign(id) }) else { throw WebFault.notFound }
        guard let action = request.field("action").flatMap({ Action(rawValue: $0) }) else {
            throw WebFault.invalid("action", "Choose what to do.")
        }
        let back = LeadFilter(request).href(CampaignPages.href(id), after: nil)
        let chosen = try await chosen(request, id)
        guard !chosen.isEmpty else { return request.done(back, "Select at least one lead.", isError: true) }
        guard chosen.count <= maximumLeads else {
            return request.done(
                back, "These are more than \(PageText.number(maximumLeads)) leads; narrow the filter.",
                isError: true)
        }
        let isSame = request.field("count").map { $0 == String(chosen.count) } ?? true
        if action.needsConfirmation, request.field("confirm") != "yes" || !isSame {
            return try await confirm(request, action, chosen, campaign, back)
        }
        let results = try await request.parts.actions(request.workspace).perform(
            action.leadAction, on: chosen, by: request.actor)
        return try await show(request, action, results, campaign, back)
    }

    /// Enrollments of this campaign only, whatever ids the form names.
    private static func chosen(
        _ request: PageRequest, _ campaign: RowID<Campaign>
    ) async throws -> [RowID<Enrollment>] {
        let filter = LeadFilter(request)
        if request.field("scope") == "filter" {
            if filter.isEmptyHanded { return [] }
            return try await request.read {
                try $0.leads(of: campaign, filter.store(after: nil, limit: maximumLeads + 1)).map(\.id)
            }
        }
        let ids = request.fields("id").compactMap { RowID<Enrollment>($0) }
        return try await request.read { transaction in
            try ids.filter { try transaction.enrollment($0)?.campaign == campaign }
        }
    }

    private static func confirm(
        _ request: PageRequest, _ action: Action, _ chosen: [RowID<Enrollment>], _ campaign: Campaign,
        _ back: String
    ) async throws -> Response {
        let count = PageText.count(chosen.count, "lead")
        var fields = [(name: "action", value: action.rawValue)]
        if request.field("scope") == "filter" {
            // Others may come under the filter meanwhile: then it is asked again.
            fields += [("scope", "filter"), ("count", "\(chosen.count)")] + LeadFilter(request).fields
        } else {
            fields += chosen.map { ("id", $0.description) }
        }
        return try await request.page(
            "confirm", title: "\(action.verb) \(count)?",
            [
                "heading": .text("\(action.verb) \(count)?"), "question": .text(action.question),
                "hasEffects": false, "action": .text(CampaignPages.href(campaign.id) + "/bulk"),
                "fields": .list(fields.map { ["name": .text($0.name), "value": .text($0.value)] }),
                "asksReason": true, "reasonRequired": false, "isDangerous": .flag(action != .resume),
                "confirmLabel": .text("\(action.verb) \(count)"), "cancelHref": .text(back),
            ])
    }

    private static func show(
        _ request: PageRequest, _ action: Action, _ results: [LeadActions.Result], _ campaign: Campaign,
        _ back: String
    ) async throws -> Response {
        let rows = try await request.read { transaction in
            try results.map { result -> (LeadActions.Result, String, String) in
                let lead = try result.lead.flatMap { try transaction.lead($0) }
                let address =
                    try result.lead.flatMap { try transaction.addresses(of: $0).first?.address } ?? ""
                return (result, lead?.name ?? "", address)
            }
        }
        let done = results.count(where: \.isDone)
        let views = rows.map { result, name, address -> View in
            [
                "name": .text(PageText.person(name, address)), "email": .text(address),
                "href": .text("/enrollments/\(result.enrollment)"), "isDone": .flag(result.isDone),
                "resultText": .text(words(result, action)), "code": .text(result.refusal?.code.rawValue),
                "stageKey": .text(result.to?.rawValue), "stageLabel": .text(result.to?.displayName),
            ]
        }
        return try await request.page(
            "bulk_result", title: "\(action.verb) \(PageText.count(results.count, "lead"))",
            [
                "heading": .text("\(action.verb) \(PageText.count(results.count, "lead"))"),
                "summary": .text("\(done) \(action.participle), \(results.count - done) refused."),
                "backHref": .text(back), "backLabel": .text(campaign.name), "results": .list(views),
            ])
    }

    private static func words(_ result: LeadActions.Result, _ action: Action) -> String {
        if let refusal = result.refusal { return refusal.message }
        if result.from == result.to {
            return action == .start || action == .resume ? "Begins at the next run." : "Nothing to change."
        }
        return "Was \(result.from?.displayName ?? "new")."
    }
}

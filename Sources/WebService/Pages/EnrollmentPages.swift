import CalendarTime
import Hummingbird
import Ingestion
import LeadStages
import Store

/// One lead in one campaign: its stage, what can be done, and why it is so.
enum EnrollmentPages {
    static let routes: [Route] =
        [.page(.get, "/enrollments/{id}") { try await show($0) }]
        + Action.allCases.map { action in
            .page(.post, "/enrollments/{id}/\(action.rawValue)", .change) { try await run(action, $0) }
        }

    /// What the page is made of, read in one transaction.
    struct Content: Sendable {
        let campaign: Campaign
        let lead: Lead
        let address: LeadAddress?
        let enrollment: Enrollment
        let steps: [CampaignStep]
        let chain: EventChain
        let others: [(id: RowID<Enrollment>, campaign: String, stage: Stage)]
        let suppression: StoredSuppression?
        let card: RowID<Opportunity>?
    }

    enum Action: String, CaseIterable {
        case start, cancel, resume, pause, unsubscribe
        case markReplied = "mark-replied"
        case clearInvalid = "clear-invalid"
        case delete
    }

    static func content(_ id: RowID<Enrollment>, _ transaction: StoreTransaction) throws -> Content? {
        guard let enrollment = try transaction.enrollment(id), !enrollment.state.isDeleted,
            let campaign = try transaction.campaign(enrollment.campaign),
            let lead = try transaction.lead(enrollment.lead)
        else { return nil }
        let others = try transaction.enrollments(of: lead.id).filter { $0.id != id }.map {
            ($0.id, try transaction.campaign($0.campaign)?.name ?? "", $0.state.stage)
        }
        return Content(
            campaign: campaign, lead: lead, address: try transaction.addresses(of: lead.id).first,
            enrollment: enrollment, steps: try transaction.steps(of: campaign.id),
            chain: try EventChain(enrollment, transaction), others: others,
            suppression: try transaction.standingSuppressions(of: lead.id).first,
            card: try transaction.opportunities(of: lead.id).first { $0.enrollment == id }?.id)
    }

    private static func show(_ request: PageRequest) async throws -> Response {
        let id: RowID<Enrollment> = try request.web.id()
        guard let content = try await request.read({ try content(id, $0) }) else { throw WebFault.notFound }
        let name = PageText.person(content.lead.name, content.address?.address ?? "")
        return try await request.page(
            "enrollment", title: name, EnrollmentView(content, request, name: name).view)
    }

    private static func run(_ action: Action, _ request: PageRequest) async throws -> Response {
        let id: RowID<Enrollment> = try request.web.id()
        guard let content = try await request.read({ try content(id, $0) }) else { throw WebFault.notFound }
        let place = "/enrollments/\(id)"
        if action == .unsubscribe || action == .delete, request.field("confirm") != "yes" {
            return try await confirm(action, request, content, place)
        }
        let chosen: LeadAction
        switch action {
        case .start: chosen = .start
        case .cancel: chosen = .cancel
        case .unsubscribe: chosen = .unsubscribe
        case .markReplied: chosen = .markReplied
        case .clearInvalid: chosen = .clearInvalid
        case .delete: chosen = .delete
        // The page said what stopped the lead.
        case .resume: chosen = .resume(.init(confirmed: true, step: request.field("step")))
        case .pause:
            guard let date = request.field("until").flatMap({ CivilDate(iso8601: $0) }) else {
                return request.done(place, "Give the day that the pause ends on.", isError: true)
            }
            chosen = .pause(
                until: content.campaign.settings.zone.instant(
                    of: LocalTime(date: date, secondOfDay: 9 * 3_600)))
        }
        let results = try await request.parts.actions(request.workspace).perform(
            chosen, on: [id], by: request.actor)
        guard let result = results.first else { throw WebFault.notFound }
        if let refusal = result.refusal { return request.done(place, refusal.message, isError: true) }
        if action == .delete {
            return request.done(CampaignPages.href(content.campaign.id), "Lead deleted from the campaign.")
        }
        let stage = result.to.map { "Stage: \($0.displayName)." } ?? "Done."
        let warning = result.absentUntil.map { " The lead is away until \(request.text().day($0))." } ?? ""
        return request.done(place, stage + warning)
    }
}

extension EnrollmentPages {
    private static func confirm(
        _ action: Action, _ request: PageRequest, _ content: Content, _ place: String
    ) async throws -> Response {
        let name = PageText.person(content.lead.name, content.address?.address ?? "")
        let isOptOut = action == .unsubscribe
        let title = isOptOut ? "Unsubscribe \(name)?" : "Delete \(name) from \(content.campaign.name)?"
        let question =
            isOptOut
            ? "Mail stops at once, in every campaign. Only an admin can take this back."
            : "The lead leaves the campaign. Entries of the Do Not Contact list stay."
        return try await request.page(
            "confirm", title: title,
            [
                "heading": .text(title), "question": .text(question), "hasEffects": false,
                "action": .text("\(place)/\(action.rawValue)"), "fields": .list([]), "asksReason": true,
                "reasonRequired": false, "isDangerous": true,
                "confirmLabel": .text(isOptOut ? "Unsubscribe" : "Delete"), "cancelHref": .text(place),
            ])
    }
}

import CalendarTime
import Hummingbird
import Ingestion
import Intake
import LeadStages
import Store

/// What Sluice does not decide alone.
enum ReviewPages {
    static let routes: [Route] = [
        .page(.get, path) { try await list($0) },
        .page(.post, "\(path)/{id}", .change) { try await decide($0) },
    ]

    private static let path = "/review"
    private static let pageSize = 20

    private static func list(_ request: PageRequest) async throws -> Response {
        let after = request.web.query("after").flatMap { RowID<Review>($0) }
        let found = try await request.read { transaction in
            try transaction.openReviews(after: after, limit: pageSize).map {
                try OpenReview($0, transaction)
            }
        }
        let text = request.text()
        return try await request.page(
            "review", title: "Needs review",
            [
                "hasReviews": .flag(!found.isEmpty), "reviews": .list(found.map { $0.view(text) }),
                "nextHref": .text(
                    found.count == pageSize ? found.last.map { "\(path)?after=\($0.review.id)" } : nil),
                "firstHref": .text(after == nil ? nil : path),
            ])
    }

    private static func decide(_ request: PageRequest) async throws -> Response {
        let id: RowID<Review> = try request.web.id()
        let found = try await request.read { transaction in
            try transaction.review(id).map { try OpenReview($0, transaction) }
        }
        guard let found else { throw WebFault.notFound }
        guard found.review.decidedAt == nil else {
            return request.done(path, "Somebody has decided this already.", isError: true)
        }
        guard let decision = request.field("decision").flatMap({ OpenReview.Decision(rawValue: $0) }),
            found.decisions.contains(decision)
        else { return request.done(path, "Choose one of the answers.", isError: true) }
        do {
            return request.done(path, try await carryOut(decision, found, request))
        } catch let refusal as Refusal {
            return request.done(path, refusal.message, isError: true)
        }
    }

    /// What was done, in words. Throws `Refusal`.
    private static func carryOut(
        _ decision: OpenReview.Decision, _ found: OpenReview, _ request: PageRequest
    ) async throws -> String {
        let actions = request.parts.actions(request.workspace)
        switch decision {
        case .dismiss:
            _ = try await actions.decide(found.review.id, isOptOut: false, by: request.actor)
            return "Put aside."
        case .optOut:
            let changes = try await actions.decide(found.review.id, isOptOut: true, by: request.actor)
            return "On the Do Not Contact list; \(PageText.count(changes.count, "enrollment")) unsubscribed."
        case .attach:
            guard let message = found.message?.id, let chosen = found.candidate(request) else {
                throw Refusal(.notFound, "Choose the lead that is meant.")
            }
            let corrections = Corrections(request.parts.ingest(request.workspace))
            try await corrections.attach(message, to: chosen.enrollment, by: request.actor)
            return "The message belongs to \(chosen.name) now."
        }
    }
}

import Intake
import LeadStages
import Store

extension APIOperation {
    static let reviews: [APIOperation] = [
        APIOperation(
            method: .get, path: "/reviews", name: "listReviews",
            about: "What nobody has decided yet, the oldest first.", scope: .read,
            query: [
                Item(
                    name: "kind", schema: .word(ReviewEffect.Kind.allCases.map(\.rawValue)),
                    about: "Only this kind."), .cursor, .limit,
            ], success: (.ok, .page(.named("Review")))
        ) { request in
            let (after, limit) = (try request.cursor(of: 1)?.first, request.limit + 1)
            let kind: ReviewEffect.Kind? = request.queryWord("kind")
            let found = try await request.read { transaction in
                try transaction.openReviews(kind: kind, after: after.map { RowID($0) }, limit: limit).map {
                    ($0.id, try JSON.review($0, transaction))
                }
            }
            return request.page(found, { $0.1 }) { APICursor([$0.0.rawValue]) }
        },
        APIOperation(
            method: .post, path: "/reviews/{review}", name: "decideReview",
            about:
                "Says that it was an opt-out, so that the lead is unsubscribed everywhere; or puts it aside.",
            scope: .write,
            body: .json(.object([.required("decision", .word(["opt_out", "dismiss"]))])),
            success: (.ok, .object([.required("changes", Schemas.changes)]))
        ) { request in
            let id: RowID<Review> = try request.web.id("review")
            guard let review = try await request.read({ try $0.review(id) }) else { throw WebFault.notFound }
            guard review.decidedAt == nil else {
                throw WebFault(.conflict, "already_decided", "Somebody has decided this already.")
            }
            let changes = try await request.parts.actions(request.workspace).decide(
                id, isOptOut: request.text("decision") == "opt_out", by: request.leadActor)
            return APIAnswer(["changes": .changes(changes)])
        },
    ]
}

import CalendarTime
import Intake
import LeadStages
import Store

/// Reviews that decide themselves: an unsure opt-out that nobody looked at within two days counts.
extension StageClock {
    func runReviews(_ now: Instant, _ report: inout Report) async throws {
        while true {
            let (count, changes) = try await store.write(in: workspace, at: now) { transaction in
                let due = try transaction.dueReviews(limit: Self.batchSize)
                return (due.count, try due.flatMap { try apply($0, transaction) })
            }
            report.changes += changes
            report.reviewsApplied += count
            guard count == Self.batchSize else { return }
        }
    }

    private func apply(_ review: Review, _ transaction: StoreTransaction) throws -> [StageChange] {
        guard try transaction.decideReview(review.id, decision: "elapsed", actor: "system"),
            review.kind == ReviewEffect.Kind.unsureUnsubscribe.rawValue, let due = review.due
        else { return [] }
        return try OptOut(store: transaction).apply(
            review, at: due, origin: .system, actor: nil, way: .review, cause: "review")
    }
}

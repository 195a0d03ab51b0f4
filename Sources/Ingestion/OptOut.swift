import CalendarTime
import LeadStages
import Store

/// An opt-out that is decided outside of a mail's own transaction: by the clock, or by a person.
struct OptOut {
    let store: StoreTransaction

    /// What a review was about: the enrollment, its siblings, and every address of the lead.
    func apply(
        _ review: Review, at: Instant, origin: StageEvent.Origin, actor: String?, way: OptOutWay,
        cause: String
    ) throws -> [StageChange] {
        guard let lead = review.lead else { return [] }
        let logical = try review.message.flatMap { try store.message($0)?.logicalKey }
        try store.suppress(
            NewSuppression(
                .person(lead, asked: nil), reason: .reply, group: "review:\(review.key)",
                evidence: "review \(review.kind)", message: review.message, actor: actor))
        return try store.enrollments(of: lead).compactMap { enrollment in
            let isOwn = review.enrollment == nil || enrollment.id == review.enrollment
            let event = StageEvent(
                key: "review:\(review.key)", at: at, origin: origin,
                kind: .unsubscribed(isOwn ? .here : .elsewhere, by: way), actor: actor, messageID: logical,
                cause: cause)
            return StageChange(
                try store.appendEvents([event], to: enrollment.id, message: review.message), cause: cause)
        }
    }
}

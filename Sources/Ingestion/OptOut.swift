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
        return try apply(
            review, to: lead, at: at, origin: origin, actor: actor, way: way, cause: cause)
    }

    /// Somebody asked for the removal of others: it is they who are not written to any more. An address that no lead
    /// has is put on the list as it is.
    func applyToThoseNamed(_ review: Review, actor: String) throws -> [StageChange] {
        guard !review.candidates.isEmpty else {
            try store.suppress(
                NewSuppression(
                    .address(review.note), reason: .manual, group: "review:\(review.key)",
                    evidence: "review \(review.kind)", message: review.message, actor: actor))
            return []
        }
        return try review.candidates.flatMap {
            try apply(
                review, to: RowID($0), at: store.now, origin: .human, actor: actor, way: .manual,
                cause: "review")
        }
    }

    private func apply(
        _ review: Review, to lead: RowID<Lead>, at: Instant, origin: StageEvent.Origin, actor: String?,
        way: OptOutWay, cause: String
    ) throws -> [StageChange] {
        let logical = try review.message.flatMap { try store.message($0)?.logicalKey }
        try store.suppress(
            NewSuppression(
                .person(lead, asked: nil), reason: .reply, group: "review:\(review.key)",
                evidence: "review \(review.kind)", message: review.message, actor: actor))
        return try store.enrollments(of: lead).compactMap { enrollment in
            // Where the review concerns somebody else's enrollment, every one of this lead's is its own.
            let isOwn =
                review.enrollment == nil || review.lead != lead || enrollment.id == review.enrollment
            let event = StageEvent(
                key: "review:\(review.key)", at: at, origin: origin,
                kind: .unsubscribed(isOwn ? .here : .elsewhere, by: way), actor: actor, messageID: logical,
                cause: cause)
            return StageChange(
                try store.appendEvents([event], to: enrollment.id, message: review.message), cause: cause)
        }
    }
}

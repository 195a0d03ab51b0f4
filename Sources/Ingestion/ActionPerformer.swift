import CalendarTime
import LeadStages
import Store

/// Carries one action out on one enrollment, inside a transaction that the caller owns.
struct ActionPerformer {
    let store: StoreTransaction
    let actor: LeadActions.Actor

    func perform(_ action: LeadAction, on id: RowID<Enrollment>) throws -> LeadActions.Result {
        guard let enrollment = try store.enrollment(id) else {
            return LeadActions.Result(
                enrollment: id, lead: nil, from: nil, to: nil, refusal: Refusal(.notFound), absentUntil: nil)
        }
        let context = try context(for: enrollment, action)
        switch action.decide(on: enrollment.state, context) {
        case .refused(let refusal):
            return LeadActions.Result(
                enrollment: id, lead: enrollment.lead, from: enrollment.state.stage,
                to: enrollment.state.stage, refusal: refusal, absentUntil: nil)
        case .accepted(let events, let effects):
            let absentUntil = try apply(effects, enrollment)
            try closeReviews(of: enrollment, after: action)
            let outcome = try store.appendEvents(events, to: id)
            for event in events { try derive(event, from: enrollment) }
            _ = try SubCampaigns(store: store).follow(outcome, cause: "manual")
            return LeadActions.Result(
                enrollment: id, lead: enrollment.lead, from: enrollment.state.stage, to: outcome.after.stage,
                refusal: nil, absentUntil: absentUntil)
        }
    }

    private func context(for enrollment: Enrollment, _ action: LeadAction) throws -> ActionContext {
        let reader = GateReader(store: store)
        let step = try reader.nextStep(enrollment)
        let count = try store.events(of: enrollment.id).count
        return ActionContext(
            role: actor.role, actor: actor.name, now: store.now,
            // The log is locked for this transaction and only grows, so its length is a number of its own.
            key: "human:\(store.now.microseconds):\(count)", reason: actor.reason,
            gates: try reader.gates(enrollment, step: step),
            nextStep: step.map { ActionContext.NextStep(step: $0.key, wait: $0.waitSeconds) })
    }

    /// When the lead is away still; nil when it is not.
    private func apply(_ effects: [LeadEffect], _ enrollment: Enrollment) throws -> Instant? {
        var absentUntil: Instant?
        for effect in effects {
            switch effect {
            case .suppress(let reason):
                try store.suppress(
                    NewSuppression(
                        .person(enrollment.lead, asked: nil), reason: reason,
                        group: "human:\(enrollment.id):\(store.now.microseconds)", evidence: actor.reason,
                        actor: actor.name))
            case .addressEvent(let event):
                for address in try store.addresses(of: enrollment.lead).prefix(1) {
                    try store.appendEvents([event], toAddress: address.address)
                }
            case .setAddress(let address): try store.setPrimaryAddress(address, of: enrollment.lead)
            case .updateSuppression: break  // `LeadActions.removeSuppression` does that
            case .warnsOfAbsence(let until): absentUntil = until
            }
        }
        return absentUntil
    }

    /// What the action means for the lead's other campaigns.
    private func derive(_ event: StageEvent, from enrollment: Enrollment) throws {
        for sibling in try store.enrollments(of: enrollment.lead) where sibling.id != enrollment.id {
            let campaign = try store.campaign(sibling.campaign)
            let onReply = campaign.flatMap {
                SiblingRule.OnReply(rawValue: $0.options.onReplyElsewhere.rawValue)
            }
            let rule = SiblingRule(
                onReply: onReply ?? .cancel,
                pausesUntil: store.now.adding(seconds: Int64(campaign?.options.pauseDays ?? 14) * 86_400))
            guard let kind = rule.derived(from: event.kind) else { continue }
            let derived = StageEvent(
                key: "\(event.key):\(enrollment.id)", at: event.at, origin: event.origin, kind: kind,
                actor: event.actor, cause: event.key)
            try store.appendEvents([derived], to: sibling.id)
        }
    }

    /// Who resumes or unsubscribes a lead has decided what a review of it asked.
    private func closeReviews(of enrollment: Enrollment, after action: LeadAction) throws {
        switch action {
        case .resume, .unsubscribe, .delete: break
        default: return
        }
        for review in try store.openReviews(ofEnrollment: enrollment.id) {
            try store.decideReview(review.id, decision: "acted", actor: actor.name)
        }
    }
}

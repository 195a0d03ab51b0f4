import LeadStages
import Store

/// Reads what the gates ask about one enrollment, in the transaction that acts on the answer.
struct GateReader {
    let store: StoreTransaction

    func gates(_ enrollment: Enrollment, step: CampaignStep?) throws -> Gates {
        let address = try store.addresses(of: enrollment.lead).first
        return Gates(
            suppressions: try store.standingSuppressions(of: enrollment.lead).map(\.reason),
            address: address?.status ?? .ok,
            step: readiness(step), isHeldByReview: try store.hasSendHold(enrollment.lead))
    }

    /// A campaign without steps has nothing that could be ready; an outside sender may keep the steps to itself, though.
    private func readiness(_ step: CampaignStep?) -> Gates.StepReadiness {
        step?.isPaused == true ? .paused : .ready
    }

    /// The step to do next: the open one, else the first after the last that was sent, by the order of today. A step
    /// that was put before the position is not sent.
    func nextStep(_ enrollment: Enrollment) throws -> CampaignStep? {
        let steps = try store.steps(of: enrollment.campaign)
        let position = enrollment.state.position
        if let open = position.step, let found = steps.first(where: { $0.key == open }) { return found }
        guard let last = position.lastStep, let id = RowID<CampaignStep>(last),
            let done = try store.step(id)
        else { return position.lastStep == nil ? steps.first : nil }
        return steps.first { $0.position > done.position }
    }
}

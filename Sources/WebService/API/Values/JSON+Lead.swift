import LeadStages
import Store

extension JSON {
    /// - Parameter steps: the place of each step, from 1, by its key.
    static func row(_ row: EnrollmentRow, steps: [String: Int]) -> JSON {
        [
            "enrollment_id": .id(row.id), "lead_id": .id(row.lead), "email": .text(row.address),
            "name": .text(row.name), "stage": .text(row.stage.rawValue),
            "stage_name": .text(row.stage.displayName), "since": .instant(row.since),
            "queued": .flag(row.isQueued), "step": .number(row.step.flatMap { steps[$0] }),
            "last_step_at": .instant(row.lastStepAt), "next_due_at": .instant(row.nextDue),
            "out_of_office_until": .instant(row.outUntil), "error": .text(row.error?.rawValue),
            "error_text": .text(row.error?.message), "error_help": .text(row.error?.help),
        ]
    }

    static func enrollment(_ enrollment: Enrollment, _ transaction: StoreTransaction) throws -> JSON {
        let head: JSON = [
            "enrollment_id": .id(enrollment.id), "lead_id": .id(enrollment.lead),
            "email": .text(try transaction.addresses(of: enrollment.lead).first?.address ?? ""),
            "campaign_id": .id(enrollment.campaign),
            "campaign": .text(try transaction.campaign(enrollment.campaign)?.name ?? ""),
        ]
        return objects([head, state(enrollment.state)])
    }

    private static func state(_ state: EnrollmentState) -> JSON {
        [
            "stage": .text(state.stage.rawValue), "stage_name": .text(state.stage.displayName),
            "since": .instant(state.since), "reason_event": .text(state.reasonKey),
            "queued": .flag(state.isQueued), "last_step_at": .instant(state.lastStepSentAt),
            "next_due_at": .instant(state.nextDueAt), "out_of_office_until": .instant(state.oooUntil),
            "return_date": .text(state.pause?.returnDate?.description),
            "return_date_text": .text(state.pause?.evidence), "away_until": .instant(state.awayUntil),
            "cancel_reason": .text(state.cancelReason?.rawValue), "error": .text(state.error?.code.rawValue),
            "error_text": .text(state.error?.message), "badges": .texts(state.badges.map(\.rawValue)),
        ]
    }

    static func lead(_ lead: Lead, _ transaction: StoreTransaction) throws -> JSON {
        [
            "lead_id": .id(lead.id), "name": .text(lead.name), "company": .text(lead.company),
            "time_zone": .text(lead.timeZone), "fields": JSON(parsing: lead.fields) ?? .object([]),
            "created_at": .instant(lead.createdAt),
            "addresses": .list(try transaction.addresses(of: lead.id).map { .address($0) }),
            "enrollments": .list(
                try transaction.enrollments(of: lead.id).map { try .enrollment($0, transaction) }),
            "suppressions": .list(
                try transaction.standingSuppressions(of: lead.id).map { .suppression($0) }),
            "messages": .list(try transaction.messages(of: lead.id).map { .messageHead($0) }),
            "opportunities": .list(try transaction.opportunities(of: lead.id).map { .id($0.id) }),
        ]
    }

    private static func address(_ address: LeadAddress) -> JSON {
        [
            "address": .text(address.address), "primary": .flag(address.isPrimary),
            "state": .text(address.status.rawValue), "reason": .text(address.reason),
        ]
    }
}

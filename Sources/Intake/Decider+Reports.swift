import Classification
import DeliveryReports
import LeadStages

/// Reports about our own mail: bounces, delays, deliveries, complaints.
extension Decider {
    mutating func decideReport(_ hit: MatchHit) {
        let recipient = hit.recipient.map { verdict.recipients[$0] }
        let suffix = hit.send.map { ".\($0)" } ?? ".\(hit.mailedAddress)"
        switch recipient?.action ?? defaultAction {
        case .delayed: append(.delayed, to: hit, suffix: suffix)
        case .delivered, .relayed, .expanded:
            append(.delivered(send: hit.send.map { String($0) }), to: hit, suffix: suffix)
            address(hit.mailedAddress, of: hit.lead, .delivered, suffix: suffix)
        case .failed: decideFailure(hit, recipient, suffix)
        }
    }

    private var defaultAction: ReportedRecipient.Action {
        switch verdict.kind {
        case .delay: .delayed
        case .delivered: .delivered
        default: .failed
        }
    }

    private mutating func decideFailure(_ hit: MatchHit, _ recipient: ReportedRecipient?, _ suffix: String) {
        let code = recipient?.statusText ?? recipient?.smtpReply
        switch recipient?.lead ?? .counted {
        case .bounced:
            append(.hardBounce(.here, code: code), to: hit, suffix: suffix)
            address(hit.mailedAddress, of: hit.lead, .hardBounce(code: code), suffix: suffix)
            tell(.addressBounced, hit, code.map { ["code": $0] } ?? [:])
        case .unchanged, .unsubscribed:
            // Some servers report an absence as a failure; the answer itself comes as a mail of its own.
            append(.autoReply(stops: false), to: hit, suffix: suffix)
        case .hasErrors:
            append(.refusedByPolicy(step: hit.step), to: hit, suffix: suffix)
            tell(.sendRefused, hit, code.map { ["code": $0] } ?? [:])
        case .counted:
            let send = hit.send.map { String($0) } ?? mail.identity.logical
            append(.softBounce(.here, send: send), to: hit, suffix: suffix)
            address(hit.mailedAddress, of: hit.lead, .softBounce(send: send), suffix: suffix)
        }
    }

    mutating func decideComplaint(_ hit: MatchHit) {
        if let type = verdict.report?.feedbackType, Self.harmless.contains(type) {
            append(.autoReply(stops: false), to: hit)
            return
        }
        guard hit.level.isProof else {
            review(.unprovenComplaint, lead: hit.lead, enrollment: hit.enrollment, holdsSends: true)
            return
        }
        append(.complaint(.here), to: hit)
        suppress(hit, reason: .complaint)
        tell(.leadComplained, hit)
    }

    /// Feedback types that are no complaint of a person (RFC 5965 §7.3, RFC 6430, RFC 6591).
    private static let harmless: Set<String> = ["not-spam", "auth-failure", "virus"]
}

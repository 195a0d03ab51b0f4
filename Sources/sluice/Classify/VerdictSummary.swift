import Classification
import DeliveryReports

/// A verdict in words for people.
enum VerdictSummary {
    /// `reply (meeting)`, `auto_reply (ack)`, `bounce`.
    static func kind(_ verdict: Verdict) -> String {
        let detail = verdict.subkind?.rawValue ?? verdict.intent?.rawValue
        return verdict.kind.rawValue + (detail.map { " (\($0))" } ?? "") + (verdict.forged ? " forged" : "")
    }

    static func percent(_ confidence: Double) -> String {
        confidence.isFinite ? "\(Int((min(max(confidence, 0), 1) * 100).rounded()))%" : "?"
    }

    /// What a person wants to know of it first.
    static func gist(_ verdict: Verdict, subject: String?) -> String {
        if verdict.kind == .outOfOffice, let date = verdict.returnDate {
            return "back \(date)" + (verdict.returnDateEvidence.map { ": \($0.text)" } ?? "")
        }
        if !verdict.recipients.isEmpty { return verdict.recipients.map(recipient).joined(separator: "; ") }
        if let said = verdict.visibleReply, !said.isEmpty { return said }
        return subject ?? ""
    }

    static func recipient(_ recipient: ReportedRecipient) -> String {
        var words = [recipient.address, recipient.action.rawValue]
        if let status = recipient.statusText ?? recipient.status?.description { words.append(status) }
        if recipient.action == .failed || recipient.action == .delayed {
            words.append(recipient.reason.rawValue)
        }
        if let hard = recipient.hard { words.append(hard ? "hard" : "soft") }
        return words.joined(separator: " ")
    }
}

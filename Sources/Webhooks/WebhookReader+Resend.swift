import LeadStages

/// Resend: one event a request; of inbound mail only its id.
extension WebhookReader {
    mutating func readResend() {
        guard let body = body() else { return }
        let data = body["data"]
        let message = data?["bounce", "message"]?.text?.lowercased() ?? ""
        let signal: Signal
        switch body["type"]?.text {
        // The second is how some of the documentation spells it.
        case "email.delivery_delayed", "email.delivered_delayed": signal = .delayed
        case "email.bounced": signal = Self.resendBounce(data?["bounce"], message)
        case "email.complained": signal = .complaint
        case "email.received":
            guard let id = data?["email_id"]?.name else { return note(.incomplete) }
            // Whom it came for, where that is told; else whom it was written to.
            let names = ["received_for", "to", "cc", "bcc"].flatMap { data?[$0]?.texts ?? [] }
            return add(.resendEmail(id: id, recipients: Self.addresses(names)))
        case "email.sent", "email.delivered", "email.opened", "email.clicked", "email.scheduled":
            return note(.uninteresting)
        case "email.failed": return note(.ownFault)
        default: return note(.unknownEvent)
        }
        // One event for each recipient, but not which one it is about.
        let recipients = ["to", "cc", "bcc"].flatMap { data?[$0]?.texts ?? [] }
        guard recipients.count <= 1 else { return note(.severalRecipients) }
        let header = data?["headers"]?.items.first { $0["name"]?.text?.lowercased() == "message-id" }
        add(
            signal,
            key: [requestKey], to: recipients.first,
            messageID: header?["value"]?.name ?? data?["email_id"]?.name,
            status: SMTPWords(message).status, mailbox: data?["from"]?.text,
            at: body["created_at"]?.instant)
    }

    /// Older events tell only in words what kind of bounce it is; newer ones have `type` and `subType` of SES.
    private static func resendBounce(_ bounce: JSON?, _ message: String) -> Signal {
        let subtype = bounce?["subType"]?.text ?? ""
        if message.contains("suppressed sending") || message.contains("suppression list")
            || subtype.contains("Suppress")
        {
            return .providerSuppressed
        }
        let words = SMTPWords(message)
        if message.contains("hard bounce") || bounce?["type"]?.text == "Permanent" {
            return words.asPermanent
        }
        return words.asTemporary
    }
}

import LeadStages

/// SendGrid: a list of events, and mail that is posted as a form.
extension WebhookReader {
    mutating func readSendGrid() {
        guard let body = body() else { return }
        guard case .list(let events) = body else { return note(.unreadable) }
        for event in events { readSendGrid(event) }
    }

    private mutating func readSendGrid(_ event: JSON) {
        let words = SMTPWords(event["status"]?.name, event["reason"]?.text ?? event["response"]?.text)
        let signal: Signal
        switch event["event"]?.text {
        case "processed", "delivered", "open", "click": return note(.uninteresting)
        case "deferred": signal = .delayed
        case "bounce": signal = Self.sendGridBounce(event, words)
        case "dropped":
            guard let found = ProviderSuppression.signal(reason: event["reason"]?.text) else {
                return note(.ownFault)
            }
            signal = found
        case "spamreport": signal = .complaint
        case "unsubscribe", "group_unsubscribe": signal = .unsubscribe
        case "group_resubscribe": signal = .resubscribe
        default: return note(.unknownEvent)
        }
        add(
            signal,
            key: event["sg_event_id"]?.name.map { [$0] } ?? [
                "event", event["event"]?.text, event["sg_message_id"]?.name, event["email"]?.text,
                event["timestamp"]?.name,
            ],
            to: event["email"]?.text, messageID: Self.sendGridMessage(event),
            status: words.statusOrClass, at: event["timestamp"]?.instant)
    }

    private static func sendGridBounce(_ event: JSON, _ words: SMTPWords) -> Signal {
        if event["type"]?.text == "blocked" || words.isPolicy { return .blocked }
        let isInvalid = event["bounce_classification"]?.text?.lowercased().hasPrefix("invalid") ?? false
        return isInvalid || words.status?.hasPrefix("5.1.") ?? false ? .hardBounce : .softBounce
    }

    /// The Message-ID; else SendGrid's own id, which stands before the first dot.
    private static func sendGridMessage(_ event: JSON) -> String? {
        event["smtp-id"]?.name
            ?? event["sg_message_id"]?.name?.split(separator: ".").first.map { String($0) }
    }

    mutating func readSendGridMail() {
        let form = FormFields(request)
        let envelope = form["envelope"].flatMap { JSON($0) }
        let charsets = form["charsets"].flatMap { JSON($0) }
        func text(_ name: String) -> String? { form.text(name, charset: charsets?[name]?.text) }
        let sender = envelope?["from"]?.text ?? text("from")
        let recipients = envelope?["to"]?.texts ?? (text("to").map { [$0] } ?? [])
        if let raw = form["email"] {
            return add(mail: Array(raw), key: [requestKey], from: sender, to: recipients)
        }
        guard text("headers") != nil || text("from") != nil else { return note(.unreadable) }
        var mail = MailRebuilding()
        mail.add(headerBlock: text("headers") ?? "")
        for (name, field) in [("From", "from"), ("To", "to"), ("Cc", "cc"), ("Subject", "subject")] {
            mail.addMissing(name, text(field))
        }
        mail.text = text("text")
        mail.html = text("html")
        let infos = form["attachment-info"].flatMap { JSON($0) }
        for field in form.fields where field.name.hasPrefix("attachment") && field.fileName != nil {
            let info = infos?[field.name]
            mail.attachments.append(
                MailRebuilding.Attachment(
                    type: info?["type"]?.text ?? field.type, name: info?["filename"]?.text ?? field.fileName,
                    contentID: info?["content-id"]?.text, bytes: Array(field.bytes)))
        }
        add(mail: mail.bytes, key: [requestKey], from: sender, to: recipients, isReconstructed: true)
    }
}

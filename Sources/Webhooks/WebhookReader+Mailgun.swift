import LeadStages

/// Mailgun: one event a request, and mail that a route posts as a form.
extension WebhookReader {
    mutating func readMailgun() {
        guard let body = body() else { return }
        guard let event = body["event-data"] else { return note(.unreadable) }
        let status = event["delivery-status"]
        let code = status?["code"]?.name
        let words = SMTPWords(
            code, status?["enhanced-code"]?.text, status?["message"]?.text, status?["description"]?.text)
        let signal: Signal
        switch event["event"]?.text {
        case "failed": signal = Self.mailgunFailure(event, words)
        case "complained": signal = .complaint
        case "unsubscribed": signal = .unsubscribe
        case "accepted", "rejected", "delivered", "opened", "clicked", "stored": return note(.uninteresting)
        default: return note(.unknownEvent)
        }
        let time = event["timestamp"]?.instant
        add(
            signal,
            // The id is unique within a day only.
            key: [event["id"]?.name, time.map { String($0.iso8601.prefix(10)) }, event["recipient"]?.text],
            to: event["recipient"]?.text, messageID: event["message", "headers", "message-id"]?.name,
            status: words.statusOrClass,
            mailbox: event["message", "headers", "from"]?.text ?? event["envelope", "sender"]?.text, at: time)
    }

    private static func mailgunFailure(_ event: JSON, _ words: SMTPWords) -> Signal {
        if event["severity"]?.text == "temporary" { return .delayed }
        if let reason = event["reason"]?.text, reason.hasPrefix("suppress") {
            return ProviderSuppression.signal(reason: reason) ?? .providerSuppressed
        }
        return words.asPermanent
    }

    mutating func readMailgunMail() {
        let form = FormFields(request)
        guard !form.fields.isEmpty else { return note(.unreadable) }
        let key = [form.text("token")]
        let sender = form.text("sender")
        let recipients = form.text("recipient").map { $0.split(separator: ",").map(String.init) } ?? []
        let time = form.text("timestamp").flatMap { JSON.text($0).instant }
        if let raw = form["body-mime"] {
            return add(mail: Array(raw), key: key, from: sender, to: recipients, at: time)
        }
        guard form["message-headers"] != nil || form["from"] != nil else { return note(.incomplete) }
        var mail = MailRebuilding()
        // A list of pairs; in older posts the value may be a list.
        for pair in form["message-headers"].flatMap({ JSON($0) })?.items ?? [] {
            guard let name = pair.items.first?.text else { continue }
            for value in pair.items.dropFirst().first?.texts ?? [] { mail.add(name, value) }
        }
        mail.addMissing("From", form.text("from"))
        mail.addMissing("Subject", form.text("subject"))
        mail.text = form.text("body-plain")
        mail.html = form.text("body-html")
        for field in form.fields where field.name.hasPrefix("attachment-") && field.fileName != nil {
            mail.attachments.append(
                MailRebuilding.Attachment(
                    type: field.type, name: field.fileName, contentID: nil, bytes: Array(field.bytes)))
        }
        add(mail: mail.bytes, key: key, from: sender, to: recipients, at: time, isReconstructed: true)
    }
}

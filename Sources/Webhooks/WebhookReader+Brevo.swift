import LeadStages

/// Brevo: one event a request, or a list of them; inbound mail as `items`, without its source.
extension WebhookReader {
    mutating func readBrevo() {
        guard let body = body() else { return }
        if let items = body["items"]?.items {
            for item in items { readBrevoMail(item) }
        } else if case .list(let events) = body {
            for event in events { readBrevo(event) }
        } else {
            readBrevo(body)
        }
    }

    private mutating func readBrevo(_ event: JSON) {
        let words = SMTPWords(event["reason"]?.text)
        let signal: Signal
        switch event["event"]?.text {
        case "hard_bounce", "invalid_email": signal = words.asPermanent
        case "soft_bounce": signal = words.asTemporary
        // Some bounces come under this name: the server's own code says so.
        case "deferred": signal = words.failureClass == 5 ? words.asPermanent : .delayed
        case "blocked": signal = .providerSuppressed
        case "spam", "complaint": signal = .complaint
        case "unsubscribe", "unsubscribed": signal = .unsubscribe
        case "error": return note(.ownFault)
        case "request", "sent", "delivered", "opened", "unique_opened", "proxy_open", "unique_proxy_open",
            "click", "list_addition":
            return note(.uninteresting)
        default: return note(.unknownEvent)
        }
        // Complaints lack `ts_epoch`; `date` and `ts_event` are in a zone that is not told.
        let time = event["ts_epoch"] ?? event["ts_event"] ?? event["ts"] ?? event["date"]
        add(
            signal, key: [event["message-id"]?.text, event["email"]?.text, event["event"]?.text, time?.name],
            to: event["email"]?.text, messageID: event["message-id"]?.name,
            status: words.statusOrClass, at: event["ts_epoch"]?.instant)
    }

    private mutating func readBrevoMail(_ item: JSON) {
        guard item["From"] != nil || item["Headers"] != nil else { return note(.incomplete) }
        var mail = MailRebuilding()
        let headers = item["Headers"]?.members ?? [:]
        mail.add(members: headers)
        mail.addMissing("From", item["From"].flatMap(Self.mailbox))
        for name in ["To", "Cc"] {
            mail.addMissing(name, item[name]?.items.compactMap(Self.mailbox).joined(separator: ", "))
        }
        mail.addMissing("Reply-To", item["ReplyTo"].flatMap(Self.mailbox))
        mail.addMissing("Subject", item["Subject"]?.text)
        mail.addMissing("Date", item["SentAtDate"]?.text)
        mail.addMissing("Message-ID", item["MessageId"]?.text)
        mail.addMissing("In-Reply-To", item["InReplyTo"]?.text)
        mail.text = item["RawTextBody"]?.text ?? item["ExtractedMarkdownMessage"]?.text
        mail.html = item["RawHtmlBody"]?.text
        // The bytes stay at Brevo; an empty part still says that there was one.
        mail.attachments = (item["Attachments"]?.items ?? []).map {
            MailRebuilding.Attachment(
                type: $0["ContentType"]?.text, name: $0["Name"]?.text, contentID: $0["ContentID"]?.text,
                bytes: [])
        }
        func header(_ name: String) -> [String] {
            headers.first { $0.key.lowercased() == name }?.value.texts ?? []
        }
        let bytes = mail.bytes
        add(
            mail: bytes,
            key: [item["Uuid"]?.texts.first ?? item["MessageId"]?.name ?? WebhookKey.hash(bytes)],
            from: header("return-path").first ?? item["From", "Address"]?.text,
            to: header("delivered-to"), isReconstructed: true)
    }

    /// `{"Name": …, "Address": …}` as a mailbox of RFC 5322.
    private static func mailbox(_ value: JSON) -> String? {
        guard let address = value["Address"]?.name else { return nil }
        guard let name = value["Name"]?.name else { return address }
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(quoted)\" <\(address)>"
    }
}

import Foundation
import LeadStages

/// Postmark: one object a request, told apart by `RecordType`, which inbound mail may lack.
extension WebhookReader {
    mutating func readPostmark() {
        guard let body = body() else { return }
        switch body["RecordType"]?.text {
        case "Bounce", "SpamComplaint": readPostmarkBounce(body)
        case "SubscriptionChange": readPostmarkChange(body)
        case "Delivery", "Open", "Click": note(.uninteresting)
        case nil, "Inbound":
            body["From"] != nil || body["FromFull"] != nil || body["RawEmail"] != nil
                ? readPostmarkMail(body) : note(.unreadable)
        default: note(.unknownEvent)
        }
    }

    private mutating func readPostmarkBounce(_ body: JSON) {
        let words = SMTPWords(body["Details"]?.text)
        let signal: Signal
        // By the name: a complaint has been seen with the number of another type.
        switch body["RecordType"]?.text == "SpamComplaint" ? "SpamComplaint" : body["Type"]?.text {
        case "HardBounce": signal = words.asPermanent
        case "BadEmailAddress": signal = .hardBounce
        case "SoftBounce": signal = words.asTemporary
        case "Transient", "DnsError", "OpenRelayTest": signal = .delayed
        case "Unsubscribe": signal = .unsubscribe
        case "Subscribe": signal = .resubscribe
        case "AutoResponder", "AddressChange": signal = .autoReply
        case "SpamNotification", "SpamComplaint": signal = .complaint
        case "Blocked", "DMARCPolicy": signal = .blocked
        case "VirusNotification": signal = .contentBlocked
        case "ManuallyDeactivated", "Unconfirmed": signal = .providerSuppressed
        case "ChallengeVerification": return note(.challenge)
        case "SMTPApiError", "TemplateRenderingFailed": return note(.ownFault)
        case "InboundError": return note(.heldByProvider)
        default: return note(.unknownEvent)
        }
        add(
            signal, key: [body["RecordType"]?.text, body["ID"]?.name ?? body["MessageID"]?.name],
            // Lenient: an unsubscription by mail comes without `Email`, `BouncedAt` and `Details`.
            to: body["Email"]?.text, messageID: body["MessageID"]?.name,
            status: words.statusOrClass, mailbox: body["From"]?.text, at: body["BouncedAt"]?.instant)
    }

    private mutating func readPostmarkChange(_ body: JSON) {
        let signal: Signal
        switch (body["SuppressSending"]?.flag, body["SuppressionReason"]?.text) {
        case (true, "HardBounce"): signal = .hardBounce
        case (true, "SpamComplaint"): signal = .complaint
        case (true, "ManualSuppression"): signal = .unsubscribe
        case (true, _): signal = .providerSuppressed
        case (false, _): signal = .resubscribe
        default: return note(.incomplete)
        }
        add(
            signal, key: PostmarkIdentity.ofChange(body) ?? [requestKey],
            to: body["Recipient"]?.text, messageID: body["MessageID"]?.name, at: body["ChangedAt"]?.instant)
    }

    private mutating func readPostmarkMail(_ body: JSON) {
        let headers = body["Headers"]?.items ?? []
        let returnPath = headers.first { $0["Name"]?.text?.lowercased() == "return-path" }?["Value"]?.text
        let sender = returnPath ?? body["FromFull", "Email"]?.text
        let recipients = body["OriginalRecipient"]?.texts ?? []
        let key = [body["MessageID"]?.name ?? requestKey]
        if let raw = body["RawEmail"]?.text {
            return add(mail: Array(raw.utf8), key: key, from: sender, to: recipients)
        }
        var mail = MailRebuilding()
        for header in headers {
            if let name = header["Name"]?.text, let value = header["Value"]?.text { mail.add(name, value) }
        }
        for name in ["From", "To", "Cc", "Subject", "Date"] { mail.addMissing(name, body[name]?.text) }
        mail.addMissing("Reply-To", body["ReplyTo"]?.text)
        mail.text = body["TextBody"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        mail.html = body["HtmlBody"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        mail.attachments = (body["Attachments"]?.items ?? []).map {
            MailRebuilding.Attachment(
                type: $0["ContentType"]?.text, name: $0["Name"]?.text, contentID: $0["ContentID"]?.text,
                bytes: $0["Content"]?.text.flatMap { Data(anyBase64: $0) }.map(Array.init) ?? [])
        }
        add(mail: mail.bytes, key: key, from: sender, to: recipients, isReconstructed: true)
    }
}

enum PostmarkIdentity {
    /// A change of a subscription has no id of its own.
    static func ofChange(_ body: JSON) -> [String]? {
        guard let recipient = body["Recipient"]?.text, let time = body["ChangedAt"]?.text else { return nil }
        let flag = body["SuppressSending"]?.flag.map { String($0) } ?? ""
        return ["SubscriptionChange", body["MessageID"]?.name ?? "", recipient, time, flag]
    }
}

import Foundation
import LeadStages

/// Postal: one event a request, or a mail in base64.
extension WebhookReader {
    mutating func readPostal() {
        guard let body = body() else { return }
        if body["rcpt_to"] != nil { return readPostalMail(body) }
        let payload = body["payload"]
        var message = payload?["message"]
        let output = [payload?["output"]?.text, payload?["details"]?.text].compactMap { $0 }.joined(
            separator: " ")
        let words = SMTPWords(output)
        let signal: Signal
        switch body["event"]?.text {
        case "MessageDelayed": signal = .delayed
        case "MessageDeliveryFailed": signal = words.asPermanent
        // A bounce came by mail for what was delivered; the report itself says for how long.
        case "MessageBounced":
            signal = .softBounce
            message = payload?["original_message"]
        case "MessageHeld":
            guard output.lowercased().contains("suppression list") else { return note(.heldByProvider) }
            signal = .providerSuppressed
        case "DomainDNSError", "SendLimitApproaching", "SendLimitExceeded": return note(.heldByProvider)
        case "MessageSent", "MessageLoaded", "MessageLinkClicked": return note(.uninteresting)
        case nil: return note(.unreadable)
        default: return note(.unknownEvent)
        }
        add(
            signal, key: [requestKey],
            to: message?["to"]?.text, messageID: message?["message_id"]?.name,
            status: words.statusOrClass, mailbox: message?["from"]?.text,
            at: body["timestamp"]?.instant)
    }

    private mutating func readPostalMail(_ body: JSON) {
        guard let text = body["message"]?.text else { return note(.incomplete) }
        let raw = body["base64"]?.flag == false ? Data(text.utf8) : Data(anyBase64: text)
        add(
            mail: raw.map(Array.init) ?? [],
            key: [requestKey],
            from: body["mail_from"]?.text, to: body["rcpt_to"]?.texts ?? [])
    }
}

import Crypto
import DataFormats
import Foundation
import LeadStages

/// Mandrill: a list of events in one field of a form.
extension WebhookReader {
    mutating func readMandrill() {
        guard let field = FormFields(request)["mandrill_events"], case .list(let events) = JSON(field) else {
            return note(.unreadable)
        }
        for event in events { readMandrill(event) }
    }

    private mutating func readMandrill(_ event: JSON) {
        let message = event["msg"]
        let words = SMTPWords(message?["diag"]?.text)
        var recipient = message?["email"]?.text
        let signal: Signal
        switch event["event"]?.text {
        case "inbound": return readMandrillMail(message)
        case "hard_bounce": signal = words.asPermanent
        case "soft_bounce": signal = words.asTemporary
        case "deferral": signal = .delayed
        case "spam": signal = .complaint
        case "unsub": signal = .unsubscribe
        case "reject":
            let reason = message?["reject", "reason"]?.text ?? message?["reject"]?.text
            guard let found = ProviderSuppression.signal(reason: reason) else { return note(.ownFault) }
            signal = found
        case "send", "delivered", "open", "click": return note(.uninteresting)
        case nil:
            // A change of the lists of allowed and denied addresses.
            guard event["type"]?.text == "blacklist" else {
                return note(event["type"]?.text == "whitelist" ? .uninteresting : .unknownEvent)
            }
            let found = ProviderSuppression.signal(reason: event["reject", "reason"]?.text)
            signal = event["action"]?.text == "remove" ? .resubscribe : found ?? .providerSuppressed
            recipient = event["reject", "email"]?.text
        default: return note(.unknownEvent)
        }
        let id = event["_id"]?.name ?? message?["_id"]?.name
        add(
            signal,
            // `_id` is the message's. A change of a list has none.
            key: id == nil
                ? [event["type"]?.text, event["action"]?.text, recipient, event["ts"]?.name]
                : [id, event["event"]?.text, event["ts"]?.name],
            to: recipient, messageID: id, status: words.statusOrClass,
            mailbox: message?["sender"]?.text, at: event["ts"]?.instant)
    }

    private mutating func readMandrillMail(_ message: JSON?) {
        guard let raw = message?["raw_msg"]?.text else { return note(.incomplete) }
        let bytes = Array(raw.utf8)
        add(
            mail: bytes, key: ["sha256", Hex.encode(SHA256.hash(data: Data(bytes)))],
            from: message?["sender"]?.text, to: message?["email"]?.texts ?? [])
    }
}

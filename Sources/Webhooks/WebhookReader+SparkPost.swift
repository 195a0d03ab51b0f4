import Crypto
import DataFormats
import Foundation
import LeadStages

/// SparkPost: a list of `{"msys": {CLASS: event}}`; all its numbers are texts.
extension WebhookReader {
    mutating func readSparkPost() {
        guard let body = body() else { return }
        guard case .list(let entries) = body else { return note(.unreadable) }
        for entry in entries {
            // One class an entry; sorted, should there be more.
            for (name, event) in (entry["msys"]?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
                name == "relay_message" ? readSparkPostMail(event) : readSparkPost(event)
            }
        }
    }

    private mutating func readSparkPost(_ event: JSON) {
        let words = SMTPWords(event["error_code"]?.name, event["raw_reason"]?.text ?? event["reason"]?.text)
        let signal: Signal
        switch event["type"]?.text {
        // An `out_of_band` bounce comes by mail, after `delivery`.
        case "bounce", "out_of_band":
            guard let found = Self.sparkPostSignal(bounceClass: event["bounce_class"]?.name) else {
                return note(event["bounce_class"]?.name == "100" ? .challenge : .unknownEvent)
            }
            signal = found
        case "delay": signal = .delayed
        case "spam_complaint": signal = .complaint
        case "list_unsubscribe", "link_unsubscribe": signal = .unsubscribe
        case "policy_rejection": signal = .providerSuppressed
        case "generation_rejection":
            let reason = (event["raw_reason"]?.text ?? event["reason"]?.text ?? "").lowercased()
            guard reason.contains("suppressed") else { return note(.ownFault) }
            signal = .providerSuppressed
        case "generation_failure": return note(.ownFault)
        case "injection", "delivery", "open", "click", "initial_open": return note(.uninteresting)
        case let type? where type.hasPrefix("amp_"): return note(.uninteresting)
        default: return note(.unknownEvent)
        }
        add(
            signal,
            key: event["event_id"]?.name.map { [$0] } ?? [
                "event", event["type"]?.text, event["message_id"]?.name, event["rcpt_to"]?.text,
                event["timestamp"]?.name,
            ],
            to: event["raw_rcpt_to"]?.text ?? event["rcpt_to"]?.text, messageID: event["message_id"]?.name,
            status: words.statusOrClass, mailbox: event["friendly_from"]?.text,
            at: event["timestamp"]?.instant)
    }

    private static func sparkPostSignal(bounceClass: String?) -> Signal? {
        switch bounceClass {
        case "10", "30": .hardBounce
        case "20", "21", "22", "23", "24", "40", "70": .softBounce
        // 1: the cause is not known.
        case "1": .softBounce
        case "25", "50", "51", "54": .blocked
        case "52", "53": .contentBlocked  // spam content, a prohibited attachment
        case "60": .autoReply
        case "80": .resubscribe
        case "90": .unsubscribe
        default: nil
        }
    }

    private mutating func readSparkPostMail(_ event: JSON) {
        let content = event["content"]
        let text = content?["email_rfc822"]?.text ?? ""
        let raw = content?["email_rfc822_is_base64"]?.flag == true ? Data(anyBase64: text) : Data(text.utf8)
        let recipient = event["rcpt_to"]?.text
        // No id and no time: what it brings is what it is.
        let hash = SHA256.hash(data: Data((text + "|" + (recipient ?? "")).utf8))
        add(
            mail: raw.map(Array.init) ?? [], key: ["sha256", Hex.encode(hash)], from: event["msg_from"]?.text,
            to: recipient.map { [$0] } ?? [])
    }
}

import Foundation
import LeadStages

/// Mailjet: a list of events, or one of them; inbound mail as an object of parts.
extension WebhookReader {
    mutating func readMailjet() {
        guard let body = body() else { return }
        if case .list(let events) = body {
            for event in events { readMailjet(event) }
        } else if body["event"] != nil {
            readMailjet(body)
        } else if body["Headers"] != nil || body["From"] != nil {
            readMailjetMail(body)
        } else {
            note(.unreadable)
        }
    }

    private mutating func readMailjet(_ event: JSON) {
        let words = SMTPWords(event["comment"]?.text)
        let error = event["error"]?.text?.lowercased() ?? ""
        let signal: Signal
        switch event["event"]?.text {
        case "bounce": signal = Self.mailjetBounce(event, error)
        case "blocked":
            signal = Self.policies[error] ?? ProviderSuppression.signal(reason: error) ?? .providerSuppressed
        case "spam": signal = .complaint
        case "unsub": signal = .unsubscribe
        case "sent", "open", "click": return note(.uninteresting)
        default: return note(.unknownEvent)
        }
        add(
            signal,
            key: [event["MessageID"]?.name, event["event"]?.text, event["email"]?.text, event["time"]?.name],
            to: event["email"]?.text, messageID: event["MessageID"]?.name,
            status: words.statusOrClass, at: event["time"]?.instant)
    }

    private static func mailjetBounce(_ event: JSON, _ error: String) -> Signal {
        if let policy = policies[error] { return policy }
        if event["hard_bounce"]?.flag == true { return .hardBounce }
        return error == "greylisted" ? .delayed : .softBounce
    }

    private static let policies: [String: Signal] = [
        "sender blocked": .blocked, "content blocked": .contentBlocked, "policy issue": .blocked,
        "relay/access denied": .blocked,
    ]

    private mutating func readMailjetMail(_ body: JSON) {
        var mail = MailRebuilding()
        mail.add(members: body["Headers"]?.members ?? [:])
        mail.addMissing("From", body["From"]?.text)
        mail.addMissing("To", body["Recipient"]?.text)
        mail.addMissing("Subject", body["Subject"]?.text)
        mail.text = body["Text-part"]?.text
        mail.html = body["Html-part"]?.text
        // The parts in their order; each names the member that holds its content, and none may be named twice.
        var named: Set<String> = []
        for part in body["Parts"]?.items ?? [] {
            guard let content = part["ContentRef"]?.text, content.hasPrefix("Attachment"),
                named.insert(content).inserted
            else { continue }
            func field(_ name: String) -> String? {
                part["Headers"]?.members.first { $0.key.lowercased() == name }?.value.texts.first
            }
            mail.attachments.append(
                MailRebuilding.Attachment(
                    type: field("content-type"),
                    name: field("content-disposition").flatMap { FormFields.parameter("filename", of: $0) },
                    contentID: field("content-id"),
                    bytes: body[content]?.text.flatMap { Data(anyBase64: $0) }.map(Array.init) ?? []))
        }
        add(
            mail: mail.bytes, key: [requestKey], from: body["Sender"]?.text,
            to: body["Recipient"]?.texts ?? [], isReconstructed: true)
    }
}

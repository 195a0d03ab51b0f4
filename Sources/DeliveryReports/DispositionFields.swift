import MailFormat

/// The body of a `message/disposition-notification` (RFC 8098 §3).
struct DispositionFields {
    /// `displayed`, `deleted`, `dispatched`, `processed`, `denied`, `failed`; lower case.
    private(set) var type: String?
    private(set) var modifiers: [String] = []
    private(set) var isAutomatic = false
    private(set) var recipient: String?
    private(set) var original: String?
    private(set) var messageIDs: [String] = []
    private(set) var failure: String?
    private(set) var reportingUA: String?
    private(set) var evidence: [ReportEvidence] = []

    init(body: [UInt8]) {
        for field in TextFields.groups(in: body[...]).joined() {
            switch field.key {
            case "disposition":
                read(disposition: field.value)
                let end = min(field.offset + max(field.length, 0), body.count)
                let text = String(decoding: body[min(field.offset, end)..<end], as: UTF8.self)
                evidence.append(
                    ReportEvidence(
                        what: "report.disposition", field: "report", start: field.offset,
                        length: end - field.offset, text: text))
            case "final-recipient": recipient = recipient ?? RecipientAddress.read(field.value)
            case "original-recipient": original = original ?? RecipientAddress.read(field.value)
            case "original-message-id": messageIDs += ReturnedMessage.messageIDs(field.value)
            case "failure", "error": failure = failure ?? field.value
            case "reporting-ua": reportingUA = reportingUA ?? field.value
            default: break
            }
        }
        messageIDs = Array(messageIDs.prefix(ReportLimits.maximumMessageIDs))
    }

    /// `mode ";" type ["/" modifier *("," modifier)]` (RFC 8098 §3.2.6).
    private mutating func read(disposition: String) {
        guard type == nil else { return }
        let parts = ASCIIText.lowercased(disposition).split(separator: ";", maxSplits: 1)
        isAutomatic = parts.first?.hasPrefix("automatic-action") ?? false
        let words = (parts.count > 1 ? parts[1] : parts.first ?? "").split(separator: "/", maxSplits: 1)
        type = words.first.map { ASCIIText.trimmed(String($0)) }
        if words.count > 1 {
            modifiers = words[1].split(separator: ",").map { ASCIIText.trimmed(String($0)) }
        }
    }

    /// True of the one disposition that may be a refusal: the mail was deleted by a machine, or handling it failed.
    /// A person who deletes a mail unread makes her program send the same, so the sender has to tell.
    var mayBeRejection: Bool {
        type == "failed" || (type == "deleted" && isAutomatic)
    }

    /// A sieve `reject` that answers with an MDN says so in its own name (RFC 5429 §2.1.1; Dovecot Pigeonhole).
    var isFromDeliveryAgent: Bool {
        let agent = ASCIIText.lowercased(reportingUA ?? "")
        return agent.contains("dovecot") || agent.contains("sieve") || agent.contains("delivery agent")
    }
}

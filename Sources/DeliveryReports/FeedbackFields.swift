import MailFormat

/// The body of a `message/feedback-report` (RFC 5965 §3).
struct FeedbackFields {
    private(set) var type: String?
    private(set) var recipients: [String] = []
    private(set) var messageIDs: [String] = []
    private(set) var reportingMTA: String?
    private(set) var evidence: [ReportEvidence] = []

    init(body: [UInt8]) {
        var seen = AddressSet()
        for field in TextFields.groups(in: body[...]).joined() {
            switch field.key {
            case "feedback-type":
                type = type ?? ASCIIText.lowercased(field.value)
                let end = min(field.offset + max(field.length, 0), body.count)
                let text = String(decoding: body[min(field.offset, end)..<end], as: UTF8.self)
                evidence.append(
                    ReportEvidence(
                        what: "report.feedback", field: "report", start: field.offset,
                        length: end - field.offset, text: text))
            case "original-rcpt-to", "original-recipient", "removal-recipient":
                guard recipients.count < ReportLimits.maximumRecipients,
                    let address = RecipientAddress.read(field.value), RecipientAddress.isAddress(address),
                    !FeedbackFields.isRedacted(address),
                    seen.insert(RecipientAddress.key(address))
                else { continue }
                recipients.append(address)
            case "original-message-id", "message-id":
                messageIDs += ReturnedMessage.messageIDs(field.value)
            case "reporting-mta": reportingMTA = reportingMTA ?? TypedValue(field.value).value
            default: break
            }
        }
        messageIDs = Array(messageIDs.prefix(ReportLimits.maximumMessageIDs))
    }

    /// Redaction keeps the form of an address and hides the local part (RFC 6590): `redacted@`, `x@`, `[redacted]`.
    static func isRedacted(_ address: String) -> Bool {
        let local = ASCIIText.lowercased(String(address.prefix { $0 != "@" }))
        return local.contains("redacted") || local.contains("undisclosed")
            || local.allSatisfy { $0 == "x" || $0 == "*" }
    }
}

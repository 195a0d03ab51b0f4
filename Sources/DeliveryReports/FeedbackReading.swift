import MailFormat

/// A feedback report (RFC 5965): as a rule, somebody pressed "this is spam".
enum FeedbackReading {
    /// A complaint without a feedback-report part, as Microsoft's programme for senders (JMRP) sends it: the message
    /// complained about, under a subject of its own.
    static func unmarkedReport(_ message: Message) -> DeliveryReport? {
        guard let sender = message.from.first, let subject = message.subject,
            ASCIIText.lowercased(ASCIIText.trimmed(subject)).hasPrefix("complaint about message from "),
            ASCIIText.lowercased(sender.address).hasPrefix("staff@"),
            let returned = ReturnedMessage(in: message), let part = returned.part
        else { return nil }
        let original = message.fields("X-HmXmrOriginalRecipient", of: part + 1).first.map(message.unfolded)
        let addresses = original.flatMap(RecipientAddress.read).map { [$0] } ?? returned.recipients
        return DeliveryReport(
            kind: .feedback,
            recipients: addresses.map {
                ReportedRecipient(address: $0, action: .delivered, reason: .feedback)
            },
            feedbackType: "abuse",
            originalMessageIDs: ReportReader.ids(returned: returned, further: [], of: message),
            returnedPart: part, returnedRecipients: returned.recipients, returnedSenders: returned.senders,
            returnedSubject: returned.subject, isMachineReadable: false,
            evidence: [
                ReportEvidence(
                    what: "report.complaint-subject", field: "header:Subject", length: subject.utf8.count,
                    text: subject)
            ])
    }

    static func report(_ message: Message, part: Int) -> DeliveryReport {
        let fields = FeedbackFields(body: message.body(of: part))
        let returned = ReturnedMessage(in: message)
        var addresses = fields.recipients
        if addresses.isEmpty {
            // Many providers redact the field and forget the header of the returned message.
            addresses = (returned?.recipients ?? []).filter { !FeedbackFields.isRedacted($0) }
        }
        var seen: Set<String> = []
        let recipients = addresses.filter { seen.insert(RecipientAddress.key($0)).inserted }
            .map {
                ReportedRecipient(
                    address: $0, action: .delivered, reportingMTA: fields.reportingMTA, reason: .feedback)
            }
        var evidence = fields.evidence
        if evidence.isEmpty { evidence.append(ReportEvidence(what: "report.feedback", field: "report")) }
        return DeliveryReport(
            kind: .feedback, recipients: recipients, reportingMTA: fields.reportingMTA,
            // RFC 5965 §3.1 requires the field; what has none is treated as what nearly all reports are.
            feedbackType: fields.type ?? "abuse",
            originalMessageIDs: ReportReader.ids(returned: returned, further: fields.messageIDs, of: message),
            returnedPart: returned?.part, returnedRecipients: returned?.recipients ?? [],
            returnedSenders: returned?.senders ?? [], returnedSubject: returned?.subject,
            explanation: ExplanationText(message).explanation, evidence: evidence)
    }
}

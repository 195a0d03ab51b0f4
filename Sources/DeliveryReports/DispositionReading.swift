import MailFormat

/// A message disposition notification (RFC 8098): a read receipt, or the refusal of a sieve script.
enum DispositionReading {
    static func report(_ message: Message, part: Int, signs: ReportSigns) -> DeliveryReport {
        let fields = DispositionFields(body: message.body(of: part, first: ReportLimits.maximumFieldBytes))
        let returned = ReturnedMessage(in: message)
        let text = ExplanationText(message)
        let isRejection =
            fields.mayBeRejection
            && (fields.isFromDeliveryAgent || signs.isFromMailSystem || says("rejected", message, signs))
        var evidence = fields.evidence
        if evidence.isEmpty { evidence.append(ReportEvidence(what: "report.disposition", field: "report")) }
        if isRejection { evidence.append(ReportEvidence(what: "report.rejection", field: "report")) }
        var recipients: [ReportedRecipient] = []
        if isRejection, let address = fields.recipient ?? fields.original ?? returned?.recipients.first {
            let words = fields.failure ?? ASCIIText.collapsed(text.explanation.utf8)
            let codes = ReplyCodes(words)
            recipients.append(
                ReportedRecipient(
                    address: address, original: fields.original == address ? nil : fields.original,
                    action: .failed, status: codes.status, statusText: codes.status?.description,
                    smtpReply: codes.smtpReply, diagnostic: words.isEmpty ? nil : words,
                    reason: StatusReasons.reason(
                        status: codes.status, smtpReply: codes.smtpReply, action: .failed)))
        }
        return DeliveryReport(
            kind: isRejection ? .failure : .disposition, recipients: recipients,
            dispositionType: fields.type,
            originalMessageIDs: ReportReader.ids(returned: returned, further: fields.messageIDs, of: message),
            returnedMessageIDs: returned?.messageIDs ?? [],
            returnedPart: returned?.part, returnedRecipients: returned?.recipients ?? [],
            returnedSenders: returned?.senders ?? [], returnedSubject: returned?.subject,
            explanation: text.explanation, evidence: evidence)
    }

    /// `Auto-Submitted: auto-replied (rejected)`, `Subject: Rejected: …` (Dovecot).
    private static func says(_ word: String, _ message: Message, _ signs: ReportSigns) -> Bool {
        let automatic = message.field(.autoSubmitted).map(message.unfolded) ?? ""
        return ASCIIText.lowercased(automatic).contains(word)
            || ASCIIText.hasPrefix(signs.subject, word)
    }
}

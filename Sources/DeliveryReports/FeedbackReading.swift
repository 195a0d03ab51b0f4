import MailFormat

/// A feedback report (RFC 5965): as a rule, somebody pressed "this is spam".
enum FeedbackReading {
    /// A complaint without a feedback-report part: Microsoft's programme for senders (JMRP) and many providers send the
    /// message complained about under a text and a subject of their own.
    static func unmarkedReport(_ message: Message, signs: ReportSigns) -> DeliveryReport? {
        guard let sender = signs.senders.first, isComplaintDesk(sender.address), !signs.looksAnswered,
            complaintWords.stands(in: signs.subject.utf8.span.extracting(first: 512))
        else { return nil }
        let text = ExplanationText(message)
        guard let returned = ReturnedMessage(in: message) ?? text.returned else { return nil }
        let addresses = returned.deliveredTo.map { [$0] } ?? returned.recipients
        return DeliveryReport(
            kind: .feedback,
            recipients: addresses.filter { !FeedbackFields.isRedacted($0) }.map {
                ReportedRecipient(address: $0, action: .delivered, reason: .feedback)
            },
            feedbackType: "abuse",
            originalMessageIDs: ReportReader.ids(returned: returned, further: [], of: message),
            returnedMessageIDs: returned.messageIDs, returnedPart: returned.part,
            returnedRecipients: returned.recipients, returnedSenders: returned.senders,
            returnedSubject: returned.subject, explanation: text.explanation, isMachineReadable: false,
            evidence: [
                ReportEvidence(
                    what: "report.complaint-subject", field: "header:Subject",
                    length: signs.subject.utf8.count, text: signs.subject)
            ])
    }

    private static func isComplaintDesk(_ address: String) -> Bool {
        let letters = ReportSigns.localLetters(address)
        return desks.contains(letters.span) || deskParts.stands(in: letters)
    }

    private static let desks = WordTable(["staff", "fbl"])

    private static let deskParts = PhraseSet<Bool>([
        "abuse", "feedback", "complaint", "spamreport", "antispam",
    ])

    /// In the subject, beside a sender who deals with nothing else.
    private static let complaintWords = PhraseSet<Bool>([
        "complaint", "spam", "abuse", "junk", "feedback loop", "beschwerde", "plainte", "signalement",
        "indésirable", "queja", "denuncia", "reclama", "denúncia", "segnalazione", "klacht", "klagomål",
        "klage",
        "valitus", "skarga", "zgłoszenie", "stížnost", "panasz", "reclamaț", "алоба", "пам", "скарг",
        "şikayet",
        "شكوى", "תלונה", "苦情", "迷惑", "投诉", "投訴", "垃圾", "스팸", "신고", "khiếu nại", "keluhan",
    ])

    static func report(_ message: Message, part: Int) -> DeliveryReport {
        let fields = FeedbackFields(body: message.body(of: part, first: ReportLimits.maximumFieldBytes))
        let returned = ReturnedMessage(in: message)
        var addresses = fields.recipients
        if addresses.isEmpty {
            // Many providers redact the field and forget the header of the returned message.
            addresses = (returned?.recipients ?? []).filter { !FeedbackFields.isRedacted($0) }
        }
        var seen = AddressSet()
        let recipients = addresses.filter { seen.insert(RecipientAddress.key($0)) }
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
            returnedMessageIDs: returned?.messageIDs ?? [],
            returnedPart: returned?.part, returnedRecipients: returned?.recipients ?? [],
            returnedSenders: returned?.senders ?? [], returnedSubject: returned?.subject,
            explanation: ExplanationText(message).explanation, evidence: evidence)
    }
}

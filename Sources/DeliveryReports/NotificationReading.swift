import MailFormat

/// A notification of Amazon SES that Amazon SNS sends by mail: JSON as the text, as it is or wrapped once more
/// (`email-json`). Source: "Amazon SNS notification contents for Amazon SES", fields `notificationType` or `eventType`,
/// `bounce`, `complaint`, `delivery`, `mail`.
enum NotificationReading {
    static func report(_ message: Message, from: [Mailbox]) -> DeliveryReport? {
        guard from.contains(where: isAmazon), let part = message.firstTextPart else { return nil }
        let bytes = Array(
            message.text(of: part, first: ReportLimits.maximumTextBytes).utf8.prefix(
                4 * ReportLimits.maximumExplanationBytes))
        guard var json = JSONValue.firstObject(in: bytes[...]) else { return nil }
        if let inner = json["Message"]?.text,
            let unwrapped = JSONValue.firstObject(in: Array(inner.utf8)[...])
        {
            json = unwrapped
        }
        guard let type = (json["notificationType"] ?? json["eventType"])?.text else { return nil }
        let evidence = ReportEvidence(what: "report.ses-notification", field: "body", text: type)
        switch type {
        case "Bounce": return bounce(json, message, evidence)
        case "Complaint": return complaint(json, message, evidence)
        case "Delivery", "DeliveryDelay":
            return delivery(json, message, evidence, isDelay: type != "Delivery")
        default: return nil
        }
    }

    private static func isAmazon(_ mailbox: Mailbox) -> Bool {
        ASCIIText.hasSuffix(mailbox.address, "amazonaws.com")
            || ASCIIText.hasSuffix(mailbox.address, "amazonses.com")
    }

    private static func bounce(_ json: JSONValue, _ message: Message, _ evidence: ReportEvidence)
        -> DeliveryReport?
    {
        guard let bounce = json["bounce"] else { return nil }
        let reporting = bounce["reportingMTA"]?.text.map { TypedValue($0).value }
        let general = [bounce["bounceType"]?.text, bounce["bounceSubType"]?.text].compactMap { $0 }
            .joined(separator: ": ")
        let recipients = (bounce["bouncedRecipients"]?.items ?? []).compactMap { item in
            recipient(item, action: action(item), reporting: reporting, general: general)
        }
        return report(
            StatusReading.kind(recipients), recipients, json, message, evidence, reportingMTA: reporting)
    }

    /// SES reports mail as bounced that is only late, where the server it asked said so.
    private static func action(_ item: JSONValue) -> ReportedRecipient.Action {
        item["action"]?.text.map(ASCIIText.lowercased) == "delayed" ? .delayed : .failed
    }

    private static func complaint(
        _ json: JSONValue, _ message: Message, _ evidence: ReportEvidence
    ) -> DeliveryReport? {
        guard let complaint = json["complaint"] else { return nil }
        let recipients = (complaint["complainedRecipients"]?.items ?? []).compactMap { item in
            recipient(item, action: .delivered, reporting: nil, general: "", reason: .feedback)
        }
        return report(
            .feedback, recipients, json, message, evidence,
            feedbackType: complaint["complaintFeedbackType"]?.text.map(ASCIIText.lowercased) ?? "abuse")
    }

    private static func delivery(
        _ json: JSONValue, _ message: Message, _ evidence: ReportEvidence, isDelay: Bool
    ) -> DeliveryReport? {
        let items =
            isDelay
            ? json["deliveryDelay"]?["delayedRecipients"]?.items ?? []
            : json["delivery"]?["recipients"]?.items ?? []
        let recipients = items.compactMap { item in
            recipient(item, action: isDelay ? .delayed : .delivered, reporting: nil, general: "")
        }
        return report(isDelay ? .delay : .success, recipients, json, message, evidence)
    }

    private static func recipient(
        _ item: JSONValue, action: ReportedRecipient.Action, reporting: String?, general: String,
        reason: Reason? = nil
    ) -> ReportedRecipient? {
        guard let address = (item["emailAddress"]?.text ?? item.text).flatMap(RecipientAddress.read),
            RecipientAddress.isAddress(address)
        else { return nil }
        let diagnostic = item["diagnosticCode"]?.text.map { TypedValue($0).value }
        let codes = ReplyCodes(diagnostic ?? "")
        let status = item["status"]?.text.flatMap { EnhancedStatusCode($0) }
        return ReportedRecipient(
            address: address, action: action, status: codes.status ?? status,
            statusText: status?.description ?? codes.status?.description, smtpReply: codes.smtpReply,
            diagnostic: diagnostic ?? (general.isEmpty ? nil : general), diagnosticType: nil,
            reportingMTA: reporting,
            reason: reason
                ?? StatusReasons.reason(
                    status: codes.status ?? status, smtpReply: codes.smtpReply, action: action))
    }

    private static func report(
        _ kind: DeliveryReport.Kind, _ recipients: [ReportedRecipient], _ json: JSONValue, _ message: Message,
        _ evidence: ReportEvidence, reportingMTA: String? = nil, feedbackType: String? = nil
    ) -> DeliveryReport {
        let mail = json["mail"]
        // The header we wrote, where SES was told to include it; SES puts a Message-ID of its own over it.
        let header = mail?["headers"]?.items.first {
            $0["name"]?.text.map(ASCIIText.lowercased) == "message-id"
        }
        let ids = [header?["value"]?.text, mail?["commonHeaders"]?["messageId"]?.text].compactMap { $0 }
            .flatMap(ReturnedMessage.messageIDs)
        let senders = [mail?["source"]?.text].compactMap { $0 }.flatMap { Mailbox.parseList($0) }.map(
            \.address)
        return DeliveryReport(
            kind: kind, recipients: recipients, reportingMTA: reportingMTA, feedbackType: feedbackType,
            originalMessageIDs: ReportReader.ids(returned: nil, further: ids, of: message),
            returnedMessageIDs: ids,
            returnedRecipients: (mail?["destination"]?.items ?? []).compactMap(\.text),
            returnedSenders: senders, returnedSubject: mail?["commonHeaders"]?["subject"]?.text,
            evidence: [evidence])
    }
}

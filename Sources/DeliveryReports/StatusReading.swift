import MailFormat

/// A delivery status notification (RFC 3464): its fields, filled up from its words where they say more.
enum StatusReading {
    static func report(_ message: Message, part: Int, signs: ReportSigns) -> DeliveryReport? {
        let fields = StatusFields(
            body: message.body(of: part, first: ReportLimits.maximumFieldBytes), part: part)
        let text = ExplanationText(message)
        let returned = ReturnedMessage(in: message) ?? text.returned
        guard !fields.recipients.isEmpty else { return nil }
        let parties = ReportParties(message, signs: signs)
        let blocks = AddressBlocks(
            text, ownDomains: parties.ownDomains, knownIDs: (returned?.messageIDs ?? []) + message.inReplyTo)
        let filled = RecipientFilling(
            blocks: blocks, text: text, returned: returned?.recipients ?? [], signs: signs, parties: parties)
        let recipients = filled.fill(fields.recipients, reportingMTA: fields.reportingMTA)
        return DeliveryReport(
            kind: kind(recipients), recipients: recipients, reportingMTA: fields.reportingMTA,
            originalMessageIDs: ReportReader.ids(
                returned: returned,
                further: (fields.originalMessageID.map(ReturnedMessage.messageIDs) ?? []) + blocks.messageIDs,
                of: message), returnedMessageIDs: returned?.messageIDs ?? [],
            returnedPart: returned?.part, returnedRecipients: returned?.recipients ?? [],
            returnedSenders: returned?.senders ?? [], returnedSubject: returned?.subject,
            explanation: text.explanation, evidence: fields.evidence + signs.evidence, defects: fields.defects
        )
    }

    /// One failure makes the report a failure, whatever became of the others.
    static func kind(_ recipients: [ReportedRecipient]) -> DeliveryReport.Kind {
        if recipients.contains(where: { $0.action == .failed }) || recipients.isEmpty { return .failure }
        if recipients.contains(where: { $0.action == .delayed }) { return .delay }
        return .success
    }
}

/// Completes recipients from fields with what the words say about the same address.
struct RecipientFilling {
    private let words: [String: AddressBlocks.Block]
    private let only: AddressBlocks.Block?
    private let fallbacks: [String]
    private let text: ExplanationText

    init(
        blocks: AddressBlocks, text: ExplanationText, returned: [String], signs: ReportSigns,
        parties: ReportParties
    ) {
        let keys = AddressSet(returned.map(RecipientAddress.key))
        let found = blocks.blocks(
            excluding: parties.daemons.union(parties.own.subtracting(keys)), returned: keys)
        words = Dictionary(
            found.map { (RecipientAddress.key($0.address), $0) }, uniquingKeysWith: { first, _ in first })
        only = found.count == 1 ? found[0] : nil
        fallbacks = signs.failedRecipients + found.map(\.address) + returned
        self.text = text
    }

    func fill(_ recipients: [ReportedRecipient], reportingMTA: String?) -> [ReportedRecipient] {
        var seen = AddressSet()
        var out: [ReportedRecipient] = []
        for recipient in recipients {
            var address = recipient.address
            if !RecipientAddress.isAddress(address) {
                // A local name, or none: what else the report says decides, if it is one address.
                guard let other = self.address(for: address, alone: recipients.count == 1) else { continue }
                address = other
            }
            guard seen.insert(RecipientAddress.key(address)) else { continue }
            out.append(completed(recipient, address: address, alone: recipients.count == 1, reportingMTA))
        }
        return out
    }

    private func address(for local: String, alone: Bool) -> String? {
        let key = RecipientAddress.key(local)
        if let match = fallbacks.first(where: { RecipientAddress.key($0).hasPrefix(key + "@") }), !key.isEmpty
        {
            return match
        }
        if alone, let first = fallbacks.first { return first }
        return local.isEmpty || local.contains(" ") ? nil : local
    }

    private func completed(
        _ recipient: ReportedRecipient, address: String, alone: Bool, _ reportingMTA: String?
    ) -> ReportedRecipient {
        let block = words[RecipientAddress.key(address)] ?? (alone ? only : nil)
        var status = recipient.status
        var reply = recipient.smtpReply
        let words = block.flatMap { $0.words.isEmpty || $0.words == recipient.diagnostic ? nil : $0.words }
        let diagnostic = recipient.diagnostic ?? block.flatMap { $0.words.isEmpty ? nil : $0.words }
        if recipient.action == .failed || recipient.action == .delayed, status?.saysClassOnly ?? true {
            var codes = ReplyCodes(block?.words ?? "")
            if alone, codes.status == nil, codes.smtpReply == nil { codes = ReplyCodes(text.explanation) }
            status = codes.status ?? status
            reply = reply ?? codes.smtpReply
        }
        return ReportedRecipient(
            address: address,
            original: (recipient.original ?? block?.original).flatMap {
                RecipientAddress.key($0) == RecipientAddress.key(address) ? nil : $0
            },
            action: recipient.action, status: status, statusText: recipient.statusText ?? status?.description,
            smtpReply: reply, diagnostic: diagnostic, diagnosticType: recipient.diagnosticType,
            remoteMTA: recipient.remoteMTA, reportingMTA: recipient.reportingMTA ?? reportingMTA,
            words: words,
            step: DialogueStep(in: words ?? diagnostic ?? "")
                ?? (alone ? DialogueStep(in: text.explanation) : nil),
            // What the server said beats what the reporting MTA made of it.
            reason: StatusReasons.reason(
                status: ReplyCodes(diagnostic ?? "").status ?? status, smtpReply: reply,
                action: recipient.action))
    }
}

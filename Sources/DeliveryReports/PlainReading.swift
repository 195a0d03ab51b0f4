import MailFormat

/// A report in words alone, as qmail, Exim, Sendmail and many gateways write it.
enum PlainReading {
    /// `holdsMessage`: a gateway under a name of its own that returns our message as a part is told by that alone. One
    /// that returns it as text is told by its subject, and a system that answers our mail as a person does by its name.
    static func report(_ message: Message, signs: ReportSigns, holdsMessage: Bool) -> DeliveryReport? {
        guard
            signs.isAutomatic || signs.isFromDaemon
                || message.field(.inReplyTo) == nil && (holdsMessage || signs.subjectTellsFailure),
            !signs.isBulk
        else { return nil }
        let text = ExplanationText(message)
        if let report = bareFields(message, text: text, signs: signs) { return report }
        let returned = ReturnedMessage(in: message) ?? text.returned
        guard PlainClues.mayMakeReport(signs, text: text, returned: returned) else { return nil }
        let returnedKeys = AddressSet((returned?.recipients ?? []).map(RecipientAddress.key))
        let parties = ReportParties(message, signs: signs)
        let blocks = AddressBlocks(
            text, ownDomains: parties.ownDomains, knownIDs: (returned?.messageIDs ?? []) + message.inReplyTo)
        let others = excluded(parties, returned: returned).subtracting(returnedKeys)
        let found = blocks.blocks(excluding: others, returned: returnedKeys)
        let codes = ReplyCodes(text.explanation)
        let clues = PlainClues(
            hasBlocks: !found.isEmpty, hasSureBlock: blocks.hasSureBlock(excluding: others),
            hasCodes: codes.smtpReply != nil || codes.status != nil, returned: returned,
            namesMessage: !blocks.messageIDs.isEmpty)
        guard clues.makeReport(signs, parties, message, text: text) else { return nil }

        let action = action(subject: signs.subject, text: text, codes: codes)
        let recipients = recipients(
            found: found, returned: returned, signs: signs, text: text, codes: codes, action: action)
        var evidence = signs.evidence
        if !found.isEmpty, let part = text.part {
            evidence += found.prefix(8).map { Self.evidence(of: $0, in: text, part: part) }
        }
        if returned != nil {
            evidence.append(ReportEvidence(what: "structure.returned-message", field: "structure"))
        }
        if evidence.isEmpty {
            evidence.append(ReportEvidence(what: "structure.report-text", field: "structure"))
        }
        return DeliveryReport(
            kind: action == .failed ? .failure : action == .delayed ? .delay : .success,
            recipients: recipients,
            originalMessageIDs: ReportReader.ids(
                returned: returned, further: blocks.messageIDs, of: message),
            returnedMessageIDs: returned?.messageIDs ?? [],
            returnedPart: returned?.part, returnedRecipients: returned?.recipients ?? [],
            returnedSenders: returned?.senders ?? [], returnedSubject: returned?.subject,
            explanation: text.explanation, isMachineReadable: !signs.failedRecipients.isEmpty,
            evidence: evidence)
    }

    private static func action(
        subject: String, text: ExplanationText, codes: ReplyCodes
    ) -> ReportedRecipient.Action {
        if codes.status?.class == .permanentFailure { return .failed }
        if DelayWords.sayDelay(subject: subject, text: text.explanation) { return .delayed }
        guard codes.smtpReply == nil, codes.status == nil else { return .failed }
        return SuccessWords.action(subject: subject, text: text.explanation) ?? .failed
    }

    /// DSN fields that stand in the text itself, because a gateway flattened the report.
    private static func bareFields(
        _ message: Message, text: ExplanationText, signs: ReportSigns
    ) -> DeliveryReport? {
        guard signs.isAutomatic, let part = text.part,
            ReportParts.recipientFields.stands(in: text.explanation.utf8.span)
        else { return nil }
        let fields = StatusFields(body: Array(text.explanation.utf8), part: part)
        let stated = fields.recipients.filter {
            RecipientAddress.isAddress($0.address) && $0.statusText != nil
        }
        guard !stated.isEmpty else { return nil }
        let returned = ReturnedMessage(in: message) ?? text.returned
        return DeliveryReport(
            kind: StatusReading.kind(stated), recipients: stated, reportingMTA: fields.reportingMTA,
            originalMessageIDs: ReportReader.ids(returned: returned, further: [], of: message),
            returnedMessageIDs: returned?.messageIDs ?? [],
            returnedPart: returned?.part, returnedRecipients: returned?.recipients ?? [],
            returnedSenders: returned?.senders ?? [], returnedSubject: returned?.subject,
            explanation: text.explanation, evidence: fields.evidence + signs.evidence, defects: fields.defects
        )
    }

    private static func excluded(_ parties: ReportParties, returned: ReturnedMessage?) -> AddressSet {
        parties.daemons.union(parties.own).union(
            AddressSet((returned?.senders ?? []).map(RecipientAddress.key)))
    }

    private static func recipients(
        found: [AddressBlocks.Block], returned: ReturnedMessage?, signs: ReportSigns, text: ExplanationText,
        codes: ReplyCodes, action: ReportedRecipient.Action
    ) -> [ReportedRecipient] {
        var addresses = signs.failedRecipients
        if addresses.isEmpty { addresses = found.map(\.address) }
        if addresses.isEmpty, let returned,
            AddressSet(returned.recipients.map(RecipientAddress.key)).keys.count == 1
        {
            addresses = Array(returned.recipients.prefix(1))
        }
        let blocks = Dictionary(
            found.map { (RecipientAddress.key($0.address), $0) }, uniquingKeysWith: { first, _ in first })
        let alone = addresses.count == 1
        return addresses.map { address in
            let block = blocks[RecipientAddress.key(address)] ?? (alone && found.count == 1 ? found[0] : nil)
            var words = block?.words ?? ""
            var own = ReplyCodes(words)
            if alone, own.smtpReply == nil, own.status == nil {
                own = codes
                if words.isEmpty {
                    words = ASCIIText.collapsed(
                        text.explanation.utf8.prefix(ReportLimits.maximumDiagnosticBytes))
                }
            }
            return ReportedRecipient(
                address: address, original: block?.original, action: action, status: own.status,
                statusText: own.status?.description, smtpReply: own.smtpReply,
                diagnostic: words.isEmpty ? nil : words,
                step: DialogueStep(in: words) ?? (alone ? DialogueStep(in: text.explanation) : nil),
                reason: StatusReasons.reason(status: own.status, smtpReply: own.smtpReply, action: action))
        }
    }

    private static func evidence(
        of block: AddressBlocks.Block, in text: ExplanationText, part: Int
    ) -> ReportEvidence {
        let line = text.lines[block.line]
        return ReportEvidence(
            what: "structure.address-block", field: "structure", start: line.lowerBound, length: line.count,
            text: String(decoding: text.bytes[line], as: UTF8.self))
    }
}

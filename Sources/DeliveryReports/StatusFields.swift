import MailFormat

/// The recipients of a `message/delivery-status` body (RFC 3464 §2) and what it says of the whole message.
///
/// Lenient: fields of one recipient may stand in two groups, several recipients in one, and the fields of the message
/// in any group; names may have white space before the colon. All of it is seen in practice.
struct StatusFields {
    private(set) var reportingMTA: String?
    private(set) var originalEnvelopeID: String?
    private(set) var originalMessageID: String?
    private(set) var recipients: [ReportedRecipient] = []
    private(set) var defects: [ReportDefect] = []
    private(set) var evidence: [ReportEvidence] = []

    /// Fields of one recipient as they are gathered.
    private struct Gathered {
        var final: String?
        var original: String?
        var action: String?
        var status: String?
        var diagnostic: String?
        var remoteMTA: String?
        var willRetry = false
        var isEmpty: Bool {
            final == nil && original == nil && action == nil && status == nil && diagnostic == nil
        }
        var hasAddress: Bool { final != nil || original != nil }
    }

    private let part: Int
    private var gathered = Gathered()

    init(body: [UInt8], part: Int) {
        self.part = part
        for group in TextFields.groups(in: body[...]) {
            if gathered.hasAddress, group.contains(where: { StatusFields.isRecipientField($0) }) { finish() }
            for field in group { read(field, in: body) }
        }
        finish()
    }

    private static func isRecipientField(_ field: TextField) -> Bool {
        field.key == "final-recipient" || field.key == "original-recipient"
    }

    private mutating func read(_ field: TextField, in body: [UInt8]) {
        let value = field.value
        switch field.key {
        case "reporting-mta": reportingMTA = reportingMTA ?? TypedValue(value).value
        case "original-envelope-id": originalEnvelopeID = originalEnvelopeID ?? value
        case "x-original-message-id", "original-message-id":
            originalMessageID = originalMessageID ?? value
        case "final-recipient":
            if gathered.final != nil { finish() }
            gathered.final = value
            note("report.dsn", field, body)
        case "original-recipient":
            if gathered.original != nil { finish() }
            gathered.original = value
        case "action":
            if gathered.action != nil, gathered.hasAddress { finish() }
            gathered.action = value
            note("report.dsn", field, body)
        case "status":
            gathered.status = gathered.status ?? value
            note("report.dsn", field, body)
        case "diagnostic-code": gathered.diagnostic = gathered.diagnostic ?? value
        case "remote-mta": gathered.remoteMTA = gathered.remoteMTA ?? TypedValue(value).value
        case "will-retry-until": gathered.willRetry = true
        default: break
        }
    }

    private mutating func note(_ what: String, _ field: TextField, _ body: [UInt8]) {
        guard evidence.count < 12 else { return }
        let end = min(field.offset + max(field.length, 0), body.count)
        let text = String(decoding: body[min(field.offset, end)..<end], as: UTF8.self)
        evidence.append(
            ReportEvidence(
                what: what, field: "report", start: field.offset, length: end - field.offset, text: text))
    }

    private mutating func defect(_ kind: ReportDefect.Kind) {
        guard defects.count < 20 else { return }
        defects.append(ReportDefect(kind: kind, part: part))
    }

    private mutating func finish() {
        defer { gathered = Gathered() }
        guard !gathered.isEmpty else { return }
        guard recipients.count < ReportLimits.maximumRecipients else { return defect(.tooManyRecipients) }
        let final = gathered.final.flatMap(RecipientAddress.read)
        let original = gathered.original.flatMap(RecipientAddress.read)
        if final == nil && original == nil { defect(.missingRecipient) }
        let hasAt = final.map(RecipientAddress.isAddress) ?? false
        if final != nil, !hasAt { defect(.addressWithoutAt) }
        // Lenient: Domino and Exchange give a local name as final recipient; the original then has the address.
        let address =
            hasAt
            ? final : (original.flatMap { RecipientAddress.isAddress($0) ? $0 : nil } ?? final ?? original)
        let diagnostic = gathered.diagnostic.map(TypedValue.init)
        let words = diagnostic?.value ?? ""
        let codes = ReplyCodes(words)
        let status = status(codes: codes)
        let action = action(status: status.code)
        recipients.append(
            ReportedRecipient(
                address: address ?? "", original: original == address ? nil : original, action: action,
                status: status.code, statusText: status.text, smtpReply: status.reply ?? codes.smtpReply,
                diagnostic: words.isEmpty ? nil : words, diagnosticType: diagnostic?.type,
                remoteMTA: gathered.remoteMTA, reportingMTA: reportingMTA,
                reason: StatusReasons.reason(
                    status: codes.status ?? status.code, smtpReply: status.reply ?? codes.smtpReply,
                    action: action)))
    }

    private mutating func status(codes: ReplyCodes) -> (
        code: EnhancedStatusCode?, text: String?, reply: String?
    ) {
        guard let given = gathered.status else {
            defect(.missingStatus)
            return (codes.status, codes.status?.description, nil)
        }
        guard let code = EnhancedStatusCode(given) else {
            defect(.badStatus)
            // Lenient: `Status: 550` and `Status: 550 5.1.1`.
            let inside = ReplyCodes(given)
            let code = inside.status ?? codes.status
            return (code, code?.description, inside.smtpReply)
        }
        // A class without detail says less than the words of the server (RFC 3463 §3.2).
        if code.saysClassOnly, let better = codes.status ?? ReplyCodes(given.dropFirst(5)).status {
            return (better, code.description, nil)
        }
        return (code, code.description, nil)
    }

    private mutating func action(status: EnhancedStatusCode?) -> ReportedRecipient.Action {
        guard let given = gathered.action else {
            defect(.missingAction)
            return StatusFields.action(status: status, willRetry: gathered.willRetry)
        }
        let word = ASCIIText.lowercased(given).utf8.prefix { ASCII.isLetter($0) || $0 == ASCII.hyphen }
        if let action = StatusFields.actions[String(Substring(word))] { return action }
        defect(.unknownAction)
        return StatusFields.action(status: status, willRetry: gathered.willRetry)
    }

    private static func action(status: EnhancedStatusCode?, willRetry: Bool) -> ReportedRecipient.Action {
        switch status?.class {
        case .success: .delivered
        case .persistentTransientFailure: willRetry ? .delayed : .failed
        case .permanentFailure, nil: .failed
        }
    }

    /// RFC 3464 §2.3.3. Lenient: `failure`, `error`, `expired` and relatives are written by several gateways.
    private static let actions: [String: ReportedRecipient.Action] = [
        "failed": .failed, "failure": .failed, "fail": .failed, "error": .failed, "expired": .failed,
        "undeliverable": .failed, "bounced": .failed, "rejected": .failed,
        "delayed": .delayed, "delay": .delayed, "deferred": .delayed, "transient-failure": .delayed,
        "delivered": .delivered, "deliverable": .delivered, "success": .delivered,
        "relayed": .relayed, "expanded": .expanded,
    ]
}

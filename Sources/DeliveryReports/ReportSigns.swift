import MailFormat

/// What shows, without a word of the text, that a machine that carries mail wrote this message.
///
/// Nearly all mail is no report: what is asked of a report alone is read when somebody asks.
struct ReportSigns {
    let hasNullReturnPath: Bool
    let isFromDaemon: Bool
    let isAutoSubmitted: Bool
    let isReport: Bool
    let failedRecipients: [String]
    let from: [Mailbox]
    /// From and Sender.
    let senders: [Mailbox]
    private let message: Message
    private let knownSubject: String?

    /// `subject`: decoded, where it is at hand.
    init(_ message: Message, from: [Mailbox], subject: String?) {
        self.message = message
        self.from = from
        knownSubject = subject
        senders = from + message.sender
        isReport = message.parts[0].mediaType.is("multipart", "report")
        let returnPath = message.returnPath
        // Lenient: some systems write `<MAILER-DAEMON>` or `<double-bounce@host>` for the empty path.
        hasNullReturnPath = returnPath.map { $0.isEmpty || ReportSigns.isNobody($0) } ?? false
        isAutoSubmitted =
            message.field(.autoSubmitted).map { !ReportSigns.isNo(message.unfolded($0)) } ?? false
        failedRecipients = ReportSigns.failedRecipients(message)
        // `From: <>`: nobody's, so no person's.
        let isFromNobody =
            hasNullReturnPath && message.field(.from) != nil && senders.allSatisfy { $0.address.isEmpty }
        isFromDaemon =
            isFromNobody || senders.contains { ReportSigns.isDaemon($0.address) }
            || senders.contains(where: ReportSigns.hasDaemonName) && ReportSigns.trustsName(returnPath ?? "")
    }

    /// `Auto-Submitted: no` (RFC 3834 §5.1).
    private static func isNo(_ value: String) -> Bool { ASCIIText.hasPrefix(value, "no") }

    /// The signs that hold, as evidence.
    var evidence: [ReportEvidence] {
        var evidence: [ReportEvidence] = []
        func note(_ what: String, _ field: String, _ text: String) {
            evidence.append(ReportEvidence(what: what, field: field, length: text.utf8.count, text: text))
        }
        if isReport {
            note("structure.report-type", "header:Content-Type", message.parts[0].mediaType.essence)
        }
        if hasNullReturnPath { note("structure.null-return-path", "header:Return-Path", "<>") }
        if isFromDaemon, let field = message.field(.from) ?? message.field(.sender) {
            note("structure.daemon-sender", "header:From", message.unstructured(field))
        }
        if isAutoSubmitted, let field = message.field(.autoSubmitted) {
            let value = ASCIIText.lowercased(message.unfolded(field))
            note("structure.auto-submitted", "header:Auto-Submitted", value)
        }
        if let field = message.field(.failedRecipients) {
            note("report.failed-recipients", "header:X-Failed-Recipients", message.unfolded(field))
        }
        return evidence
    }

    /// The decoded Subject.
    var subject: String { knownSubject ?? message.subject ?? "" }

    var looksAnswered: Bool {
        // What begins so as it stands need not be decoded.
        if knownSubject == nil, let field = message.field(.subject) {
            let value = message.rawValue(field).drop { $0 <= ASCII.space }
            if ReportSigns.answers.beginning(value.span) != nil { return true }
        }
        return ReportSigns.answers.beginning(subject.utf8.span) != nil
    }

    private static let answers = PhraseSet<Bool>([
        "re:", "fwd:", "fw:", "aw:", "wg:", "sv:", "vs:", "tr:", "rv:",
    ])

    /// The subject tells of mail that did not arrive, and is not that of an answer to such mail.
    var subjectTellsFailure: Bool { !looksAnswered && FailureWords.stand(in: subject) }

    /// Sent to many: a newsletter of a postmaster is no report.
    var isBulk: Bool {
        !hasNullReturnPath && !isReport && !senders.contains { ReportSigns.isNobody($0.address) }
            && ReportSigns.isList(message, of: from)
    }

    /// The local part or the name is that of a program or an office, not of a person.
    var isFromMachine: Bool { isFromDaemon || senders.contains(where: ReportSigns.isMachine) }

    /// The address of a mail system, under no name that a person could have: `post_master@` of James, which answers
    /// mail as people do.
    var isNamelessDaemon: Bool {
        isFromDaemon && from.allSatisfy { $0.name.isEmpty || ReportSigns.hasDaemonName($0) }
    }

    /// A mail system sent it: never true of a person's mail.
    var isFromMailSystem: Bool {
        !failedRecipients.isEmpty || (isFromDaemon && !isBulk && (hasNullReturnPath || !looksAnswered))
    }

    /// Enough to believe a machine-readable part that is no child of a multipart/report.
    var isAutomatic: Bool { isReport || hasNullReturnPath || isAutoSubmitted || isFromMailSystem }

    /// The list that sent it is the sender's own. A report that came by way of a list has the fields of another's.
    private static func isList(_ message: Message, of senders: [Mailbox]) -> Bool {
        let fields = [FieldName.listID, .listUnsubscribe].compactMap {
            message.field($0).map(message.unfolded)
        }
        guard !fields.isEmpty else { return false }
        return senders.contains { sender in
            let domain = ASCIIText.lowercased(sender.address).drop { $0 != "@" }.dropFirst()
            let labels = domain.split(separator: ".").suffix(2).joined(separator: ".")
            guard labels.utf8.count >= 4 else { return false }
            return fields.contains { ASCIIText.contains(labels, in: Array($0.utf8.prefix(1_024))) }
        }
    }

    private static func failedRecipients(_ message: Message) -> [String] {
        var seen = AddressSet()
        var out: [String] = []
        for field in message.fields(.failedRecipients) {
            for item in message.unfolded(field).utf8.split(separator: UInt8(ascii: ","))
                .prefix(ReportLimits.maximumRecipients)
            {
                guard let address = RecipientAddress.read(String(Substring(item))),
                    RecipientAddress.isAddress(address),
                    seen.insert(RecipientAddress.key(address))
                else { continue }
                out.append(address)
            }
        }
        return out
    }
}

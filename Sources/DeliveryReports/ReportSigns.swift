import MailFormat

/// What shows, without a word of the text, that a machine that carries mail wrote this message.
struct ReportSigns {
    let hasNullReturnPath: Bool
    let isFromDaemon: Bool
    let isAutoSubmitted: Bool
    let isReport: Bool
    let failedRecipients: [String]
    let looksAnswered: Bool
    /// Addresses that are a party to the report itself: the daemon, and us who get it.
    let daemonAddresses: Set<String>
    let ownAddresses: Set<String>
    let evidence: [ReportEvidence]

    init(_ message: Message) {
        var evidence: [ReportEvidence] = []
        func note(_ what: String, _ field: String, _ text: String) {
            evidence.append(ReportEvidence(what: what, field: field, length: text.utf8.count, text: text))
        }
        let root = message.parts[0].mediaType
        isReport = root.is("multipart", "report")
        if isReport { note("structure.report-type", "header:Content-Type", root.essence) }

        hasNullReturnPath = message.returnPath == ""
        if hasNullReturnPath { note("structure.null-return-path", "header:Return-Path", "<>") }

        let senders = message.from + message.sender
        // `From: <>`: nobody's, so no person's.
        let isFromNobody =
            hasNullReturnPath && message.field(.from) != nil && senders.allSatisfy { $0.address.isEmpty }
        isFromDaemon = isFromNobody || senders.contains(where: ReportSigns.isDaemon)
        if isFromDaemon, let field = message.field(.from) ?? message.field(.sender) {
            note("structure.daemon-sender", "header:From", message.unstructured(field))
        }

        let automatic = message.field(.autoSubmitted).map(message.unfolded).map(ASCIIText.lowercased)
        isAutoSubmitted = automatic.map { !$0.hasPrefix("no") } ?? false
        if isAutoSubmitted { note("structure.auto-submitted", "header:Auto-Submitted", automatic ?? "") }

        failedRecipients = ReportSigns.failedRecipients(message)
        if let field = message.field(.failedRecipients) {
            note("report.failed-recipients", "header:X-Failed-Recipients", message.unfolded(field))
        }

        let subject = ASCIIText.lowercased(message.subject ?? "")
        looksAnswered =
            ["re:", "fwd:", "fw:", "aw:", "wg:", "sv:", "vs:", "tr:", "rv:"].contains(
                where: subject.hasPrefix)
        daemonAddresses = Set((senders + message.replyTo).map { RecipientAddress.key($0.address) })
        var own = (message.to + message.cc).map { RecipientAddress.key($0.address) }
        for name in [FieldName.deliveredTo, .originalTo] {
            if let field = message.field(name) { own.append(RecipientAddress.key(message.unfolded(field))) }
        }
        ownAddresses = Set(own)
        self.evidence = evidence
    }

    /// A mail system sent it: never true of a person's mail.
    var isFromMailSystem: Bool {
        !failedRecipients.isEmpty || (isFromDaemon && !(looksAnswered && !hasNullReturnPath))
    }

    /// Enough to believe a machine-readable part that is no child of a multipart/report.
    var isAutomatic: Bool { isReport || isFromMailSystem || hasNullReturnPath || isAutoSubmitted }

    /// Local parts and display names that mail systems use for themselves.
    private static func isDaemon(_ mailbox: Mailbox) -> Bool {
        let address = ASCIIText.lowercased(mailbox.address)
        let local = address.utf8.prefix { $0 != ASCII.at }
        let letters = String(decoding: local.filter(ASCII.isLetter), as: UTF8.self)
        if daemonLocalParts.contains(letters) || letters.hasSuffix("daemon") { return true }
        let name = ASCIIText.lowercased(mailbox.name)
        return name == "postmaster" || daemonNames.contains { name.hasPrefix($0) }
    }

    /// Letters only, lower case.
    private static let daemonLocalParts: Set<String> = [
        "mailerdaemon", "postmaster", "maildaemon", "mdaemon", "mailer", "mta", "mmdf", "smtp", "mailsystem",
        "maildeliverysystem", "maildeliverysubsystem", "maildelivery", "microsoftexchange", "bounce",
        "bounces",
        "mailadmin", "mailmaster", "deliverysystem", "mailerror",
    ]

    private static let daemonNames = [
        "mail delivery s", "mailer-daemon", "mailer daemon", "mail-daemon", "mail system",
        "mail administrator",
        "internet mail delivery", "system administrator", "microsoft outlook",
    ]

    private static func failedRecipients(_ message: Message) -> [String] {
        var seen: Set<String> = []
        var out: [String] = []
        for field in message.fields(.failedRecipients) {
            for item in message.unfolded(field).split(separator: ",").prefix(ReportLimits.maximumRecipients) {
                guard let address = RecipientAddress.read(String(item)), RecipientAddress.isAddress(address),
                    seen.insert(RecipientAddress.key(address)).inserted
                else { continue }
                out.append(address)
            }
        }
        return out
    }
}

import MailFormat

/// What shows, without a word of the text, that a machine that carries mail wrote this message.
struct ReportSigns {
    let hasNullReturnPath: Bool
    let isFromDaemon: Bool
    let isAutoSubmitted: Bool
    let isReport: Bool
    let failedRecipients: [String]
    let looksAnswered: Bool
    /// From and Sender.
    let senders: [Mailbox]
    /// Sent to many: a newsletter of a postmaster is no report.
    let isBulk: Bool
    /// The local part or the name is that of a program or an office, not of a person.
    let isFromMachine: Bool
    let evidence: [ReportEvidence]

    init(_ message: Message) {
        var evidence: [ReportEvidence] = []
        func note(_ what: String, _ field: String, _ text: String) {
            evidence.append(ReportEvidence(what: what, field: field, length: text.utf8.count, text: text))
        }
        let root = message.parts[0].mediaType
        isReport = root.is("multipart", "report")
        if isReport { note("structure.report-type", "header:Content-Type", root.essence) }

        // Lenient: some systems write `<MAILER-DAEMON>` or `<double-bounce@host>` for the empty path.
        let returnPath = message.returnPath
        let path = returnPath ?? ""
        hasNullReturnPath = returnPath.map { $0.isEmpty || ReportSigns.isNobody($0) } ?? false
        if hasNullReturnPath { note("structure.null-return-path", "header:Return-Path", "<>") }

        let from = message.from
        let senders = from + message.sender
        self.senders = senders
        // `From: <>`: nobody's, so no person's.
        let isFromNobody =
            hasNullReturnPath && message.field(.from) != nil && senders.allSatisfy { $0.address.isEmpty }
        // A name alone is cheap: it counts where the return path does not name somebody else.
        let trustsName = path.isEmpty || ReportSigns.isDaemon(Mailbox(name: "", address: path))
        isFromDaemon =
            isFromNobody
            || senders.contains { ReportSigns.isDaemon($0) || (trustsName && ReportSigns.hasDaemonName($0)) }
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
        isBulk =
            !hasNullReturnPath && !isReport && !senders.contains(where: ReportSigns.isNobody)
            && ReportSigns.isList(message, of: from)
        isFromMachine = isFromDaemon || senders.contains(where: ReportSigns.isMachine)
        self.evidence = evidence
    }

    /// A mail system sent it: never true of a person's mail.
    var isFromMailSystem: Bool {
        !failedRecipients.isEmpty || (isFromDaemon && !isBulk && !(looksAnswered && !hasNullReturnPath))
    }

    /// Enough to believe a machine-readable part that is no child of a multipart/report.
    var isAutomatic: Bool { isReport || isFromMailSystem || hasNullReturnPath || isAutoSubmitted }

    /// The list that sent it is the sender's own. A report that came by way of a list has the fields of another's.
    private static func isList(_ message: Message, of senders: [Mailbox]) -> Bool {
        let fields = [FieldName.listID, .listUnsubscribe].compactMap {
            message.field($0).map(message.unfolded)
        }
        return senders.contains { sender in
            let domain = ASCIIText.lowercased(sender.address).drop { $0 != "@" }.dropFirst()
            let labels = domain.split(separator: ".").suffix(2).joined(separator: ".")
            guard labels.utf8.count >= 4 else { return false }
            return fields.contains { ASCIIText.contains(labels, in: Array($0.utf8.prefix(1_024))) }
        }
    }

    private static func isNobody(_ mailbox: Mailbox) -> Bool { isNobody(mailbox.address) }

    private static func isNobody(_ path: String) -> Bool {
        let letters = localLetters(path)
        return letters == "mailerdaemon" || letters == "doublebounce"
    }

    /// The letters of the local part in lower case.
    static func localLetters(_ address: String) -> String {
        var out: [UInt8] = []
        for byte in address.utf8 {
            if byte == ASCII.at { break }
            if ASCII.isLetter(byte) { out.append(byte | 0x20) }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Local parts that mail systems use for themselves.
    private static func isDaemon(_ mailbox: Mailbox) -> Bool {
        let letters = localLetters(mailbox.address)
        return daemonLocalParts.contains(letters) || letters.hasSuffix("daemon")
    }

    private static func hasDaemonName(_ mailbox: Mailbox) -> Bool {
        let name = ASCIIText.lowercased(mailbox.name)
        return name == "postmaster" || daemonNames.contains { name.hasPrefix($0) }
    }

    /// `noreply@`, `robot@`, `mailserver@`: programs that write, mail systems among them.
    private static func isMachine(_ mailbox: Mailbox) -> Bool {
        let letters = localLetters(mailbox.address)
        return machineParts.stands(in: Array(letters.utf8)) || machineLocalParts.contains(letters)
            || (!mailbox.name.isEmpty && machineNames.stands(in: DelayWords.beginning(of: mailbox.name)))
    }

    /// Display names with which mail systems sign, in the language of the house; no person's name has these.
    private static let machineNames = PhraseSet<Bool>([
        "mail server", "mailserver", "mail system", "mail gateway", "mail robot", "mail service",
        "mail filter",
        "mail delivery", "delivery system", "automat", "robot", "daemon", "gateway", "antispam", "anti-spam",
        "mailgateway", "mailfilter", "postausgang", "posteingang", "e-mail-dienst", "maildienst",
        "serveur", "service de messagerie", "service courrier", "passerelle", "servidor",
        "servicio de correo",
        "pasarela", "filtro de", "servei de correu", "serviço de correio", "serviço de e-mail",
        "serviço de email",
        "servizio di posta", "servizio posta", "filtro posta", "sistema di posta", "sistema de corr",
        "sistem",
        "postserver", "e-postserver", "postsystem", "mailsystem", "sähköpostipalvelin", "postipalvelin",
        "meiliserver", "postiserver", "pasta server", "pasta sistēma", "pašto server", "pašto vart",
        "pašto sistem",
        "serwer", "system poczt", "poštovní", "poštový", "poštni", "strežnik", "poslužitelj", "levelez",
        "szerver", "átjáró", "serviciul de", "пощенск", "поштенск", "поштански", "почтов", "поштов", "сервер",
        "шлюз", "фильтр", "фільтр", "филтър", "робот", "служба доставк", "система доставк",
        "διακομιστής", "σύστημα", "sunucu", "posta sistemi", "filtresi", "サーバ", "メールシステム", "配信システム",
        "自動応答", "邮件系统", "郵件系統", "邮件服务", "郵件伺服", "邮件网关", "系统", "系統", "服务器", "伺服器", "网关",
        "메일 서버", "메일서버", "시스템", "máy chủ", "hệ thống", "sistem", "pelayan e-mel", "ระบบ", "เซิร์ฟเวอร์",
        "خادم", "نظام", "البريد الآلي", "שרת", "מערכת", "سرور", "سامانه", "پالایشگر", "सर्वर", "प्रणाली",
        "სერვერ",
    ])

    private static let machineParts = PhraseSet<Bool>([
        "noreply", "donotreply", "robot", "server", "mailer", "daemon", "system", "postmaster", "bounce",
        "gateway",
        "notif", "nepasrepondre", "noresponder", "nonrispondere", "naoresponda", "mailadmin", "delivery",
    ])
    private static let machineLocalParts: Set<String> = [
        "mail", "mta", "smtp", "bot", "auto", "admin", "administrator", "root", "mx", "relay", "filter",
        "quarantine",
        "antispam", "email", "mailbox", "exchange", "zimbra", "kerio", "abuse", "hostmaster", "webmaster",
        "poczta",
        "pochta", "poshta", "posta", "correo", "correu", "correio", "courrier", "messagerie", "vartai",
        "atjaro",
        "postar", "posti", "epost", "pasts", "pastas", "filtre", "filtro", "filtr", "mailgate", "gate",
    ]

    /// Letters only, lower case.
    private static let daemonLocalParts: Set<String> = [
        "mailerdaemon", "postmaster", "maildaemon", "mdaemon", "mailer", "mta", "mmdf", "smtp", "mailsystem",
        "maildeliverysystem", "maildeliverysubsystem", "maildelivery", "microsoftexchange", "bounce",
        "bounces",
        "mailadmin", "mailmaster", "deliverysystem", "mailerror", "mailrobot", "mailserver", "bouncer",
        "mailergate", "smtpd", "postman", "ndr", "dsn", "undeliverable", "nondelivery", "postmasters",
    ]

    private static let daemonNames = [
        "mail delivery s", "mailer-daemon", "mailer daemon", "mail-daemon", "mail system",
        "mail administrator",
        "internet mail delivery", "system administrator", "microsoft outlook", "mailsystem",
        "mail delivery", "mail server", "mailserver", "delivery system", "delivery status",
        "microsoft exchange", "postmaster@",
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

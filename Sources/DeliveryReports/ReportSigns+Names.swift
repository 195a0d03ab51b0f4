import MailFormat

/// Names and local parts by which mail systems are known.
extension ReportSigns {
    static func isNobody(_ path: String) -> Bool {
        nobodies.contains(localLetters(path).span)
    }

    private static let nobodies = WordTable(["mailerdaemon", "doublebounce"])

    /// The letters of the local part in lower case.
    static func localLetters(_ address: String) -> [UInt8] {
        var letters: [UInt8] = []
        let bytes = address.utf8.span
        letters.reserveCapacity(min(bytes.count, ReportLimits.maximumAddressBytes))
        for place in bytes.indices {
            if bytes[place] == ASCII.at { break }
            if ASCII.isLetter(bytes[place]) { letters.append(bytes[place] | 0x20) }
        }
        return letters
    }

    /// Local parts that mail systems use for themselves.
    static func isDaemon(_ address: String) -> Bool {
        let letters = localLetters(address)
        return daemonLocalParts.contains(letters.span) || letters.suffix(6).elementsEqual("daemon".utf8)
    }

    static func hasDaemonName(_ mailbox: Mailbox) -> Bool {
        let name = mailbox.name.utf8
        return daemonNames.beginning(name.span) != nil || wholeDaemonNames.contains(name.span)
    }

    /// A name alone is cheap: it counts where the return path does not name somebody else.
    static func trustsName(_ returnPath: String) -> Bool {
        returnPath.isEmpty || isDaemon(returnPath)
    }

    /// `noreply@`, `robot@`, `mailserver@`: programs that write, mail systems among them.
    static func isMachine(_ mailbox: Mailbox) -> Bool {
        let letters = localLetters(mailbox.address)
        return machineParts.stands(in: letters) || machineLocalParts.contains(letters.span)
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
    private static let machineLocalParts = WordTable([
        "mail", "mta", "smtp", "bot", "auto", "admin", "administrator", "root", "mx", "relay", "filter",
        "quarantine",
        "antispam", "email", "mailbox", "exchange", "zimbra", "kerio", "abuse", "hostmaster", "webmaster",
        "poczta",
        "pochta", "poshta", "posta", "correo", "correu", "correio", "courrier", "messagerie", "vartai",
        "atjaro",
        "postar", "posti", "epost", "pasts", "pastas", "filtre", "filtro", "filtr", "mailgate", "gate",
    ])

    /// Letters only, lower case.
    private static let daemonLocalParts = WordTable([
        "mailerdaemon", "postmaster", "maildaemon", "mdaemon", "mailer", "mta", "mmdf", "smtp", "mailsystem",
        "maildeliverysystem", "maildeliverysubsystem", "maildelivery", "microsoftexchange", "bounce",
        "bounces",
        "mailadmin", "mailmaster", "deliverysystem", "mailerror", "mailrobot", "mailserver", "bouncer",
        "mailergate", "smtpd", "postman", "ndr", "dsn", "undeliverable", "nondelivery", "postmasters",
    ])

    private static let wholeDaemonNames = WordTable(["postmaster"])

    /// Names that begin so.
    private static let daemonNames = PhraseSet<Bool>([
        "mail delivery s", "mailer-daemon", "mailer daemon", "mail-daemon", "mail system",
        "mail administrator",
        "internet mail delivery", "system administrator", "microsoft outlook", "mailsystem",
        "mail delivery", "mail server", "mailserver", "delivery system", "delivery status",
        "microsoft exchange", "postmaster@",
    ])
}

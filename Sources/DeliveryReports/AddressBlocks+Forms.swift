/// How an address stands in the words: what tells a recipient from an address that is only mentioned.
extension AddressBlocks {
    static func form(
        of found: AddressScanner.Found, in line: Range<Int>, bytes: [UInt8]
    ) -> (Form, wordsStart: Int) {
        let before = bytes[line.lowerBound..<found.range.lowerBound]
        guard before.count <= 96 else { return (.mentioned, line.lowerBound) }
        var after = bytes[found.range.upperBound..<line.upperBound]
        let lead = before.filter { !isDecoration($0) }
        while let first = after.first, isClosing(first) { after = after.dropFirst() }
        let rest = after.drop { $0 <= ASCII.space }
        if lead.isEmpty {
            if rest.isEmpty || after.first == ASCII.colon
                || after.starts(with: [ASCII.dot, ASCII.dot, ASCII.dot])
            {
                return (.block, after.drop { $0 == ASCII.colon || $0 == ASCII.dot }.startIndex)
            }
            let isIndented = before.first.map(ASCII.isBlank) ?? false
            if found.isBracketed || isIndented || rest.first == UInt8(ascii: "(")
                || rest.first == ASCII.hyphen
                || rest.first.map(ASCII.isDigit) == true || after.first == UInt8(ascii: ",")
            {
                return (.block, after.startIndex)
            }
            return (.opener, after.startIndex)
        }
        if isReplyAndAddress(before),
            after.starts(with: [ASCII.dot, ASCII.dot, ASCII.dot]) || found.isBracketed
        {
            return (.block, line.lowerBound)
        }
        let tail = before.suffix(12)
        if isCommand(before) || rcptCommand.stands(in: tail.span) {
            return (.transcript, line.lowerBound)
        }
        if isLabel(before), !isSenderLabel(before), rest.isEmpty || rest.first == UInt8(ascii: "(") {
            return (.label, after.startIndex)
        }
        // `Ann Reed <a@b>: …`
        if found.isBracketed, after.first == ASCII.colon, isName(before) {
            return (.opener, after.startIndex + 1)
        }
        return (.mentioned, line.lowerBound)
    }

    /// No more than a name stands before the address.
    private static func isName(_ before: ArraySlice<UInt8>) -> Bool {
        let words = before.split(whereSeparator: ASCII.isBlank)
        return words.count <= 4 && before.allSatisfy { $0 != ASCII.colon && $0 != UInt8(ascii: ",") }
    }

    /// What may stand before an address that opens its line: blanks, bullets, brackets, `>>`.
    private static func isDecoration(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...ASCII.space, ASCII.less, ASCII.greater, UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "*"),
            ASCII.hyphen, UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "|"):
            true
        default: false
        }
    }

    private static func isClosing(_ byte: UInt8) -> Bool {
        switch byte {
        case ASCII.greater, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "]"), UInt8(ascii: ")"): true
        default: false
        }
    }

    /// `550 5.1.1 <a@b>... User unknown`, `<<< 550 <a@b>: …`
    private static func isReplyAndAddress(_ before: ArraySlice<UInt8>) -> Bool {
        before.contains(where: ASCII.isDigit)
            && before.allSatisfy {
                ASCII.isDigit($0) || $0 == ASCII.dot || isDecoration($0) || $0 == UInt8(ascii: "#")
            }
    }

    private static let rcptCommand = PhraseSet<Bool>(["rcpt to:"])

    /// `>>> RCPT To:`
    private static func isCommand(_ before: ArraySlice<UInt8>) -> Bool {
        before.filter { $0 == ASCII.greater }.count >= 3 && before.contains(ASCII.colon)
    }

    /// `To:`, `Recipient:`, `Empfänger:` and the like: a few words and a colon, or `<…` after them.
    private static func isLabel(_ before: ArraySlice<UInt8>) -> Bool {
        guard before.count <= 64 else { return false }
        let trimmed = before.filter { $0 > ASCII.space && $0 != ASCII.less && $0 != UInt8(ascii: "\"") }
        if trimmed.last == ASCII.colon || trimmed.last == UInt8(ascii: "=") { return true }
        // The wide colon and brackets of East Asia, U+FF1A, U+3011, U+300D.
        if labelEnds.contains(where: { trimmed.suffix(3).elementsEqual($0) }) { return true }
        // A column: `Destinatar    a@b`.
        let blanks = before.reversed().prefix { ASCII.isBlank($0) }
        return blanks.count >= 3 || blanks.contains(ASCII.tab)
    }

    /// `From:` and `MAIL FROM:` name the other party.
    private static func isSenderLabel(_ before: ArraySlice<UInt8>) -> Bool {
        senderLabels.stands(in: before.suffix(24) + [ASCII.colon])
    }

    private static let senderLabels = PhraseSet<Bool>([
        "from:", "sender:", "absender:", "von:", "expéditeur", "remitente", "remetente", "mittente",
        "afzender",
        "avsändare", "afsender", "avsender", "lähettäjä", "nadawca", "odesílatel", "odosielateľ", "feladó",
        "expeditor", "pošiljatelj", "pošiljalac", "тправител", "ідправник", "одател", "αποστολέας",
        "gönderen",
        "المرسل", "שולח", "فرستنده", "差出人", "送信者", "送信元", "发件人", "寄件者", "寄件人", "보낸", "발신", "người gửi",
        "pengirim", "asal=", "reply-to:", "contact:", "kontakt:", "support:", "postmaster:",
    ])

    private static let labelEnds = ["：", "】", "」"].map { Array($0.utf8) }

    /// Whom to ask, in a sentence; as a block of its own it may be the recipient.
    static func isHelpDesk(_ key: String) -> Bool { isOne(of: helpDesks, key) }

    /// Whom to ask, where another address stands beside it: a recipient may have such an address too.
    static func isOffice(_ key: String) -> Bool { isOne(of: offices, key) }

    private static func isOne(of names: WordTable, _ key: String) -> Bool {
        let bytes = key.utf8.span
        return names.contains(bytes.extracting(first: bytes.firstIndex(of: ASCII.at) ?? bytes.count))
    }

    private static let helpDesks = WordTable([
        "support", "helpdesk", "help", "noc", "servicedesk", "hotline", "webmaster",
    ])

    static func isMailSystem(_ key: String) -> Bool {
        let letters = ReportSigns.localLetters(key)
        return mailSystems.contains(letters.span) || letters.starts(with: "bounce".utf8)
            || letters.suffix(12).elementsEqual("mailerdaemon".utf8)
    }

    private static let offices = WordTable([
        "admin", "administrator", "administration", "sysadmin", "itsupport", "it-support", "it", "edv",
        "technik", "hilfe",
        "beheer", "systeembeheer", "helpline", "soporte", "sistemas", "suporte", "assistenza", "supporto",
        "assistance",
        "aide", "informatique", "tuki", "pomoc", "podpora", "administracja", "informatyka", "sprava",
        "rendszergazda",
        "suport", "podrska", "destek", "teknik", "tech", "mailadmin", "mail-admin", "itdesk", "ithelp",
        "security",
        "mailsupport", "mail-support", "service", "kundenservice", "poddrzhka", "tugi", "palidziba",
        "pagalba",
    ])

    private static let mailSystems = WordTable(["postmaster", "abuse", "hostmaster"])
}

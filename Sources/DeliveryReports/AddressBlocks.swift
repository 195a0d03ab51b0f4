/// The recipients that a report names in words, found by where they stand and not by the words around them:
/// an address alone on its line, one with `:` or `...` after it, one that opens a line with its reason beside it.
struct AddressBlocks {
    struct Block {
        let address: String
        /// `(expanded from <a@b>)`: the address that was written to.
        var original: String?
        /// What is said about it, white space collapsed.
        var words: String
        /// The line on which it stands.
        let line: Int
    }

    /// How sure it is that the address is a recipient and not just mentioned; the lower the surer.
    private enum Form: Int, Comparable {
        case block = 0
        /// It opens its line, and words follow: `a@b on Mon, 3 May …`
        case opener
        case label
        case transcript
        case mentioned
        static func < (left: Form, right: Form) -> Bool { left.rawValue < right.rawValue }
    }

    private struct Candidate {
        let found: AddressScanner.Found
        let line: Int
        let form: Form
        /// Where the words about it begin.
        let wordsStart: Int
    }

    private let text: ExplanationText
    private let candidates: [Candidate]
    /// Lines on which an address stands, by key.
    private let linesByKey: [String: [Int]]
    /// Message-IDs that stand in the words, as they stand there.
    let messageIDs: [String]

    /// - Parameter ownDomains: of those who get the report; what has the form of a Message-ID there is one.
    init(_ text: ExplanationText, ownDomains: Set<String>, knownIDs: [String]) {
        self.text = text
        var candidates: [Candidate] = []
        var ids: [String] = []
        let known = Set(knownIDs)
        for index in 0..<text.copyStart {
            let line = text.lines[index]
            guard candidates.count < ReportLimits.maximumRecipients else { break }
            for found in AddressScanner.addresses(text.bytes, in: line) {
                if known.contains(found.address)
                    || AddressBlocks.isMessageID(found, in: line, bytes: text.bytes, ownDomains)
                {
                    if ids.count < ReportLimits.maximumMessageIDs { ids.append(found.address) }
                    continue
                }
                let (form, start) = AddressBlocks.form(of: found, in: line, bytes: text.bytes)
                candidates.append(Candidate(found: found, line: index, form: form, wordsStart: start))
            }
        }
        self.candidates = candidates
        messageIDs = ids
        linesByKey = Dictionary(grouping: candidates) { RecipientAddress.key($0.found.address) }
            .mapValues { $0.map(\.line) }
    }

    private static func isMessageID(
        _ found: AddressScanner.Found, in line: Range<Int>, bytes: [UInt8], _ ownDomains: Set<String>
    ) -> Bool {
        guard AddressScanner.looksLikeMessageID(found.address) else { return false }
        let domain = RecipientAddress.key(String(found.address.drop { $0 != "@" }.dropFirst()))
        if ownDomains.contains(domain) { return true }
        let before = bytes[line.lowerBound..<found.range.lowerBound].suffix(48).map(ASCII.lowercased)
        return idLabels.stands(in: before)
    }

    private static let idLabels = PhraseSet<Bool>([
        "message-id", "messageid", "message id", "msgid", "msg-id",
        "id:", "id=", "id mes", "id-", "mid:", "nachrichten-id",
        "kennung", "identifi", "メッセージid", "邮件id",
    ])

    /// True where an address stands as one that a report is about, and not just mentioned in a sentence.
    func hasSureBlock(excluding excluded: Set<String>) -> Bool {
        candidates.contains {
            ($0.form == .block || $0.form == .label || $0.form == .transcript)
                && !excluded.contains(RecipientAddress.key($0.found.address))
                && !AddressBlocks.isMailSystem(RecipientAddress.key($0.found.address))
        }
    }

    /// The recipients of the best form there is, each once. `excluded` are parties to the report (the daemon, its
    /// reader); `returned` are the recipients of the message that came back, which a sentence may name.
    func blocks(excluding excluded: Set<String>, returned: Set<String>) -> [Block] {
        for form in [Form.block, .opener, .label, .transcript, .mentioned] {
            let chosen = candidates.filter { candidate in
                let key = RecipientAddress.key(candidate.found.address)
                guard candidate.form == form, !excluded.contains(key), !AddressBlocks.isMailSystem(key) else {
                    return false
                }
                return form != .mentioned || returned.contains(key)
            }
            if !chosen.isEmpty { return merged(chosen) }
        }
        let rest = candidates.filter { candidate in
            let key = RecipientAddress.key(candidate.found.address)
            return candidate.form == .mentioned && !excluded.contains(key) && !AddressBlocks.isMailSystem(key)
                && !AddressBlocks.isHelpDesk(key)
        }
        // One address in all the text that is nobody else's.
        guard Set(rest.map { RecipientAddress.key($0.found.address) }).count == 1 else { return [] }
        return merged(rest)
    }

    private func merged(_ chosen: [Candidate]) -> [Block] {
        var order: [Block] = []
        var places: [String: Int] = [:]
        let starts = Set(chosen.filter { $0.form == .block }.map(\.line))
        for candidate in chosen {
            let key = RecipientAddress.key(candidate.found.address)
            let (words, original) = said(about: candidate, otherBlocks: starts)
            if let place = places[key] {
                if order[place].words.utf8.count < ReportLimits.maximumDiagnosticBytes / 2, !words.isEmpty {
                    order[place].words += order[place].words.isEmpty ? words : " " + words
                }
                continue
            }
            places[key] = order.count
            order.append(
                Block(
                    address: candidate.found.address, original: original, words: words, line: candidate.line))
        }
        for place in order.indices where ReplyCodes(order[place].words).smtpReply == nil {
            if let words = transcript(of: RecipientAddress.key(order[place].address)) {
                order[place].words += order[place].words.isEmpty ? words : " " + words
            }
        }
        return order
    }

    /// The lines about one address: the rest of its own, then those up to the next block or paragraph.
    private func said(about candidate: Candidate, otherBlocks: Set<Int>) -> (String, original: String?) {
        var words: [UInt8] = []
        let own = text.lines[candidate.line]
        if candidate.wordsStart < own.upperBound {
            words += text.bytes[candidate.wordsStart..<own.upperBound].prefix(
                ReportLimits.maximumDiagnosticBytes)
        }
        var index = candidate.line + 1
        var paragraphs = words.contains { $0 > ASCII.space } ? 1 : 0
        while index < text.copyStart, index - candidate.line < ReportLimits.maximumDiagnosticLines,
            words.count < ReportLimits.maximumDiagnosticBytes, !otherBlocks.contains(index)
        {
            let line = text.lines[index]
            let isEmpty = !text.bytes[line].contains { $0 > ASCII.space }
            if isEmpty {
                // Gmail and others leave an empty line between the address and the reason.
                if paragraphs > 0 { break }
            } else {
                paragraphs = 1
                words.append(ASCII.newline)
                words += text.bytes[line].prefix(ReportLimits.maximumDiagnosticBytes)
            }
            index += 1
        }
        let shown = ASCIIText.collapsed(words.prefix(ReportLimits.maximumDiagnosticBytes))
        return (shown, original: AddressBlocks.original(in: words, besides: candidate.found.address))
    }

    /// The line of an SMTP dialogue that refuses this address.
    private func transcript(of key: String) -> String? {
        for place in (linesByKey[key] ?? []).prefix(16) {
            for index in [place, place + 1] where index < text.copyStart {
                let line = text.bytes[text.lines[index]].prefix(ReportLimits.maximumDiagnosticBytes)
                guard index == place || AddressBlocks.isAnswer(line) else { continue }
                if ReplyCodes(bytes: Array(line)).smtpReply != nil { return ASCIIText.collapsed(line) }
            }
        }
        return nil
    }

    /// `<<< 550 …` of a transcript.
    private static func isAnswer(_ line: ArraySlice<UInt8>) -> Bool {
        line.prefix(3).allSatisfy { $0 == ASCII.less } && line.count > 3
    }

    /// `(expanded from <a@b>)`, `(generated from a@b)`: the one other address in the first parentheses.
    private static func original(in words: [UInt8], besides address: String) -> String? {
        let lead = words.prefix(400)
        guard let open = lead.firstIndex(of: UInt8(ascii: "(")),
            lead[..<open].allSatisfy({ $0 <= ASCII.space || $0 == ASCII.colon }),
            let close = lead[open...].firstIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let inside = AddressScanner.addresses(words, in: open..<close)
        guard inside.count == 1, RecipientAddress.key(inside[0].address) != RecipientAddress.key(address)
        else { return nil }
        return inside[0].address
    }

    private static func form(
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
        if isCommand(before) || rcptCommand.stands(in: Array(before.suffix(12))) {
            return (.transcript, line.lowerBound)
        }
        if isLabel(before), !isSenderLabel(before), rest.isEmpty || rest.first == UInt8(ascii: "(") {
            return (.label, after.startIndex)
        }
        return (.mentioned, line.lowerBound)
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
        senderLabels.stands(in: Array(before.suffix(24)) + [ASCII.colon])
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
    private static func isHelpDesk(_ key: String) -> Bool {
        let local = String(key.prefix { $0 != "@" })
        return ["support", "helpdesk", "help", "noc", "servicedesk", "hotline", "webmaster"].contains(local)
    }

    static func isMailSystem(_ key: String) -> Bool {
        let local = key.prefix { $0 != "@" }.filter { $0.isLetter }
        return local == "postmaster" || local.hasPrefix("bounce") || local.hasSuffix("mailerdaemon")
            || local == "abuse"
            || local == "hostmaster"
    }
}

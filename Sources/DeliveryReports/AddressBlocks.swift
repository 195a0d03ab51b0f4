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
    enum Form: Int, Comparable {
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
        let key: String
        let isMailSystem: Bool
        let line: Int
        let form: Form
        /// Where the words about it begin.
        let wordsStart: Int
        /// `<slc.7-9k@our.example>` may be a Message-ID under a label in whatever language.
        let mayBeMessageID: Bool
    }

    private let text: ExplanationText
    private let candidates: [Candidate]
    /// Message-IDs that stand in the words, as they stand there.
    let messageIDs: [String]

    /// - Parameter ownDomains: of those who get the report; what has the form of a Message-ID there is one.
    init(_ text: ExplanationText, ownDomains: AddressSet, knownIDs: [String]) {
        self.text = text
        var candidates: [Candidate] = []
        var ids: [String] = []
        let known = AddressSet(knownIDs)
        for index in 0..<text.copyStart {
            let line = text.lines[index]
            guard candidates.count < ReportLimits.maximumRecipients else { break }
            for found in AddressBlocks.withoutNames(
                AddressScanner.addresses(text.bytes, in: line), text.bytes)
            {
                if known.contains(found.address)
                    || AddressBlocks.isMessageID(found, in: line, bytes: text.bytes, ownDomains)
                {
                    if ids.count < ReportLimits.maximumMessageIDs { ids.append(found.address) }
                    continue
                }
                let (form, start) = AddressBlocks.form(of: found, in: line, bytes: text.bytes)
                let key = RecipientAddress.key(found.address)
                candidates.append(
                    Candidate(
                        found: found, key: key, isMailSystem: AddressBlocks.isMailSystem(key), line: index,
                        form: form, wordsStart: start,
                        mayBeMessageID: AddressBlocks.mayBeMessageID(found, ownDomains)))
            }
        }
        // Beside an address that is surely one, the report tells which message it was about.
        if candidates.contains(where: { !$0.mayBeMessageID && !$0.isMailSystem && !$0.found.isAt(ownDomains) }
        ) {
            let room = max(0, ReportLimits.maximumMessageIDs - ids.count)
            ids += candidates.lazy.filter(\.mayBeMessageID).prefix(room).map(\.found.address)
            candidates.removeAll(where: \.mayBeMessageID)
        }
        self.candidates = candidates
        messageIDs = ids
    }

    /// `a@b <c@d>`: the first is the name that the second goes by.
    private static func withoutNames(
        _ all: [AddressScanner.Found], _ bytes: [UInt8]
    ) -> [AddressScanner.Found] {
        guard all.count > 1 else { return all }
        var kept: [AddressScanner.Found] = []
        for found in all {
            guard let name = kept.last, found.isBracketed, !name.isBracketed,
                bytes[name.range.upperBound..<found.range.lowerBound].allSatisfy(ASCII.isBlank)
            else {
                kept.append(found)
                continue
            }
            kept[kept.count - 1] = AddressScanner.Found(
                address: found.address, range: name.range.lowerBound..<found.range.upperBound,
                isBracketed: true)
        }
        return kept
    }

    private static func isMessageID(
        _ found: AddressScanner.Found, in line: Range<Int>, bytes: [UInt8], _ ownDomains: AddressSet
    ) -> Bool {
        let isOwn = found.isAt(ownDomains)
        let looksSo = AddressScanner.looksLikeMessageID(found.address)
        if isOwn && looksSo { return true }
        guard looksSo || (isOwn && found.isBracketed) else { return false }
        let before = bytes[line.lowerBound..<found.range.lowerBound].suffix(48).map(ASCII.lowercased)
        return idLabels.stands(in: before)
    }

    /// In angle brackets, at a domain of those who get the report, with a number and parts, as no name has them.
    private static func mayBeMessageID(_ found: AddressScanner.Found, _ ownDomains: AddressSet) -> Bool {
        let local = found.address.utf8.prefix { $0 != ASCII.at }
        return found.isBracketed && local.contains(where: ASCII.isDigit)
            && local.contains { $0 == ASCII.dot || $0 == ASCII.hyphen }
            && found.isAt(ownDomains)
    }

    private static let idLabels = PhraseSet<Bool>([
        "message-id", "messageid", "message id", "msgid", "msg-id",
        "id:", "id=", "id mes", "id-", "mid:", "nachrichten-id",
        "kennung", "identifi", "идентификатор", "ідентифікатор", "编号", "編號", "番号", "번호", "メッセージid", "邮件id",
    ])

    /// True where an address stands as one that a report is about, and not just mentioned in a sentence.
    func hasSureBlock(excluding excluded: AddressSet) -> Bool {
        candidates.contains {
            ($0.form == .block || $0.form == .label || $0.form == .transcript)
                && !$0.isMailSystem && !excluded.contains($0.key)
        }
    }

    /// The recipients of the best form there is, each once. `excluded` are parties to the report (the daemon, its
    /// reader); `returned` are the recipients of the message that came back, which a sentence may name.
    func blocks(excluding excluded: AddressSet, returned: AddressSet) -> [Block] {
        for form in [Form.block, .opener, .label, .transcript, .mentioned] {
            let chosen = candidates.filter { candidate in
                guard candidate.form == form, !candidate.isMailSystem, !excluded.contains(candidate.key)
                else {
                    return false
                }
                return form != .mentioned || returned.contains(candidate.key)
            }
            if !chosen.isEmpty { return merged(chosen) }
        }
        let rest = candidates.filter { candidate in
            candidate.form == .mentioned && !candidate.isMailSystem && !excluded.contains(candidate.key)
                && !AddressBlocks.isHelpDesk(candidate.key)
        }
        // One address in all the text that is nobody else's; whom to ask is often told beside it.
        let named =
            rest.contains { !AddressBlocks.isOffice($0.key) }
            ? rest.filter { !AddressBlocks.isOffice($0.key) } : rest
        guard let key = named.first?.key, named.allSatisfy({ $0.key == key }) else { return [] }
        return merged(named)
    }

    private func merged(_ chosen: [Candidate]) -> [Block] {
        var order: [Block] = []
        var places: [String: Int] = [:]
        let starts = Set(chosen.filter { $0.form == .block }.map(\.line))
        for candidate in chosen {
            let key = candidate.key
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
        // Addresses one under the other share what is said below the last.
        for place in order.indices.dropLast().reversed()
        where order[place].words.isEmpty && order[place + 1].line == order[place].line + 1 {
            order[place].words = order[place + 1].words
        }
        let silent = order.indices.filter { ReplyCodes(order[$0].words).smtpReply == nil }
        guard !silent.isEmpty else { return order }
        // Lines on which an address stands.
        let lines = Dictionary(grouping: candidates, by: \.key)
        for place in silent {
            let own = lines[RecipientAddress.key(order[place].address)] ?? []
            if let words = transcript(own.prefix(16).map(\.line)) {
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
                // Gmail and others leave an empty line between the address and the reason, and some another between
                // "the server answered" and its answer.
                if paragraphs > 0, !answersAfter(index, words) { break }
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

    /// The paragraph behind the empty line at `index` begins with a reply of a server, and none stands before it.
    private func answersAfter(_ index: Int, _ words: [UInt8]) -> Bool {
        guard index + 1 < text.copyStart, ReplyCodes(bytes: words).smtpReply == nil else { return false }
        let next = text.bytes[text.lines[index + 1]].prefix(ReportLimits.maximumDiagnosticBytes)
        let first = next.drop { $0 <= ASCII.space || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\"") }
        return first.prefix(3).allSatisfy(ASCII.isDigit) && ReplyCodes(bytes: Array(first)).smtpReply != nil
    }

    /// The line of an SMTP dialogue that refuses an address, which stands on these lines.
    private func transcript(_ lines: [Int]) -> String? {
        for place in lines {
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
}

extension AddressScanner.Found {
    fileprivate func isAt(_ domains: AddressSet) -> Bool {
        domains.contains(RecipientAddress.key(RecipientAddress.domain(of: address)))
    }
}

/// Finds, in a run of a person's own lines, where the message ends and what is added begins.
struct SignatureCut {
    private let text: TextLines
    /// Words of the sender's name and of the local part of the address, folded.
    private let names: [ArraySlice<UInt8>]
    private let fullName: ArraySlice<UInt8>

    init(_ text: TextLines, senderName: String, senderAddress: String) {
        self.text = text
        fullName = Folding.fold(Array(senderName.utf8)[...])
        let local = Folding.fold(Array(senderAddress.utf8.prefix { $0 != UInt8(ascii: "@") })[...])
        names =
            (fullName.split(whereSeparator: Self.partsNames) + local.split(whereSeparator: Self.partsNames))
            .filter { $0.count > 1 }
    }

    private static let nameMarks = ByteSet(" ,.-_+\"'()0123456789")
    private static func partsNames(_ byte: UInt8) -> Bool { nameMarks.contains(byte) }

    /// The first line of the signature in `lines`, and lines above it that are additions of their own.
    /// `goesOn`: the author writes on behind a quote.
    func cut(_ lines: Range<Int>, goesOn: Bool) -> (start: Int, single: [Int]) {
        if goesOn, isLoneGreeting(lines) { return (lines.upperBound, []) }
        var end = lines.upperBound
        var single: [Int] = []
        var first = lines.lowerBound
        for index in lines where !text.lines[index].isBlank {
            let line = text.lines[index]
            guard line.content.count <= 400 else { continue }
            let folded = text.folded(index)
            if index == first, let paragraphEnd = bannerEnd(index, folded, lines) {
                single += index..<paragraphEnd
                first = paragraphEnd
                while first < lines.upperBound, text.lines[first].isBlank { first += 1 }
                continue
            }
            if isDelimiter(index, folded, upTo: lines.upperBound) {
                end = index
                break
            }
            if SignatureWords.isSentFrom(folded) {
                if isAddition(index + 1..<lines.upperBound) {
                    end = index
                    break
                }
                single.append(index)
            } else if isNotice(index, folded, lines), beginsParagraph(index, lines) {
                end = index
                break
            }
        }
        end = trimmed(lines.lowerBound..<end)
        end = ruled(lines.lowerBound..<end)
        if let closing = closing(in: lines.lowerBound..<end) {
            end = closing
        } else if let block = contactBlock(in: lines.lowerBound..<end) {
            end = block
        }
        // A name may stand above all that.
        end = trimmed(lines.lowerBound..<end)
        if let name = nameLine(in: lines.lowerBound..<end) { end = name }
        if let closing = closing(in: lines.lowerBound..<trimmed(lines.lowerBound..<end)) { end = closing }
        return (end, single)
    }

    /// `Selamlar,` above the first quote: in many languages people greet and close with the same word.
    private func isLoneGreeting(_ lines: Range<Int>) -> Bool {
        let written = lines.filter { !text.lines[$0].isBlank }
        guard written.count == 1, let only = written.first, text.previousContent(before: only) == nil else {
            return false
        }
        let folded = text.folded(only)
        return folded.count <= 48 && !SignatureWords.isSentFrom(folded)
    }

    /// The end of the paragraph that warns of mail from outside, nil where none begins; a warning of one long line has
    /// its own line only. A mail that is nothing but a warning was written so.
    private func bannerEnd(_ index: Int, _ folded: ArraySlice<UInt8>, _ lines: Range<Int>) -> Int? {
        let isBanner = SignatureWords.isBanner(folded)
        guard isBanner || SignatureWords.beginsWarning(folded) else { return nil }
        var end = index + 1
        if text.lines[index].content.count < 120 {
            while end < lines.upperBound, !text.lines[end].isBlank, end - index < 6 { end += 1 }
            if end == lines.upperBound { end = index + 1 }
        }
        let rest = text.nextContent(after: end - 1)
        let isLeft = rest.map { $0 < lines.upperBound } ?? false
        if isBanner { return isLeft || rest != nil ? end : nil }
        return isLeft && (index..<end).contains { SignatureWords.saysFromOutside(text.folded($0)) }
            ? end : nil
    }

    /// A disclaimer, or what a mailing list adds, begins at the line.
    ///
    /// Nobody's mail begins with it: what does is an answer, or a machine's. Only above a forwarded message may it stand
    /// alone, and then it has to speak of secrecy.
    private func isNotice(_ index: Int, _ folded: ArraySlice<UInt8>, _ lines: Range<Int>) -> Bool {
        let isCertain = SignatureWords.beginsNotice(folded)
        guard isCertain || SignatureWords.mayBeginNotice(folded) else { return false }
        let above = text.previousContent(before: index).flatMap { $0 >= lines.lowerBound ? $0 : nil }
        if above == nil || above.map({ isGreeting($0, first: lines.lowerBound) }) ?? false {
            return isCertain && text.nextContent(after: lines.upperBound - 1) != nil
                && speaksOfSecrecy(index, lines)
        }
        return isCertain || speaksOfSecrecy(index, lines)
    }

    /// `Dear Ann,` as the first line.
    private func isGreeting(_ index: Int, first: Int) -> Bool {
        guard text.previousContent(before: index).map({ $0 < first }) ?? true else { return false }
        let folded = text.folded(index)
        return folded.count <= 48 && (folded.hasSuffix(",") || folded.hasSuffix("!") || folded.hasSuffix(":"))
    }

    /// Whether the paragraph that begins at the line does.
    private func speaksOfSecrecy(_ index: Int, _ lines: Range<Int>) -> Bool {
        var end = index
        while end < lines.upperBound, !text.lines[end].isBlank, end - index < ReplyLimits.maximumNoticeLines {
            if SignatureWords.speaksOfSecrecy(text.folded(end)) { return true }
            end += 1
        }
        return false
    }

    private func trimmed(_ lines: Range<Int>) -> Int {
        var end = lines.upperBound
        while end > lines.lowerBound, text.lines[end - 1].isBlank { end -= 1 }
        return end
    }

    /// A rule that is the last line, drawn above something that was taken off.
    private func ruled(_ lines: Range<Int>) -> Int {
        guard let last = lines.last, Separators.isRule(text.folded(last)) else { return lines.upperBound }
        return trimmed(lines.lowerBound..<last)
    }

    /// `-- ` (RFC 3676 §4.3), also without the blank; any other rule when nothing but short lines follows.
    private func isDelimiter(_ index: Int, _ folded: ArraySlice<UInt8>, upTo end: Int) -> Bool {
        guard folded.count >= 2, folded.allSatisfy(Self.ruleMarks.contains) || Separators.isDrawn(folded)
        else { return false }
        if folded.equals("--") || folded.equals("- -") || folded.equals("---") && index + 1 == end {
            return true
        }
        return isAddition(index + 1..<end) && index + 1 < end
    }

    private static let ruleMarks = ByteSet("-_=*~ ")

    /// True of lines that may all stand in a signature.
    private func isAddition(_ lines: Range<Int>) -> Bool {
        var count = 0
        for index in lines where !text.lines[index].isBlank {
            count += 1
            let folded = text.folded(index)
            if SignatureWords.beginsNotice(folded)
                || SignatureWords.mayBeginNotice(folded) && speaksOfSecrecy(index, lines)
            {
                return true
            }
            guard count <= ReplyLimits.maximumSignatureLines, looksLikeSignature(folded) else {
                return false
            }
        }
        return true
    }

    /// Short and no sentence, or something that stands in signatures whatever its length; the cheap tests first.
    private func looksLikeSignature(_ folded: ArraySlice<UInt8>) -> Bool {
        if folded.count <= ReplyLimits.maximumSignatureLineBytes {
            if !LineEnd.isSentence(folded) || FoldedWords.count(folded) <= 4 { return true }
        }
        return SignatureWords.isContact(folded) || SignatureWords.isSentFrom(folded)
    }

    private func beginsParagraph(_ index: Int, _ lines: Range<Int>) -> Bool {
        index == lines.lowerBound || text.lines[index - 1].isBlank
            || text.lines[index - 1].content.count <= 60
            || Separators.isRule(text.folded(index - 1))
    }

    /// The topmost closing in the tail of short lines.
    ///
    /// Firms put paragraphs with links (events, their own mailing list) under the name. Those are passed as well, but
    /// then only a closing with a name below it counts: people write sentences with links too.
    private func closing(in lines: Range<Int>) -> Int? {
        var found: Int?
        var index = lines.upperBound - 1
        var count = 0
        var hasFooter = false
        while index >= lines.lowerBound, count <= ReplyLimits.maximumSignatureLines {
            if !text.lines[index].isBlank {
                count += 1
                let folded = text.folded(index)
                if SignatureWords.isPostscript(folded) { break }
                if isClosing(index, folded, upTo: lines.upperBound), !opens(index, lines) {
                    if !hasFooter || standsAboveName(index, upTo: lines.upperBound) { found = index }
                } else if !looksLikeSignature(folded) {
                    guard let first = footer(around: index, in: lines) else { break }
                    hasFooter = true
                    count += index - first
                    index = first
                }
            }
            index -= 1
        }
        return found
    }

    private func standsAboveName(_ index: Int, upTo end: Int) -> Bool {
        text.nextContent(after: index).map { $0 < end && isName($0) } ?? false
    }

    /// The first line of the paragraph of line `index`, when there is a link in it and no question.
    private func footer(around index: Int, in lines: Range<Int>) -> Int? {
        var first = index
        while first > lines.lowerBound, !text.lines[first - 1].isBlank { first -= 1 }
        var end = index + 1
        while end < lines.upperBound, !text.lines[end].isBlank { end += 1 }
        guard end - first <= ReplyLimits.maximumFooterLines else { return nil }
        let folded = (first..<end).map(text.folded)
        let isFooter =
            folded.contains(where: SignatureWords.hasLink)
            && !folded.contains(where: LineEnd.isQuestion)
        return isFooter ? first : nil
    }

    /// `Thanks, Ann` as the first line, with more to come than a signature, is a greeting.
    private func opens(_ index: Int, _ lines: Range<Int>) -> Bool {
        guard
            index == lines.lowerBound
                || !(lines.lowerBound..<index).contains(where: { !text.lines[$0].isBlank })
        else {
            return false
        }
        // `Pozdrav Mia,`: Croatian and its neighbours greet and close with the same word.
        let folded = text.folded(index)
        if ClosingWords.kind(folded) == nil, folded.hasSuffix(",") || folded.hasSuffix("!"),
            isClosingWithName(index, hasComma: true), !endsWithSender(folded)
        {
            return true
        }
        let next = text.nextContent(after: index).flatMap { $0 < lines.upperBound ? $0 : nil }
        guard let next else { return false }
        return !isName(next) && !SignatureWords.isContact(text.folded(next))
    }

    private func endsWithSender(_ folded: ArraySlice<UInt8>) -> Bool {
        folded.split(whereSeparator: Self.lastLineMarks.contains).last.map(names.contains) ?? false
    }

    private func isClosing(_ index: Int, _ folded: ArraySlice<UInt8>, upTo end: Int) -> Bool {
        guard folded.count <= 160 else { return false }
        let next = text.nextContent(after: index).flatMap { $0 < end ? $0 : nil }
        switch ClosingWords.kind(folded) {
        case .formula: return true
        case .gratitude:
            return next.map { isName($0) || holdsSender($0) } ?? (folded.last == UInt8(ascii: ","))
        case nil: break
        }
        if ClosingWords.isNameAndClosing(folded) { return true }
        return folded.count <= 60 && isClosingWithName(index, hasComma: folded.contains(UInt8(ascii: ",")))
    }

    /// `Best, Tom`, `Viele Grüße Anna`: a closing and the name on one line.
    private func isClosingWithName(_ index: Int, hasComma: Bool) -> Bool {
        let words = NameWords.split(text.bytes[text.lines[index].content], NameWords.closingMarks)
        for count in 1...2 where words.count > count {
            let tail = words.suffix(count)
            guard tail.allSatisfy({ NameWords.isName($0, of: names) }) else { continue }
            let head = Folding.fold(Array(words.dropLast(count).joined(separator: [0x20]))[...])
            if let kind = ClosingWords.kind(head) {
                return kind == .formula || hasComma || tail.allSatisfy { names.contains(Folding.fold($0)) }
            }
        }
        return false
    }

    /// Letters without case tell no name from a word; one that is the sender's does.
    private func holdsSender(_ index: Int) -> Bool {
        let words = text.folded(index).split(whereSeparator: Self.lastLineMarks.contains)
        return (1...4).contains(words.count) && words.contains { $0.count > 3 && names.contains($0) }
    }

    private func isName(_ index: Int) -> Bool {
        let line = text.bytes[text.lines[index].content]
        guard line.count <= 48 else { return false }
        let words = NameWords.split(line, NameWords.nameMarks)
        guard (1...4).contains(words.count) else { return false }
        return words.allSatisfy { NameWords.isName($0, of: names) || NameWords.isOneLetter($0) }
            || words.allSatisfy { names.contains(Folding.fold($0)) }
            || NameWords.isUnspacedName(line)
    }

    private static let lastLineMarks = ByteSet(" ,.-_\"'()~/*")

    /// The last line, when it is the sender's name and nothing else, or a name in a paragraph of its own.
    private func nameLine(in lines: Range<Int>) -> Int? {
        guard let last = lines.last,
            text.previousContent(before: last).map({ $0 >= lines.lowerBound }) ?? false
        else {
            return nil
        }
        let folded = text.folded(last)
        guard folded.count <= 60, !LineEnd.isQuestion(folded) else { return nil }
        let words = folded.split(whereSeparator: Self.lastLineMarks.contains)
        guard (1...4).contains(words.count) else { return nil }
        let isApart = text.lines[last - 1].isBlank
        if words.allSatisfy({ isOfSender($0, isApart: isApart) }) { return last }
        if isApart, let name = words.first, names.contains(name), !LineEnd.isSentence(folded) { return last }
        if isApart, isNameAndTitle(last, folded) { return last }
        // `-Ann`, `--Ann Lee`
        let first = text.bytes[text.lines[last].content].first
        if first == UInt8(ascii: "-") || first == 0xE2, words.count <= 2, isName(last),
            !text.bytes[text.lines[last].content].hasPrefix("- "),
            let above = text.previousContent(before: last),
            text.bytes[text.lines[above].content].first != first
        {
            return last
        }
        guard isApart, words.count >= 2, isName(last), ClosingWords.kind(folded) == nil,
            text.bytes[text.lines[last].content].split(separator: 0x20).allSatisfy(NameWords.isCapitalised),
            text.bytes[text.lines[last].content].allSatisfy({
                $0 != UInt8(ascii: "!") && $0 != UInt8(ascii: ":")
            })
        else { return nil }
        return last
    }

    /// The sender's name, its beginning (`Max` for Maxime), or in a paragraph of its own its first letter.
    private func isOfSender(_ word: ArraySlice<UInt8>, isApart: Bool) -> Bool {
        names.contains { name in
            name == word || (word.count >= 3 || word.count == 1 && isApart) && name.starts(with: word)
        }
    }

    /// `郭子涵 | 北辰机器人`: a name, and parts behind it.
    private func isNameAndTitle(_ index: Int, _ folded: ArraySlice<UInt8>) -> Bool {
        guard folded.count <= 80, !folded.hasSuffix("."), !folded.hasSuffix("!") else { return false }
        let line = text.bytes[text.lines[index].content]
        let parts = line.split(separator: UInt8(ascii: "|"))
        guard (2...3).contains(parts.count), var name = parts.first else { return false }
        while name.last == 0x20 { name = name.dropLast() }
        if NameWords.isUnspacedName(name) { return true }
        let words = NameWords.split(name, NameWords.nameMarks)
        return (1...4).contains(words.count) && words.allSatisfy { NameWords.isName($0, of: names) }
    }

    private static let firstLineMarks = ByteSet(" ,.-_\"'()|")

    /// A last paragraph of short lines, one of which is the sender's name or gives a way to reach somebody.
    private func contactBlock(in lines: Range<Int>) -> Int? {
        guard let last = lines.last else { return nil }
        var first = last
        while first > lines.lowerBound, !text.lines[first - 1].isBlank { first -= 1 }
        guard first > lines.lowerBound, last - first >= 1, last - first < ReplyLimits.maximumSignatureLines
        else { return nil }
        var contacts = 0
        var named = false
        for index in first...last {
            let folded = text.folded(index)
            guard looksLikeSignature(folded), folded.count <= 80 else { return nil }
            if SignatureWords.isContact(folded) { contacts += 1 }
            if index == first {
                let words = folded.split(whereSeparator: Self.firstLineMarks.contains)
                named =
                    folded == fullName || isName(index)
                    || (!words.isEmpty && words.count <= 4 && words.allSatisfy(names.contains))
            }
        }
        return named || contacts * 2 >= last - first + 1
            ? (contacts > 0 || named && last - first <= 5 ? first : nil) : nil
    }
}

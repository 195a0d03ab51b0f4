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
    func cut(_ lines: Range<Int>) -> (start: Int, single: [Int]) {
        var end = lines.upperBound
        var single: [Int] = []
        var first = lines.lowerBound
        for index in lines where !text.lines[index].isBlank {
            let line = text.lines[index]
            guard line.content.count <= 400 else { continue }
            let folded = text.folded(index)
            if index == first, SignatureWords.isBanner(folded) {
                let paragraphEnd = bannerEnd(index, lines)
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
            } else if SignatureWords.beginsNotice(folded), beginsParagraph(index, lines) {
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

    /// The end of the paragraph that warns of mail from outside; a warning of one long line has its own line only.
    private func bannerEnd(_ index: Int, _ lines: Range<Int>) -> Int {
        guard text.lines[index].content.count < 120 else { return index + 1 }
        var end = index + 1
        while end < lines.upperBound, !text.lines[end].isBlank, end - index < 6 { end += 1 }
        return end < lines.upperBound ? end : index + 1
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
        guard folded.count >= 2, folded.allSatisfy(Self.ruleMarks.contains) else { return false }
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
            if SignatureWords.beginsNotice(folded) { return true }
            guard count <= ReplyLimits.maximumSignatureLines, looksLikeSignature(folded) else {
                return false
            }
        }
        return true
    }

    /// Short and no sentence, or something that stands in signatures whatever its length; the cheap tests first.
    private func looksLikeSignature(_ folded: ArraySlice<UInt8>) -> Bool {
        if folded.count <= ReplyLimits.maximumSignatureLineBytes {
            let endsSentence =
                folded.hasSuffix(".") || folded.hasSuffix("?") || folded.hasSuffix("!")
                || folded.hasSuffix("。")
            if !endsSentence || FoldedWords.count(folded) <= 4 { return true }
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
                if isPostscript(folded) { break }
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
            && !folded.contains { $0.last == UInt8(ascii: "?") }
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
        let next = text.nextContent(after: index).flatMap { $0 < lines.upperBound ? $0 : nil }
        guard let next else { return false }
        return !isName(next) && !SignatureWords.isContact(text.folded(next))
    }

    private func isPostscript(_ folded: ArraySlice<UInt8>) -> Bool {
        guard folded.first == UInt8(ascii: "p") else { return false }
        return folded.hasPrefix("p.s") || folded.hasPrefix("ps:") || folded.hasPrefix("ps.")
            || folded.hasPrefix("ps ") || folded.hasPrefix("p.p.s") || folded.hasPrefix("pps")
    }

    private func isClosing(_ index: Int, _ folded: ArraySlice<UInt8>, upTo end: Int) -> Bool {
        guard folded.count <= 160 else { return false }
        let next = text.nextContent(after: index).flatMap { $0 < end ? $0 : nil }
        switch ClosingWords.kind(folded) {
        case .formula: return true
        case .gratitude: return next.map(isName) ?? (folded.last == UInt8(ascii: ","))
        case nil: break
        }
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
        guard folded.count <= 60, folded.last != UInt8(ascii: "?") else { return nil }
        let words = folded.split(whereSeparator: Self.lastLineMarks.contains)
        guard (1...4).contains(words.count) else { return nil }
        if words.allSatisfy(names.contains) { return last }
        // `-Ann`, `--Ann Lee`
        let first = text.bytes[text.lines[last].content].first
        if first == UInt8(ascii: "-") || first == 0xE2, words.count <= 2, isName(last),
            !text.bytes[text.lines[last].content].hasPrefix("- "),
            let above = text.previousContent(before: last),
            text.bytes[text.lines[above].content].first != first
        {
            return last
        }
        guard text.lines[last - 1].isBlank, words.count >= 2, isName(last), ClosingWords.kind(folded) == nil,
            text.bytes[text.lines[last].content].split(separator: 0x20).allSatisfy(NameWords.isCapitalised),
            text.bytes[text.lines[last].content].allSatisfy({
                $0 != UInt8(ascii: "!") && $0 != UInt8(ascii: ":")
            })
        else { return nil }
        return last
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

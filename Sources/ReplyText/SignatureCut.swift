/// Finds, in a run of a person's own lines, where the message ends and what is added begins.
struct SignatureCut {
    let text: TextLines
    /// Words of the sender's name and of the local part of the address, folded.
    let names: [ArraySlice<UInt8>]
    let fullName: ArraySlice<UInt8>

    init(_ text: TextLines, senderName: String, senderAddress: String) {
        self.text = text
        fullName = Folding.fold(Array(senderName.utf8)[...])
        let local = Folding.fold(Array(senderAddress.utf8).prefix { $0 != UInt8(ascii: "@") })
        var names: [ArraySlice<UInt8>] = []
        names.reserveCapacity(6)
        Self.appendWords(of: fullName, to: &names)
        Self.appendWords(of: local, to: &names)
        self.names = names
    }

    private static func appendWords(of text: ArraySlice<UInt8>, to words: inout [ArraySlice<UInt8>]) {
        var start = text.startIndex
        for end in text.startIndex...text.endIndex where end == text.endIndex || nameMarks.contains(text[end])
        {
            if end - start > 1 { words.append(text[start..<end]) }
            start = end + 1
        }
    }

    private static let nameMarks = ByteSet(" ,.-_+\"'()0123456789")

    /// The first line of the signature in `lines`, and lines above it that are additions of their own.
    /// `goesOn`: the author writes on behind a quote; `answersAbove`: and has written above one.
    func cut(_ lines: Range<Int>, goesOn: Bool, answersAbove: Bool = false) -> (start: Int, single: [Int]) {
        if answersAbove, !goesOn, isNameAlone(lines) { return (lines.lowerBound, []) }
        guard let postscript = postscript(in: lines) else { return cutPart(lines, goesOn: goesOn) }
        let above = cutPart(lines.lowerBound..<postscript, goesOn: false)
        let below = cutPart(postscript..<lines.upperBound, goesOn: goesOn)
        guard hasContent(lines.lowerBound..<above.start) else { return below }
        return (below.start, above.single + Array(above.start..<postscript) + below.single)
    }

    /// Where a paragraph begins that was written under the name: `P.S. Bring the contract.`
    private func postscript(in lines: Range<Int>) -> Int? {
        lines.first { index in
            index > lines.lowerBound && text.lines[index - 1].isBlank && !text.lines[index].isBlank
                && SignatureWords.beginsPostscript(text.folded(index))
        }
    }

    private func hasContent(_ lines: Range<Int>) -> Bool { lines.contains { !text.lines[$0].isBlank } }

    private func cutPart(_ lines: Range<Int>, goesOn: Bool) -> (start: Int, single: [Int]) {
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
            } else if beginsParagraph(index, lines) || standsBelowFirm(index, folded),
                isNotice(index, folded, lines)
            {
                end = index
                break
            }
        }
        end = trimmed(lines.lowerBound..<end)
        end = ruled(lines.lowerBound..<end)
        let searched = lines.lowerBound..<end
        if let closing = closing(in: searched) {
            end = closing
        } else if let block = contactBlock(in: searched) {
            end = nameBlock(above: block, in: lines) ?? block
        }
        // A name may stand above all that, and a closing above the name.
        end = trimmed(lines.lowerBound..<end)
        if let name = nameLine(in: lines.lowerBound..<end) { end = name }
        let rest = lines.lowerBound..<trimmed(lines.lowerBound..<end)
        if rest != searched, let closing = closing(in: rest), hasContent(lines.lowerBound..<closing) {
            end = closing
        }
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
    func isGreeting(_ index: Int, first: Int) -> Bool {
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

    func trimmed(_ lines: Range<Int>) -> Int {
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
        guard folded.count >= 2,
            folded.allSatisfy(Self.ruleMarks.contains) || Separators.isDrawn(folded) || isDotted(folded)
        else { return false }
        if folded.equals("--") || folded.equals("- -") || folded.equals("---") && index + 1 == end {
            return true
        }
        return isAddition(index + 1..<end) && index + 1 < end
    }

    /// `. . . . . . . . . .`
    private func isDotted(_ folded: ArraySlice<UInt8>) -> Bool {
        folded.count >= 12 && folded.allSatisfy { Self.ruleMarks.contains($0) || $0 == UInt8(ascii: ".") }
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
            guard count <= ReplyLimits.maximumSignatureLines,
                looksLikeSignature(folded) || SignatureWords.namesFirm(folded)
            else { return false }
        }
        return true
    }

    /// Short and no sentence, or something that stands in signatures whatever its length; the cheap tests first.
    func looksLikeSignature(_ folded: ArraySlice<UInt8>) -> Bool {
        let maximum = ReplyLimits.maximumSignatureLineWidth
        // No letter is wider than its bytes.
        if folded.count <= maximum || width(folded) <= maximum {
            if !LineEnd.isSentence(folded) || FoldedWords.count(folded) <= 4 { return true }
        }
        if SignatureWords.isContact(folded) || SignatureWords.isSentFrom(folded) { return true }
        // `Ann Reed, dipl. ing. agr.`
        return !fullName.isEmpty && folded.starts(with: fullName)
            && folded.dropFirst(fullName.count).first == UInt8(ascii: ",")
    }

    /// Letters, where one takes up to three bytes; Chinese, Japanese and Korean ones say more and count three.
    private func width(_ folded: ArraySlice<UInt8>) -> Int {
        var width = 0
        for byte in folded where byte < 0x80 || byte >= 0xC0 { width += byte > 0xE0 ? 3 : 1 }
        return width
    }

    /// What looks like a notice follows the line with the firm's particulars at once.
    private func standsBelowFirm(_ index: Int, _ folded: ArraySlice<UInt8>) -> Bool {
        guard SignatureWords.beginsNotice(folded) || SignatureWords.mayBeginNotice(folded) else {
            return false
        }
        let above = text.folded(index - 1)
        return SignatureWords.namesFirm(above) || SignatureWords.isContact(above)
    }

    private func beginsParagraph(_ index: Int, _ lines: Range<Int>) -> Bool {
        index == lines.lowerBound || text.lines[index - 1].isBlank
            || text.lines[index - 1].content.count <= 60
            || Separators.isRule(text.folded(index - 1))
    }
}

/// The formula that ends a letter, and what may stand below it.
extension SignatureCut {
    /// The topmost closing in the tail of short lines.
    ///
    /// Firms put paragraphs with links (events, their own mailing list) under the name. Those are passed as well, but
    /// then only a closing with a name below it counts: people write sentences with links too.
    func closing(in lines: Range<Int>) -> Int? {
        var found: Int?
        var index = lines.upperBound - 1
        var count = 0
        var footers = Footers()
        while index >= lines.lowerBound, count <= ReplyLimits.maximumSignatureLines {
            if !text.lines[index].isBlank {
                count += 1
                let folded = text.folded(index)
                if SignatureWords.isPostscript(folded) { break }
                if isClosing(index, folded, in: lines), !opens(index, lines) {
                    if found == nil || !isFirst(index, lines),
                        !footers.hasAny
                            || standsAboveName(index, upTo: lines.upperBound)
                                && !footers.lackContact
                    {
                        found = index
                    }
                } else if !looksLikeSignature(folded) {
                    guard let first = footers.first(around: index, in: lines, of: text) else { break }
                    count += index - first
                    index = first
                } else if footers.lackContact, SignatureWords.isContact(folded) {
                    footers.lackContact = false
                }
            }
            index -= 1
        }
        return found
    }

    private func isFirst(_ index: Int, _ lines: Range<Int>) -> Bool {
        text.previousContent(before: index).map { $0 < lines.lowerBound } ?? true
    }

    private func standsAboveName(_ index: Int, upTo end: Int) -> Bool {
        text.nextContent(after: index).map { $0 < end && isName($0) } ?? false
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

    private func isClosing(_ index: Int, _ folded: ArraySlice<UInt8>, in lines: Range<Int>) -> Bool {
        guard folded.count <= 160 else { return false }
        let next = text.nextContent(after: index).flatMap { $0 < lines.upperBound ? $0 : nil }
        let mayBegin = ClosingWords.mayBegin(folded)
        switch mayBegin ? ClosingWords.kind(folded) : nil {
        case .formula: return true
        case .gratitude:
            return next.map { isName($0) || holdsSender($0) || beginsWithName($0) || isCaselessName($0) }
                ?? (folded.last == UInt8(ascii: ","))
        case nil: break
        }
        if ClosingWords.isNameAndClosing(folded) { return true }
        if mayBegin, folded.count <= 60,
            isClosingWithName(index, hasComma: folded.contains(UInt8(ascii: ",")))
        {
            return true
        }
        return next.map { isShortLine(index, folded, aboveName: $0, in: lines) } ?? false
    }

    /// `Au plaisir,` and `Geros dienos!`: a few words in whatever language, and under them the name.
    ///
    /// The comma is enough before anything that looks like a name. People exclaim things, so that needs the
    /// sender's name on the very next line, and no mark at all the whole name. An answer of such words alone, or under a greeting, stays.
    private func isShortLine(
        _ index: Int, _ folded: ArraySlice<UInt8>, aboveName next: Int, in lines: Range<Int>
    ) -> Bool {
        guard folded.count <= 72, FoldedWords.count(folded) <= 4, next - index <= 3,
            let above = text.previousContent(before: index), above >= lines.lowerBound,
            text.lines[index - 1].isBlank || LineEnd.isSentence(text.folded(above)),
            !isGreeting(above, first: lines.lowerBound), !folded.contains(where: { $0 &- 0x30 < 10 })
        else { return false }
        if LineEnd.isComma(folded) { return beginsWithSender(next) || isName(next) }
        guard next == index + 1, beginsWithSender(next) else { return false }
        if folded.last == UInt8(ascii: "!") { return true }
        return FoldedWords.count(text.folded(next)) >= 2 && !LineEnd.isSentence(folded) && folded.last != 0x3A
    }

    /// A line whose first word is the sender's name, its beginning or its first letter, and that has few more.
    private func beginsWithSender(_ index: Int) -> Bool {
        let folded = text.folded(index)
        guard !folded.contains(UInt8(ascii: ":")) else { return false }
        let words = FoldedWords.split(folded, Self.lastLineMarks, upTo: 4)
        return words?.first.map { isOfSender($0, isApart: true) } ?? false
    }

    /// A line such as a name makes in letters without case: up to three words and no mark of a sentence.
    func isCaselessName(_ index: Int) -> Bool {
        let folded = text.folded(index)
        guard let first = folded.first, first >= 0xD6, folded.count <= 72,
            (1...3).contains(FoldedWords.count(folded)), !LineEnd.isSentence(folded), !LineEnd.isComma(folded)
        else { return false }
        let word = text.text(index)
        return word.allSatisfy { $0.isLetter || $0 == " " || $0 == "." }
            && word.first.map { !$0.isCased } ?? false && !Self.politeEndings.endsText(folded)
    }

    /// Thai sentences have no marks, but end politely.
    private static let politeEndings = PhraseTable([
        "ครับ", "ค่ะ", "คะ", "นะ", "ครับผม", "だ", "です", "ます", "요", "다",
    ])

    /// `Ann Reed | Head of Operations`
    private func beginsWithName(_ index: Int) -> Bool {
        isNameAndTitle(index, text.folded(index))
            || beginsWithSender(index) && !LineEnd.isSentence(text.folded(index))
    }

    /// `Best, Tom`, `Viele Grüße Anna`, `Mvh Wenche i resepsjonen`: a closing and the name on one line, with the office behind
    /// it or without.
    private func isClosingWithName(_ index: Int, hasComma: Bool) -> Bool {
        let line = text.bytes[text.lines[index].content]
        var words = NameWords.split(line, NameWords.closingMarks)
        // The office is one word or two.
        let place = words.indices.suffix(3).last { ClosingWords.isPreposition(Folding.fold(words[$0])) }
        if let place, place >= 2, place < words.count - 1 {
            words.removeSubrange(place...)
        }
        for count in 1...3 where words.count > count {
            let tail = words.suffix(count)
            guard tail.allSatisfy({ NameWords.isName($0, of: names) }) else { continue }
            let head = Folding.fold(line[..<words[words.count - count - 1].endIndex])
            if let kind = ClosingWords.kind(head) {
                return kind == .formula || hasComma || tail.allSatisfy { names.contains(Folding.fold($0)) }
            }
        }
        return false
    }

    /// Letters without case tell no name from a word; one that is the sender's does.
    private func holdsSender(_ index: Int) -> Bool {
        let words = FoldedWords.split(text.folded(index), Self.lastLineMarks, upTo: 4)
        return words?.contains { $0.count > 3 && names.contains($0) } ?? false
    }

    func isName(_ index: Int) -> Bool {
        let line = text.bytes[text.lines[index].content]
        guard line.count <= 48, !line.contains(UInt8(ascii: ":")) else { return false }
        let words = NameWords.split(line, NameWords.nameMarks)
        guard (1...4).contains(words.count) else { return false }
        return words.allSatisfy { NameWords.isName($0, of: names) || NameWords.isOneLetter($0) }
            || words.allSatisfy { names.contains(Folding.fold($0)) }
            || NameWords.isUnspacedName(line)
    }
}

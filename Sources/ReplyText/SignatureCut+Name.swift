/// The name of the sender at the end of a letter, with a closing above it or without.
extension SignatureCut {
    static let lastLineMarks = ByteSet(" ,.-_\"'()~/*")

    /// The last line, when it is the sender's name and nothing else, or a name in a paragraph of its own.
    func nameLine(in lines: Range<Int>) -> Int? {
        guard let last = lines.last,
            text.previousContent(before: last).map({ $0 >= lines.lowerBound }) ?? false
        else {
            return nil
        }
        let folded = text.folded(last)
        guard folded.count <= 60, !LineEnd.isQuestion(folded) else { return nil }
        let isApart = text.lines[last - 1].isBlank
        if isApart, isTitledName(last) { return last }
        guard var words = FoldedWords.split(folded, Self.lastLineMarks, upTo: 4), !words.isEmpty else {
            return nil
        }
        if words.count > 1, words.last.map(Self.areKisses) ?? false { words.removeLast() }
        if words.allSatisfy({ isOfSender($0, isApart: isApart) }) { return last }
        if isApart, let name = words.first, names.contains(name), !LineEnd.isSentence(folded) { return last }
        if isApart, isNameAndOffice(folded) || endsWithName(words, folded) { return last }
        if isApart, isNameAndTitle(last, folded) || isShortForm(last, words) || isInitials(last) {
            return last
        }
        // `-Ann`, `--Ann Lee`, `/Ann`
        let first = text.bytes[text.lines[last].content].first
        if first == UInt8(ascii: "-") || first == UInt8(ascii: "/") || first == 0xE2, words.count <= 2,
            isName(last),
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

    /// One line that is the sender's name or its first letter, below the last quote that somebody answered.
    func isNameAlone(_ lines: Range<Int>) -> Bool {
        let written = lines.filter { !text.lines[$0].isBlank }
        guard written.count == 1, let only = written.first, text.lines[only].content.count <= 60,
            let words = FoldedWords.split(text.folded(only), Self.lastLineMarks, upTo: 4), !words.isEmpty
        else { return false }
        return words.allSatisfy { isOfSender($0, isApart: true) }
    }

    /// `Klem fra Gunvor`, `Puszi: Eszter`, `湯の花 古川`: the sender's name behind a word or two.
    private func endsWithName(_ words: [ArraySlice<UInt8>], _ folded: ArraySlice<UInt8>) -> Bool {
        guard (2...3).contains(words.count), let name = words.last, name.count >= 3, names.contains(name)
        else { return false }
        return !LineEnd.isSentence(folded)
    }

    /// `J. Reed, buyer`, `don Anselmo, economo`: the sender's name with short words before it, a comma, and an office.
    private func isNameAndOffice(_ folded: ArraySlice<UInt8>) -> Bool {
        guard !LineEnd.isSentence(folded), let comma = folded.firstIndex(of: UInt8(ascii: ",")),
            comma + 1 < folded.endIndex, FoldedWords.count(folded[comma...]) <= 5,
            let words = FoldedWords.split(folded[..<comma], Self.lastLineMarks, upTo: 3),
            let last = words.last, last.count >= 4, names.contains(last)
        else { return false }
        return words.dropLast().allSatisfy { $0.count <= 4 }
    }

    /// `Паша` for Павел or Pavel, `Kata` for Katalin, `שירה` for Shira: a word alone under the text, with the first
    /// letter of the sender's name; in letters without case the whole name, `राजेश चौहान` for Rajesh Chauhan.
    private func isShortForm(_ index: Int, _ words: [ArraySlice<UInt8>]) -> Bool {
        guard let above = text.previousContent(before: index), endsStatement(above),
            ClosingWords.kind(text.folded(index)) == nil
        else { return false }
        guard words.count == 1, let folded = words.first else {
            return words.count <= 3
                && words.allSatisfy { word in
                    Romanised.isCaseless(word[word.startIndex])
                        && names.contains { Romanised.mayBeginAlike($0, word) }
                }
        }
        let word = text.text(index).prefix { $0 != " " }
        guard let first = folded.first, first >= UInt8(ascii: "a"), (2...10).contains(word.count),
            word.first?.isUppercase ?? false && word.dropFirst().contains(where: \.isLowercase)
                || word.count > 2 && Romanised.isCaseless(first),
            word.allSatisfy(\.isLetter)
        else { return false }
        return names.contains { Romanised.mayBeginAlike($0, folded) } || isGreetedBelow(folded)
    }

    /// With the mark of a sentence, a smiley, an address or a telephone number: the line below is another thing.
    private func endsStatement(_ index: Int) -> Bool {
        let folded = text.folded(index)
        if LineEnd.isSentence(folded) { return true }
        let last = FoldedWords.last(of: folded)
        return last.contains(UInt8(ascii: "@")) || SignatureWords.hasLink(last)
            || last.count >= 2 && last.allSatisfy { Self.figures.contains($0) }
    }

    /// Of telephone numbers and of smileys.
    private static let figures = ByteSet("0123456789-+/.:;()")

    /// `PH` for Peter Hudák, `J.R.`
    private func isInitials(_ index: Int) -> Bool {
        let line = text.bytes[text.lines[index].content]
        let letters = Folding.fold(line).filter { $0 != UInt8(ascii: ".") && $0 != 0x20 }
        guard (2...3).contains(letters.count), line.allSatisfy({ $0 < UInt8(ascii: "a") }) else {
            return false
        }
        let words = FoldedWords.split(fullName, Self.lastLineMarks, upTo: letters.count) ?? []
        return words.count == letters.count && zip(words, letters).allSatisfy { $0.first == $1 }
    }

    /// `Fi x`, `Ann xx`, `Jo xoxo`: what the English put behind their names.
    private static func areKisses(_ word: ArraySlice<UInt8>) -> Bool {
        word.first == UInt8(ascii: "x")
            && word.allSatisfy { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "o") }
    }

    /// `lek. dent. Agata Mroczek`, `mgr inż. Jan Lis`: short forms of degrees, and a name of two words or three.
    private func isTitledName(_ index: Int) -> Bool {
        let line = text.bytes[text.lines[index].content]
        guard line.count <= 60 else { return false }
        let words = NameWords.split(line, NameWords.nameMarks)
        let name = words.drop(while: NameWords.isTitle)
        return name.count < words.count && (2...3).contains(name.count)
            && name.allSatisfy { NameWords.isCapitalised($0) && NameWords.isName($0, of: names) }
    }

    private static let greetingMarks = ByteSet(" ,!:/")

    /// The quoted mail begins with a greeting of somebody of this name; the sender's address may be a firm's.
    private func isGreetedBelow(_ name: ArraySlice<UInt8>) -> Bool {
        var index = text.lines.count - 1
        for next in text.lines.indices where text.folded(next) == name { index = next }
        var seen = 0
        while let next = text.nextContent(after: index), seen < 12 {
            let line = text.folded(next)
            let words = line.split(whereSeparator: Self.greetingMarks.contains)
            if LineEnd.isComma(line) || line.hasSuffix("!") || line.hasSuffix(":"),
                (2...5).contains(words.count), words.last == name
            {
                return true
            }
            index = next
            seen += 1
        }
        return false
    }

    /// The sender's name, its beginning (`Max` for Maxime), in a paragraph of its own its first letter; of `林佳蓉`, where
    /// the family stands first, the last two.
    func isOfSender(_ word: ArraySlice<UInt8>, isApart: Bool) -> Bool {
        names.contains { name in
            name == word
                || (word.count >= 3 || isApart && NameWords.isOneLetter(word)) && name.starts(with: word)
                || word.count == 6 && word[word.startIndex] >= 0xE3 && name.count <= 12
                    && name.suffix(6).elementsEqual(word)
        }
    }

    /// `郭子涵 | 北辰机器人`: a name, and parts behind it.
    func isNameAndTitle(_ index: Int, _ folded: ArraySlice<UInt8>) -> Bool {
        guard folded.count <= 80, !folded.hasSuffix("."), !folded.hasSuffix("!") else { return false }
        let line = text.bytes[text.lines[index].content]
        let parts = line.split(separator: UInt8(ascii: "|"))
        guard (2...3).contains(parts.count), var name = parts.first else { return false }
        while name.last == 0x20 { name = name.dropLast() }
        if NameWords.isUnspacedName(name) { return true }
        let words = NameWords.split(name, NameWords.nameMarks)
        return (1...4).contains(words.count) && words.allSatisfy { NameWords.isName($0, of: names) }
    }

    private func isAnnounced(_ index: Int) -> Bool {
        guard let above = text.previousContent(before: index) else { return false }
        let folded = text.folded(above)
        return folded.last == UInt8(ascii: ":") && ClosingWords.kind(folded) == nil
    }

    /// The paragraph with the name, where firms put others between it and the last one: a logo, an address.
    func nameBlock(above block: Int, in lines: Range<Int>) -> Int? {
        var found: Int?
        var end = trimmed(lines.lowerBound..<block)
        for _ in 0..<ReplyLimits.maximumSignatureParagraphs {
            var first = end
            while first > lines.lowerBound, !text.lines[first - 1].isBlank { first -= 1 }
            guard first > lines.lowerBound, first < end else { break }
            let paragraph = first..<end
            if isNameBlock(paragraph, in: lines) {
                found = first
            } else if paragraph.count > 2 || !paragraph.allSatisfy(isPartOfSignature) {
                break
            }
            end = trimmed(lines.lowerBound..<first)
        }
        return found
    }

    private func isNameBlock(_ paragraph: Range<Int>, in lines: Range<Int>) -> Bool {
        let first = paragraph.lowerBound
        guard contactBlock(in: lines.lowerBound..<paragraph.upperBound) == first else { return false }
        let folded = text.folded(first)
        if let words = FoldedWords.split(folded, Self.firstLineMarks, upTo: 4), !words.isEmpty,
            words.allSatisfy(names.contains)
        {
            return true
        }
        return (isName(first) || isNameAndTitle(first, folded))
            && paragraph.contains { SignatureWords.isContact(text.folded($0)) }
    }

    private func isPartOfSignature(_ index: Int) -> Bool {
        let folded = text.folded(index)
        return folded.count <= 80 && looksLikeSignature(folded) && !LineEnd.isSentence(folded)
    }

    private static let firstLineMarks = ByteSet(" ,.-_\"'()|")

    /// A last paragraph of short lines, one of which is the sender's name or gives a way to reach somebody. Below a colon
    /// it is what the mail has to say: `Please write to our buyer:`.
    func contactBlock(in lines: Range<Int>) -> Int? {
        guard let last = lines.last else { return nil }
        var first = last
        while first > lines.lowerBound, !text.lines[first - 1].isBlank { first -= 1 }
        guard first > lines.lowerBound, last - first >= 1, last - first < ReplyLimits.maximumSignatureLines,
            !isAnnounced(first)
        else { return nil }
        var contacts = 0
        var named = false
        for index in first...last {
            let folded = text.folded(index)
            guard looksLikeSignature(folded), folded.count <= 80 else { return nil }
            if SignatureWords.isContact(folded) { contacts += 1 }
            if index == first {
                let words = FoldedWords.split(folded, Self.firstLineMarks, upTo: 4) ?? []
                named =
                    folded == fullName || isName(index)
                    || (!words.isEmpty && words.allSatisfy(names.contains))
            }
        }
        let isName = named || contacts > 0 && last - first <= 5 && isCaselessName(first)
        return isName || contacts * 2 >= last - first + 1
            ? (contacts > 0 || named && last - first <= 5 ? first : nil) : nil
    }
}

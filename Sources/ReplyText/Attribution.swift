/// `On Mon, 3 Mar 2025 at 10:12, Ann <ann@example> wrote:` in any language, on one line or wrapped over some.
enum Attribution {
    /// The lines of the attribution that ends at line `last`; nil where there is none. `isQuoteNext` says whether
    /// what follows is marked as a quote; then the form alone is enough, and no word need be known.
    static func lines(endingAt last: Int, in text: TextLines, isQuoteNext: Bool) -> ClosedRange<Int>? {
        let end = text.lines[last]
        guard !end.isBlank else { return nil }
        if isStamp(text.folded(last)) { return last...last }
        guard endsLikeOne(text.bytes[end.content], isQuoteNext: isQuoteNext) else { return nil }
        var joined: ArraySlice<UInt8> = []
        for count in 0..<ReplyLimits.maximumAttributionLines {
            let index = last - count
            guard index >= 0, !text.lines[index].isBlank, text.lines[index].depth == end.depth else { break }
            let line = text.folded(index)
            joined = count == 0 ? line : line + [0x20] + joined
            guard joined.count <= ReplyLimits.maximumAttributionBytes else { break }
            if count > 0, endsSentence(line) { break }
            guard isOne(joined, firstLine: line, isQuoteNext: isQuoteNext) else { continue }
            return extended(index, to: last, in: text)
        }
        return nil
    }

    /// Takes in the lines above as far as the one where the date stands: `On Mon, 3 Mar 2025 at 10:12,`.
    private static func extended(_ first: Int, to last: Int, in text: TextLines) -> ClosedRange<Int> {
        let own = text.folded(first)
        // `Mia Larsen <mia@example> ezt írta (időpont: 2026. márc.` and `9., H, 9:12):`
        if first > 0, first == last, !text.lines[first - 1].isBlank,
            text.lines[first - 1].depth == text.lines[last].depth
        {
            let above = text.folded(first - 1)
            if Shape(above).hasAddress, AttributionWords.hasVerb(above), !endsSentence(above) {
                return (first - 1)...last
            }
        }
        if AttributionWords.hasOpener(own), Shape(own).hasDate { return first...last }
        var index = first - 1
        while index >= 0, last - index < ReplyLimits.maximumAttributionLines {
            let above = text.lines[index]
            // `On …, Ann`, an empty line, `<`, `mailto:ann@example`: links of HTML made plain.
            if above.isBlank, text.folded(index + 1).equals("<") {
                index -= 1
                continue
            }
            guard !above.isBlank, above.depth == text.lines[last].depth, above.content.count <= 200 else {
                break
            }
            let line = text.folded(index)
            if endsSentence(line) { break }
            let shape = Shape(line)
            // With the hour it needs no word that is known: `svētd., 2026. g. 24. maijs, plkst. 13:02 — Ann`.
            if shape.hasDate, shape.hasTime || AttributionWords.hasOpener(line) { return index...last }
            index -= 1
        }
        return (sender(above: first, in: text) ?? first)...last
    }

    /// `--- Ann Reed <ann@example>` above a line that is a verb alone: Yahoo in plain text, without a date; or with a
    /// date of day and month one line higher.
    private static func sender(above verb: Int, in text: TextLines) -> Int? {
        func isJoined(_ index: Int) -> Bool {
            index >= 0 && !text.lines[index].isBlank && text.lines[index].depth == text.lines[verb].depth
                && text.lines[index].content.count <= 120 && !endsSentence(text.folded(index))
        }
        guard FoldedWords.count(text.folded(verb)) <= 3, isJoined(verb - 1) else { return nil }
        let line = text.folded(verb - 1)
        guard Shape(line).hasAddress,
            line.hasPrefix("--- ") || line.last == UInt8(ascii: ">") && FoldedWords.count(line) <= 5
        else { return nil }
        guard isJoined(verb - 2) else { return verb - 1 }
        let above = text.folded(verb - 2)
        let hasDay = above.contains { $0 &- UInt8(ascii: "0") < 10 }
        return hasDay && AttributionWords.hasOpener(above) ? verb - 2 : verb - 1
    }

    /// An attribution broken off so that its last word stands behind the `>` of the wrapped address:
    /// `On …, Ann <ann@example` and `> wrote:`. `last` is the line before the marked one.
    static func linesBroken(endingAt last: Int, marked next: Int, in text: TextLines) -> ClosedRange<Int>? {
        let word = text.lines[next].content
        guard word.count <= 48, !word.isEmpty, text.bytes[word].last == UInt8(ascii: ":"),
            AttributionWords.hasVerb(text.folded(next))
        else { return nil }
        let lines = extended(last, to: last, in: text)
        let first = text.folded(lines.lowerBound)
        return AttributionWords.hasOpener(first) && Shape(first).hasDate ? lines : nil
    }

    private static func isOne(_ joined: ArraySlice<UInt8>, firstLine: ArraySlice<UInt8>, isQuoteNext: Bool)
        -> Bool
    {
        let shape = Shape(joined)
        guard isQuoteNext || shape.hasDate || shape.hasAddress else { return false }
        let verb = AttributionWords.hasVerb(joined)
        let opener = AttributionWords.hasOpener(firstLine)
        // Date, time and address: no word needed. Gmail in Japanese has none.
        if shape.hasAddress, shape.hasDate, shape.hasTime, opener || verb { return true }
        if verb, shape.hasDate, opener || shape.hasAddress || shape.hasTime { return true }
        // `ann@example wrote:` and nothing else.
        if verb, shape.hasAddress, FoldedWords.count(joined) <= 5 { return true }
        guard isQuoteNext else { return false }
        if verb { return joined.count <= 160 }
        return (shape.hasDate || shape.hasAddress) && opener
            || shape.hasAddress && (shape.hasDate || joined.count <= 120)
    }

    /// `2016-03-03 17:21 GMT+01:00 Ann Reed`: Gmail's older form, which has neither verb nor colon.
    private static func isStamp(_ folded: ArraySlice<UInt8>) -> Bool {
        guard folded.first == UInt8(ascii: "2"), folded.hasPrefix("20"),
            (4...7).contains(FoldedWords.count(folded)),
            folded.dropFirst(10).hasPrefix(" "), folded.dropFirst(16).hasPrefix(" gmt")
        else { return false }
        let shape = Shape(folded)
        return shape.hasDate && shape.hasTime
    }

    private static func endsLikeOne(_ line: ArraySlice<UInt8>, isQuoteNext: Bool) -> Bool {
        var end = line.endIndex
        while end > line.startIndex {
            let byte = line[end - 1]
            if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_") || byte <= 0x20 {
                end -= 1
            } else if end - 3 >= line.startIndex, line[end - 3] == 0xE2,
                line[end - 2] == 0x80 || line[end - 2] == 0x81
            {
                end -= 3  // bidi marks after the colon, in Hebrew and Arabic mail
            } else {
                break
            }
        }
        guard end > line.startIndex else { return false }
        if line[end - 1] == UInt8(ascii: ":") { return true }
        if end - 3 >= line.startIndex, line[end - 3..<end].elementsEqual([0xEF, 0xBC, 0x9A]) { return true }
        // `… wrote` and `… <ann@example>` where the quote follows.
        return isQuoteNext
            && (line[end - 1] == UInt8(ascii: ">") || line[..<end].suffix(5).elementsEqual("wrote".utf8)
                || line[end - 1] == UInt8(ascii: ";"))
    }

    static func endsSentence(_ folded: ArraySlice<UInt8>) -> Bool {
        guard let last = folded.last else { return true }
        return last == UInt8(ascii: "!") || last == UInt8(ascii: "?") || last == UInt8(ascii: ":")
            || (last == UInt8(ascii: ".") && !Shape(folded).hasDate && !Shape(folded).hasAddress
                && !endsWithOrdinal(folded))
    }

    /// `am Fr., 28.`
    private static func endsWithOrdinal(_ folded: ArraySlice<UInt8>) -> Bool {
        guard let before = folded.dropLast().last else { return false }
        return before &- UInt8(ascii: "0") < 10
    }

    /// What a line holds, by form.
    struct Shape {
        let hasAddress: Bool
        let hasDate: Bool
        let hasTime: Bool

        init(_ bytes: ArraySlice<UInt8>) {
            var address = false
            var time = false
            var groups = 0
            var year = false
            var index = bytes.startIndex
            while index < bytes.endIndex {
                let byte = bytes[index]
                if byte == UInt8(ascii: "@"), index > bytes.startIndex, index + 1 < bytes.endIndex,
                    bytes[index - 1] > 0x20,
                    bytes[index + 1] > 0x20
                {
                    address = true
                }
                guard byte &- UInt8(ascii: "0") < 10 else {
                    index += 1
                    continue
                }
                let start = index
                while index < bytes.endIndex, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
                groups += 1
                if index - start == 4, bytes[start] == UInt8(ascii: "1") || bytes[start] == UInt8(ascii: "2")
                {
                    year = true
                }
                if index - start <= 2, index + 2 < bytes.endIndex,
                    bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: ".")
                        || bytes[index] == UInt8(ascii: "h"),
                    bytes[index + 1] &- UInt8(ascii: "0") < 10, bytes[index + 2] &- UInt8(ascii: "0") < 10
                {
                    time = true
                }
            }
            hasAddress = address
            hasTime = time
            hasDate = (year && groups >= 2) || groups >= 3 || (time && groups >= 3)
        }
    }
}

/// `On Mon, 3 Mar 2025 at 10:12, Ann <ann@example> wrote:` in any language, on one line or wrapped over some.
enum Attribution {
    /// The lines of the attribution that ends at line `last`; nil where there is none. `isQuoteNext` says whether
    /// what follows is marked as a quote; then the form alone is enough, and no word need be known.
    static func lines(endingAt last: Int, in text: TextLines, isQuoteNext: Bool) -> ClosedRange<Int>? {
        let end = text.lines[last]
        guard !end.isBlank, endsLikeOne(text.bytes[end.content], isQuoteNext: isQuoteNext) else { return nil }
        var joined = ""
        for count in 0..<ReplyLimits.maximumAttributionLines {
            let index = last - count
            guard index >= 0, !text.lines[index].isBlank, text.lines[index].depth == end.depth else { break }
            let line = text.folded(index)
            joined = count == 0 ? line : line + " " + joined
            guard joined.utf8.count <= ReplyLimits.maximumAttributionBytes else { break }
            if count > 0, endsSentence(line) { break }
            guard isOne(joined, firstLine: line, isQuoteNext: isQuoteNext) else { continue }
            return extended(index, to: last, in: text)
        }
        return nil
    }

    /// Takes in the line above when the date stands there: `On Mon, 3 Mar 2025 at 10:12,`.
    private static func extended(_ first: Int, to last: Int, in text: TextLines) -> ClosedRange<Int> {
        var first = first
        while first > 0, last - first + 1 < ReplyLimits.maximumAttributionLines {
            let above = text.lines[first - 1]
            guard !above.isBlank, above.depth == text.lines[last].depth else { break }
            let line = text.folded(first - 1)
            guard line.utf8.count <= 200, AttributionWords.hasOpener(line) || first < last,
                AttributionWords.hasOpener(line), Shape(line).hasDate, !endsSentence(line),
                !AttributionWords.hasOpener(text.folded(first)) || !Shape(text.folded(first)).hasDate
            else { break }
            first -= 1
        }
        return first...last
    }

    private static func isOne(_ joined: String, firstLine: String, isQuoteNext: Bool) -> Bool {
        let shape = Shape(joined)
        let verb = AttributionWords.hasVerb(joined)
        let opener = AttributionWords.hasOpener(firstLine)
        // Date, time and address: no word needed. Gmail in Japanese has none.
        if shape.hasAddress, shape.hasDate, shape.hasTime, opener || verb { return true }
        if verb, shape.hasDate, opener || shape.hasAddress || shape.hasTime { return true }
        guard isQuoteNext else { return false }
        if verb { return joined.utf8.count <= 160 }
        return (shape.hasDate || shape.hasAddress) && opener
            || shape.hasAddress && (shape.hasDate || joined.utf8.count <= 120)
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
        // `… wrote` and `… wrote...` where the quote follows.
        return isQuoteNext
            && (line[end - 1] == UInt8(ascii: ">") || line[..<end].suffix(5).elementsEqual("wrote".utf8)
                || line[end - 1] == UInt8(ascii: ";"))
    }

    private static func endsSentence(_ folded: String) -> Bool {
        guard let last = folded.utf8.last else { return true }
        return last == UInt8(ascii: "!") || last == UInt8(ascii: "?") || last == UInt8(ascii: ":")
            || (last == UInt8(ascii: ".") && !Shape(folded).hasDate)
    }

    /// What a line holds, by form.
    struct Shape {
        let hasAddress: Bool
        let hasDate: Bool
        let hasTime: Bool

        init(_ text: String) {
            let bytes = Array(text.utf8)
            var address = false
            var time = false
            var groups = 0
            var year = false
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte == UInt8(ascii: "@"), index > 0, index + 1 < bytes.count, bytes[index - 1] > 0x20,
                    bytes[index + 1] > 0x20
                {
                    address = true
                }
                guard byte &- UInt8(ascii: "0") < 10 else {
                    index += 1
                    continue
                }
                let start = index
                while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
                groups += 1
                if index - start == 4, bytes[start] == UInt8(ascii: "1") || bytes[start] == UInt8(ascii: "2")
                {
                    year = true
                }
                if index - start <= 2, index + 2 < bytes.count,
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

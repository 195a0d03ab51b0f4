/// Blockquotes that no attribute marks as somebody's words.
///
/// Most programs that write them quote with them, Firefox indents with them, and Gmail's button sets a passage off with
/// one. A quote says whose it is: an attribution stands above it or opens it, or another quote has come before.
enum SetOffPassages {
    /// All bytes that stand in quotes by the markup of HTML, ascending.
    static func quotes(of choice: TextChoice, in text: TextLines) -> [Range<Int>] {
        guard !choice.setOff.isEmpty else { return choice.quoted }
        var quotes = choice.quoted
        var isQuoteAbove = false
        var line = 0
        var inner = choice.quotedInSetOff[...]
        for passage in choice.setOff {
            let range = passage.range
            while line < text.lines.count,
                text.lines[line].range.upperBound <= range.lowerBound
                    || text.lines[line].isBlank
            {
                line += 1
            }
            isQuoteAbove =
                isQuoteAbove || choice.quoted.first.map { $0.lowerBound < range.lowerBound } ?? false
                || isIntroduced(line, in: text) || namesSource(line, in: text)
                || !passage.isByButton && !isAnnounced(line, in: text)
            let nested = inner.prefix { $0.lowerBound < range.upperBound }
            inner = inner.dropFirst(nested.count)
            quotes += isQuoteAbove ? [range] : nested
        }
        return quotes.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// An attribution or the like stands above the line.
    private static func isIntroduced(_ first: Int, in text: TextLines) -> Bool {
        guard let above = text.previousContent(before: first) else { return false }
        return Attribution.lines(endingAt: above, in: text, isQuoteNext: true) != nil
            || namesSource(above, in: text)
    }

    /// `Our rule is this:`, or nothing at all, when the whole mail stands in the blockquote.
    private static func isAnnounced(_ first: Int, in text: TextLines) -> Bool {
        text.previousContent(before: first).map { text.folded($0).hasSuffix(":") } ?? true
    }

    /// A label of a header, or a day with an hour or an address.
    private static func namesSource(_ index: Int, in text: TextLines) -> Bool {
        guard index < text.lines.count,
            text.lines[index].content.count <= ReplyLimits.maximumAttributionBytes
        else { return false }
        if text.label(index) != nil { return true }
        let shape = Attribution.Shape(text.folded(index))
        return shape.hasDate && (shape.hasTime || shape.hasAddress)
    }
}

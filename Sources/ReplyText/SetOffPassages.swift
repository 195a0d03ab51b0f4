/// Blockquotes that no attribute marks as somebody's words.
///
/// Some programs quote with them, Firefox indents with them, and Gmail's button sets a passage off with one. A quote says
/// whose it is: an attribution stands above it or opens it, or another quote has come before.
enum SetOffPassages {
    /// All bytes that stand in quotes by the markup of HTML, ascending.
    static func quotes(of choice: TextChoice, in text: TextLines) -> [Range<Int>] {
        guard !choice.setOff.isEmpty else { return choice.quoted }
        var quotes = choice.quoted
        var isQuoteAbove = false
        var line = 0
        var inner = choice.quotedInSetOff[...]
        for passage in choice.setOff {
            while line < text.lines.count,
                text.lines[line].range.upperBound <= passage.lowerBound
                    || text.lines[line].isBlank
            {
                line += 1
            }
            isQuoteAbove =
                isQuoteAbove || choice.quoted.first.map { $0.lowerBound < passage.lowerBound } ?? false
                || isIntroduced(line, in: text) || names(line, passage, in: text)
            let nested = inner.prefix { $0.lowerBound < passage.upperBound }
            inner = inner.dropFirst(nested.count)
            quotes += isQuoteAbove ? [passage] : nested
        }
        return quotes.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// An attribution, or a line that names a day and an hour or an address with it, stands above the line.
    private static func isIntroduced(_ first: Int, in text: TextLines) -> Bool {
        guard let above = text.previousContent(before: first) else { return false }
        return Attribution.lines(endingAt: above, in: text, isQuoteNext: true) != nil
            || tellsWhen(above, in: text) || text.label(above) != nil
    }

    /// The passage begins with such a line, or with a header.
    private static func names(_ first: Int, _ passage: Range<Int>, in text: TextLines) -> Bool {
        var index = first
        for _ in 0..<ReplyLimits.maximumAttributionLines {
            guard index < text.lines.count, passage.contains(text.lines[index].content.lowerBound) else {
                return false
            }
            if tellsWhen(index, in: text) || text.label(index) != nil { return true }
            guard let next = text.nextContent(after: index) else { return false }
            index = next
        }
        return false
    }

    private static func tellsWhen(_ index: Int, in text: TextLines) -> Bool {
        guard text.lines[index].content.count <= ReplyLimits.maximumAttributionBytes else { return false }
        let shape = Attribution.Shape(text.folded(index))
        return shape.hasDate && (shape.hasTime || shape.hasAddress)
    }
}

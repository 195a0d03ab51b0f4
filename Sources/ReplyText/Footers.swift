/// The paragraphs that firms put under the name, passed on the way up from the end of a letter to its closing.
struct Footers {
    private(set) var hasAny = false
    /// True after a paragraph without a link, until a line is seen by which somebody can be reached.
    var lackContact = false

    /// The first line of the paragraph of line `index`, when it is such a one: there is a link in it, or a word of
    /// what the law wants a firm to say; and no question.
    mutating func first(around index: Int, in lines: Range<Int>, of text: TextLines) -> Int? {
        var first = index
        while first > lines.lowerBound, !text.lines[first - 1].isBlank { first -= 1 }
        var end = index + 1
        while end < lines.upperBound, !text.lines[end].isBlank { end += 1 }
        guard end - first <= ReplyLimits.maximumFooterLines else { return nil }
        let paragraph = first..<end
        guard !paragraph.contains(where: { LineEnd.isQuestion(text.folded($0)) }) else { return nil }
        if !paragraph.contains(where: { SignatureWords.hasLink(text.folded($0)) }) {
            guard paragraph.contains(where: { SignatureWords.namesFirm(text.folded($0)) }) else { return nil }
            // What it says of secrecy besides nobody writes in a letter.
            if !paragraph.contains(where: { SignatureWords.speaksOfSecrecy(text.folded($0)) }) {
                lackContact = true
            }
        }
        hasAny = true
        return first
    }
}

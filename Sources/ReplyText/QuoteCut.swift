/// What each line of a text is.
enum Zone: UInt8, Sendable {
    case own
    case quoted
    case signature
}

/// Parts the lines of a text into quoted and not quoted, from top to bottom, once.
struct QuoteCut {
    private(set) var zones: [Zone]
    private(set) var isForward = false
    /// Own lines end before these lines with an attribution, a separator or a header, and not just with a `>`.
    private(set) var cuts: [Int] = []

    private let text: TextLines
    private let marked: [Bool]
    /// Own lines with content so far.
    private var ownLines = 0
    private var hasOwn: Bool { ownLines > 0 }

    /// `quotedByMarkup` are ranges of bytes that stand in quote containers of HTML; `restQuotedFrom` is where a
    /// mark says that all the rest is quoted; `subjectSaysForward` tells a forward from a quoted original.
    init(
        _ text: TextLines, quotedByMarkup: [Range<Int>] = [], restQuotedFrom: Int? = nil,
        subjectSaysForward: Bool = false
    ) {
        self.text = text
        zones = Array(repeating: .own, count: text.lines.count)
        marked = QuoteCut.marks(text, quotedByMarkup)
        for index in zones.indices where marked[index] { zones[index] = .quoted }
        markWrappedQuotes()
        run(restQuotedFrom: restQuotedFrom ?? Int.max, subjectSaysForward: subjectSaysForward)
    }

    private static func marks(_ text: TextLines, _ ranges: [Range<Int>]) -> [Bool] {
        var marks = text.lines.map { $0.depth > 0 }
        var next = 0
        for index in text.lines.indices where !text.lines[index].isBlank {
            let start = text.lines[index].content.lowerBound
            while next < ranges.count, ranges[next].upperBound <= start { next += 1 }
            if next < ranges.count, ranges[next].contains(start) { marks[index] = true }
        }
        return marks
    }

    private mutating func run(restQuotedFrom mark: Int, subjectSaysForward: Bool) {
        var restQuotedFrom = mark
        var index = 0
        while index < text.lines.count {
            let line = text.lines[index]
            if line.isBlank {
                index += 1
                continue
            }
            if line.content.lowerBound >= restQuotedFrom, !hasOwn, isAboveHeader(index) {
                restQuotedFrom = .max
            }
            if line.content.lowerBound >= restQuotedFrom {
                let isBare = !hasOwn && HeaderBlock.lines(startingAt: index, in: text) != nil
                if subjectSaysForward || isBare { isForward = true }
                cut(from: index)
                return
            }
            if marked[index] || zones[index] == .quoted {
                if isMarkedHeader(index) || isGroupWise(index) {
                    if subjectSaysForward, text.lines[index].depth == Self.groupWiseDepth { isForward = true }
                    cut(from: index)
                    return
                }
                index += 1
                continue
            }
            if let next = step(at: index, subjectSaysForward: subjectSaysForward) {
                index = next
            } else {
                return
            }
        }
    }

    /// Lenient: an answer inside the container of the quoted mail. Nothing stands above the line, it begins no quote, and
    /// a header follows farther down.
    private func isAboveHeader(_ index: Int) -> Bool {
        guard text.label(index) == nil, separator(at: index) == nil else { return false }
        return (index + 1..<text.lines.count).contains { HeaderBlock.lines(startingAt: $0, in: text) != nil }
    }

    /// Reads the line; the next line to read, or nil when all the rest is quoted.
    private mutating func step(at index: Int, subjectSaysForward: Bool) -> Int? {
        if let kind = separator(at: index) {
            if kind == .forward || subjectSaysForward { isForward = true }
            if kind == .original, let after = answersBelow(index...index) { return after }
            cut(from: ruleAbove(index))
            return nil
        }
        if text.label(index) != nil, let block = HeaderBlock.lines(startingAt: index, in: text) {
            if subjectSaysForward || (!hasOwn && !hasMarks(after: block.upperBound)) { isForward = true }
            if let after = answersBelow(block) { return after }
            cut(from: ruleAbove(linesAbove(block)))
            return nil
        }
        let next = text.nextContent(after: index)
        let isQuoteNext = next.map { marked[$0] } ?? false
        if isQuoteNext, next == index + 1,
            let lines = Attribution.linesBroken(endingAt: index, marked: index + 1, in: text)
        {
            ownLines = max(0, ownLines - (index - lines.lowerBound))
            // Links made plain: the `>` of the address is no mark, and neither has the quote any.
            if let after = text.nextContent(after: index + 1), !marked[after] {
                cut(from: lines.lowerBound)
                return nil
            }
            for line in lines { zones[line] = .quoted }
            cuts.append(lines.lowerBound)
            return index + 1
        }
        if let lines = Attribution.lines(endingAt: index, in: text, isQuoteNext: isQuoteNext) {
            // Its first lines were taken for own ones.
            ownLines = max(0, ownLines - (index - lines.lowerBound))
            if isQuoteNext {
                for line in lines { zones[line] = .quoted }
                cuts.append(lines.lowerBound)
                return index + 1
            }
            if !hasOwn, let next, isIndented(next) || isMarkedBelow(lines, from: next) {
                for line in lines { zones[line] = .quoted }
                return index + 1
            }
            if next != nil || hasOwn {
                cut(from: ruleAbove(lines.lowerBound))
                return nil
            }
        }
        if let lines = Attribution.linesGoingOn(at: index, in: text) {
            ownLines = max(0, ownLines - (index - lines.lowerBound))
            cut(from: lines.lowerBound)
            return nil
        }
        ownLines += 1
        return index + 1
    }

    /// A separator and a header marked with `>` above a text that is not: ABV.bg, and programs that mark them in plain
    /// text made of HTML. The mail below is the quoted one.
    private func isMarkedHeader(_ index: Int) -> Bool {
        guard hasOwn, text.lines[index].depth == 1, index == 0 || !marked[index - 1],
            separator(at: index) == .original, let first = text.nextContent(after: index), marked[first],
            let block = HeaderBlock.lines(startingAt: first, in: text),
            block.allSatisfy({ marked[$0] || text.lines[$0].isBlank }),
            let below = text.nextContent(after: block.upperBound)
        else { return false }
        return !marked[below] && !marked[below...].contains(true)
    }

    private static let groupWiseDepth = 3

    /// `>>> Ann Reed <ann@example> 3/9/2026 9:12 AM >>>` above a text that is not marked: GroupWise. The line may be
    /// broken before the closing marks.
    private func isGroupWise(_ index: Int) -> Bool {
        guard text.lines[index].depth == Self.groupWiseDepth, index == 0 || !marked[index - 1],
            text.lines[index].content.count <= 200
        else { return false }
        var line = text.folded(index)
        var end = index
        if !line.hasSuffix(">>>"), text.nextContent(after: index) == index + 1 {
            end = index + 1
            line += [0x20] + text.folded(end)
        }
        let shape = Attribution.Shape(line)
        guard line.count <= ReplyLimits.maximumAttributionBytes, line.hasSuffix(">>>"), shape.hasDate,
            shape.hasTime, let below = text.nextContent(after: end)
        else { return false }
        return !marked[below]
    }

    private func separator(at index: Int) -> Separators.Kind? {
        let line = text.lines[index]
        guard let last = text.bytes[line.content].last, let first = text.bytes[line.content].first
        else { return nil }
        if line.content.count > 200, first != UInt8(ascii: "-") { return nil }
        guard
            Self.separatorMarks.contains(first) || last == UInt8(ascii: ":") || last == 0x9A
                || last == UInt8(ascii: "*")
                || last == 0xAE
        else { return nil }
        return Separators.kind(text.folded(index))
    }

    private static let separatorMarks = ByteSet("-_=*")

    /// Notes writes name and date above `To:`; they belong to the header.
    private func linesAbove(_ block: ClosedRange<Int>) -> Int {
        guard let label = text.label(block.lowerBound), label != .from else {
            return block.lowerBound
        }
        var first = block.lowerBound
        // An empty line or two may stand between the date and `To:`.
        if let above = text.previousContent(before: first), first - above <= 4, zones[above] == .own,
            text.lines[above].content.count <= 120
        {
            let shape = Attribution.Shape(text.folded(above))
            if shape.hasDate, shape.hasTime { first = above }
        }
        while first > 0, block.lowerBound - first < 6 {
            let above = text.lines[first - 1]
            guard !above.isBlank, zones[first - 1] == .own, above.content.count <= 80 else { break }
            let shape = Attribution.Shape(text.folded(first - 1))
            let isName = first < block.lowerBound && above.content.count <= 60
            guard shape.hasDate || shape.hasAddress || isName else { break }
            first -= 1
        }
        return first
    }

    /// A rule drawn above the header, and the `Forwarded by …` line of Notes.
    private func ruleAbove(_ index: Int) -> Int {
        guard let above = text.previousContent(before: index), index - above <= 3, zones[above] == .own,
            Separators.isRule(text.folded(above))
        else { return index }
        return above
    }

    /// Where nothing stands above the header, its quote is marked with `>`, and text follows unmarked: the answer is
    /// below. The first line after the header.
    private mutating func answersBelow(_ header: ClosedRange<Int>) -> Int? {
        guard !hasOwn, hasMarks(after: header.upperBound) else { return nil }
        for line in header { zones[line] = .quoted }
        return header.upperBound + 1
    }

    private func hasMarks(after index: Int) -> Bool {
        guard let next = text.nextContent(after: index) else { return false }
        return marked[next]
    }

    /// An indented block with text under it that is not, and no line marked: somebody wrote all this below the
    /// attribution.
    private func isIndented(_ index: Int) -> Bool {
        func indent(_ line: Int) -> Int {
            text.lines[line].content.lowerBound - text.lines[line].range.lowerBound
        }
        let below = (index..<text.lines.count).filter { !text.lines[$0].isBlank }
        return indent(index) >= 4 && below.contains { indent($0) == 0 } && !marked[index...].contains(true)
    }

    /// An attribution at the top with text under it that is not marked, while a quote farther down is, and text follows
    /// that too: the program marks what it quotes, so the unmarked text is the writer's.
    private func isMarkedBelow(_ attribution: ClosedRange<Int>, from next: Int) -> Bool {
        guard text.previousContent(before: attribution.lowerBound) == nil,
            let first = marked[next...].firstIndex(of: true), let last = marked.lastIndex(of: true),
            text.nextContent(after: last) != nil, let above = text.previousContent(before: first)
        else { return false }
        return Attribution.lines(endingAt: above, in: text, isQuoteNext: true) != nil
    }

    private mutating func cut(from index: Int) {
        cuts.append(index)
        for line in index..<zones.count { zones[line] = .quoted }
    }

    /// The end of a quoted line that a mail program broke off: it stands between two marked lines, and is a link, a
    /// rule, or below a long line and goes on in lower case.
    private mutating func markWrappedQuotes() {
        guard text.lines.count > 2 else { return }
        for index in 1..<(text.lines.count - 1)
        where !marked[index] && marked[index - 1] && marked[index + 1] && !text.lines[index].isBlank {
            if isWrappedQuote(index) { zones[index] = .quoted }
        }
    }

    private func isWrappedQuote(_ index: Int) -> Bool {
        let line = text.bytes[text.lines[index].content]
        // ` (https://…) >`: a link made plain, broken off before the mark.
        if line.first == UInt8(ascii: "("), line.last == UInt8(ascii: ">"),
            SignatureWords.hasLink(text.folded(index))
        {
            return true
        }
        // A rule of the quoted mail, too long for the line with its mark.
        if Separators.isRule(text.folded(index)) { return true }
        return !text.lines[index - 1].isBlank && text.lines[index - 1].range.count >= 66 && line.count <= 48
            && text.text(index).first?.isLowercase ?? false
    }
}

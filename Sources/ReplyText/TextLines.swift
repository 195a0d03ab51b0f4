/// A text as lines, each with its quote depth; all ranges are UTF-8 bytes of the text.
struct TextLines {
    struct Line {
        /// Without the line end.
        let range: Range<Int>
        /// Without quote marks and outer blanks.
        let content: Range<Int>
        /// How many `>` stand in front (RFC 3676 §4.5).
        let depth: Int
        var isBlank: Bool { content.isEmpty }
    }

    /// Folded lines, each made when it is first asked for: of most texts few are.
    private final class FoldedLines {
        var known: [ArraySlice<UInt8>?]

        init(count: Int) { known = Array(repeating: nil, count: count) }
    }

    let bytes: [UInt8]
    let lines: [Line]
    /// The label of a header that the line begins with, if it does.
    let labels: [HeaderLabels.Label?]
    private let foldedLines: FoldedLines

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var lines: [Line] = []
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            lines.append(TextLines.line(bytes, start..<end))
            start = end + 1
        }
        self.lines = lines
        labels = lines.map { $0.isBlank ? nil : HeaderBlock.label(bytes[$0.content]) }
        foldedLines = FoldedLines(count: lines.count)
    }

    private static func line(_ bytes: [UInt8], _ range: Range<Int>) -> Line {
        var start = range.lowerBound
        var depth = 0
        var ahead = start
        while ahead < range.upperBound {
            let byte = bytes[ahead]
            if byte == UInt8(ascii: ">") {
                depth += 1
                start = ahead + 1
            } else if byte != 0x20 && byte != 0x09 {
                break
            }
            ahead += 1
        }
        if depth == 0, let marked = initials(bytes, range) {
            depth = 1
            start = marked
        }
        var end = range.upperBound
        while start < end {
            let length = blankLength(bytes, at: start, end: end)
            if length == 0 { break }
            start += length
        }
        while end > start, isBlankBefore(bytes, end: end, start: start, &end) {}
        return Line(range: range, content: start..<end, depth: depth)
    }

    /// `JS> ` and ` SC> `: the quote marks of older programs; the place after them.
    private static func initials(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound, bytes[index] == 0x20 { index += 1 }
        let first = index
        while index < range.upperBound, bytes[index] &- UInt8(ascii: "A") < 26 { index += 1 }
        guard (2...3).contains(index - first), index + 1 < range.upperBound,
            bytes[index] == UInt8(ascii: ">"),
            bytes[index + 1] == 0x20
        else { return nil }
        return index + 1
    }

    /// Bytes of the blank at `index`: white space, U+00A0, U+200B…U+200F, U+202A…U+202E, U+2060…U+2069, U+FEFF.
    static func blankLength(_ bytes: [UInt8], at index: Int, end: Int) -> Int {
        switch bytes[index] {
        case 0...0x20: return 1
        case 0xC2: return index + 1 < end && bytes[index + 1] == 0xA0 ? 2 : 0
        case 0xE2:
            guard index + 2 < end else { return 0 }
            return isInvisible(bytes[index + 1], bytes[index + 2]) ? 3 : 0
        case 0xEF:
            return index + 2 < end && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF ? 3 : 0
        default: return 0
        }
    }

    private static func isInvisible(_ second: UInt8, _ third: UInt8) -> Bool {
        switch second {
        case 0x80: (0x80...0x8F).contains(third) || (0xAA...0xAF).contains(third)
        case 0x81: (0xA0...0xA9).contains(third)
        default: false
        }
    }

    private static func isBlankBefore(_ bytes: [UInt8], end: Int, start: Int, _ newEnd: inout Int) -> Bool {
        if bytes[end - 1] <= 0x20 {
            newEnd = end - 1
            return true
        }
        for length in [2, 3] where end - length >= start {
            if blankLength(bytes, at: end - length, end: end) == length {
                newEnd = end - length
                return true
            }
        }
        return false
    }

    /// The content of a line for comparing: lower case, single blanks, straight apostrophes, nothing invisible.
    func folded(_ index: Int) -> ArraySlice<UInt8> {
        if let known = foldedLines.known[index] { return known }
        let folded = Folding.fold(bytes[lines[index].content])
        foldedLines.known[index] = folded
        return folded
    }

    func text(_ index: Int) -> String { String(decoding: bytes[lines[index].content], as: UTF8.self) }

    func nextContent(after index: Int) -> Int? {
        var next = index + 1
        while next < lines.count, lines[next].isBlank { next += 1 }
        return next < lines.count ? next : nil
    }

    func previousContent(before index: Int) -> Int? {
        var previous = index - 1
        while previous >= 0, lines[previous].isBlank { previous -= 1 }
        return previous >= 0 ? previous : nil
    }
}

/// A text as lines, each with its quote depth; all ranges are UTF-8 bytes of the text.
///
/// A class, so that whoever looks at the lines shares them.
final class TextLines {
    struct Line {
        // 32 bits hold any place in a text of `ReplyLimits.maximumTextBytes`, and two lines fit where one would.
        private let start, end, contentStart, contentEnd, quoteDepth: Int32
        fileprivate var foldedStart: Int32 = -1
        fileprivate var foldedEnd: Int32 = -1

        init(range: Range<Int>, content: Range<Int>, depth: Int) {
            start = Int32(range.lowerBound)
            end = Int32(range.upperBound)
            contentStart = Int32(content.lowerBound)
            contentEnd = Int32(content.upperBound)
            quoteDepth = Int32(depth)
        }

        /// Without the line end.
        var range: Range<Int> { Int(start)..<Int(end) }
        /// Without quote marks and outer blanks.
        var content: Range<Int> { Int(contentStart)..<Int(contentEnd) }
        /// How many `>` stand in front (RFC 3676 §4.5).
        var depth: Int { Int(quoteDepth) }
        var isBlank: Bool { contentStart == contentEnd }
        /// Where its folded content stands; nil of a quoted line, which is folded when asked for.
        fileprivate var folded: Range<Int>? { foldedStart < 0 ? nil : Int(foldedStart)..<Int(foldedEnd) }
    }

    let bytes: [UInt8]
    let lines: [Line]
    /// The contents of all lines that are not quoted, folded.
    private let foldedBytes: [UInt8]
    /// Of each line the label's number, `unlabelled`, or `unread`: a header is looked for from each of its lines.
    private var labels: [UInt8]

    private static let unread: UInt8 = 0xFF
    private static let unlabelled: UInt8 = 0xFE

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var lines = TextLines.lines(bytes)
        foldedBytes = TextLines.fold(&lines, bytes)
        self.lines = lines
        labels = Array(repeating: Self.unread, count: lines.count)
    }

    private static func lines(_ bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        bytes.withUnsafeBufferPointer { bytes in
            lines.reserveCapacity(bytes.count / 24 + 8)
            var start = 0
            while start < bytes.count {
                let end = ByteSearch.first(UInt8(ascii: "\n"), in: bytes, from: start)
                lines.append(line(bytes, start..<end))
                start = end + 1
            }
        }
        return lines
    }

    private static func fold(_ lines: inout [Line], _ bytes: [UInt8]) -> [UInt8] {
        var room = 0
        for line in lines where line.depth == 0 { room += line.content.count }
        return [UInt8](unsafeUninitializedCapacity: room * Folding.maximumGrowth) { out, count in
            bytes.withUnsafeBufferPointer { bytes in
                for index in lines.indices where lines[index].depth == 0 {
                    let line = UnsafeBufferPointer(rebasing: bytes[lines[index].content])
                    let free = UnsafeMutableBufferPointer(rebasing: out[count...])
                    let length = Folding.fold(line, into: free)
                    lines[index].foldedStart = Int32(count)
                    count += length
                    lines[index].foldedEnd = Int32(count)
                }
            }
        }
    }

    private static func line(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Line {
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
        if depth == 0, start < range.upperBound,
            bytes[start] == 0x20 || bytes[start] &- UInt8(ascii: "A") < 26,
            let marked = initials(bytes, range)
        {
            depth = 1
            start = marked
        }
        var end = range.upperBound
        while start < end {
            let length = blankLength(bytes, at: start, end: end)
            if length == 0 { break }
            start += length
        }
        while end > start {
            let length = blankLength(bytes, before: end, start: start)
            if length == 0 { break }
            end -= length
        }
        return Line(range: range, content: start..<end, depth: depth)
    }

    /// `JS> ` and ` SC> `: the quote marks of older programs; the place after them.
    private static func initials(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
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
    private static func blankLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, end: Int) -> Int {
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

    /// Bytes of the blank that ends before `end`; 0 where there is none.
    private static func blankLength(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int, start: Int) -> Int {
        let last = bytes[end - 1]
        if last <= 0x20 { return 1 }
        guard last >= 0x80 else { return 0 }
        for length in 2...3 where end - length >= start {
            if blankLength(bytes, at: end - length, end: end) == length { return length }
        }
        return 0
    }

    /// The content of a line for comparing: lower case, single blanks, straight apostrophes, nothing invisible.
    func folded(_ index: Int) -> ArraySlice<UInt8> {
        guard let range = lines[index].folded else { return Folding.fold(bytes[lines[index].content]) }
        return foldedBytes[range]
    }

    /// The label of a header that the line begins with, if it does.
    func label(_ index: Int) -> HeaderLabels.Label? {
        guard !lines[index].isBlank else { return nil }
        switch labels[index] {
        case Self.unread:
            let label = HeaderBlock.label(bytes[lines[index].content])
            labels[index] = label.map { UInt8($0.rawValue) } ?? Self.unlabelled
            return label
        case let known: return HeaderLabels.Label(rawValue: Int(known))
        }
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

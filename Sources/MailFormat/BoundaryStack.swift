/// The multiparts and nested messages that are open at one place of a buffer, outermost first.
///
/// What only looks is `mutating` too: called on a value inside another one, it then works in place, where a method that
/// is not would be handed a copy with a reference counted for each array in it.
struct BoundaryStack {
    struct Level {
        let part: Int
        /// Without the leading `--`; empty for a nested message, and for a multipart whose last boundary was read.
        var boundary: [UInt8]
        var sawDelimiter = false
        /// The boundary is not the declared one.
        var isGuessed = false
    }

    struct Delimiter {
        /// Index into `levels` of the multipart it belongs to.
        let level: Int
        /// It is `--boundary--`.
        let isLast: Bool
        let lineStart: Int
        /// Start of the line after it.
        let next: Int
    }

    var levels: [Level] = []
    private(set) var openBoundaries = 0

    mutating func open(part: Int, boundary: [UInt8]) {
        levels.append(Level(part: part, boundary: boundary))
        if !boundary.isEmpty { openBoundaries += 1 }
    }

    mutating func pop() -> Level? {
        guard let level = levels.popLast() else { return nil }
        if !level.boundary.isEmpty { openBoundaries -= 1 }
        return level
    }

    /// Gives the innermost multipart another boundary; nothing stands inside it yet.
    mutating func replaceInnermostBoundary(by boundary: [UInt8]) {
        guard let last = levels.indices.last, !levels[last].boundary.isEmpty, !boundary.isEmpty else {
            return
        }
        levels[last].boundary = boundary
        levels[last].isGuessed = true
    }

    mutating func noteDelimiter(of level: Int) { levels[level].sawDelimiter = true }

    /// After the last boundary of a multipart its boundary means nothing any more (RFC 2046 §5.1.1).
    mutating func endBoundary(of level: Int) {
        guard !levels[level].boundary.isEmpty else { return }
        levels[level].boundary = []
        openBoundaries -= 1
    }

    /// The delimiter on the line that starts at `start`, of whichever open multipart, the innermost first.
    ///
    /// The whole line is compared: `--abcd` is no delimiter of the boundary `abc`. White space at its end is
    /// transport padding (RFC 2046 §5.1.1).
    @inline(__always)
    mutating func delimiter(in bytes: Span<UInt8>, at start: Int, end: Int, newline: UInt8) -> Delimiter? {
        guard openBoundaries > 0, start + 2 < end, bytes[start] == ASCII.hyphen,
            bytes[start + 1] == ASCII.hyphen
        else { return nil }
        return dashedDelimiter(in: bytes, at: start, end: end, newline: newline)
    }

    /// `--` stands at `start`.
    private mutating func dashedDelimiter(in bytes: Span<UInt8>, at start: Int, end: Int, newline: UInt8)
        -> Delimiter?
    {
        let lineEnd = Bytes.first(newline, in: bytes, start..<end)
        var textEnd = lineEnd ?? end
        while textEnd > start + 2, ASCII.isWhite(bytes[textEnd - 1]) { textEnd -= 1 }
        let count = textEnd - start - 2
        let endsWithDashes =
            count > 2 && bytes[textEnd - 1] == ASCII.hyphen && bytes[textEnd - 2] == ASCII.hyphen
        for index in levels.indices.reversed() where !levels[index].boundary.isEmpty {
            let boundaryCount = levels[index].boundary.count
            let isLast = endsWithDashes && boundaryCount == count - 2
            guard isLast || boundaryCount == count, Bytes.equal(bytes, at: start + 2, levels[index].boundary)
            else {
                continue
            }
            return Delimiter(
                level: index, isLast: isLast, lineStart: start, next: lineEnd.map { $0 + 1 } ?? end)
        }
        return nil
    }

    /// Start of the first delimiter line at or after `start`, which is a line start; `end` when there is none.
    ///
    /// `isBase64` only says how to search: hyphens are rare there.
    mutating func nextDelimiter(
        in bytes: Span<UInt8>, from start: Int, end: Int, newline: UInt8, isBase64: Bool = false
    ) -> Int {
        guard openBoundaries > 0 else { return end }
        if delimiter(in: bytes, at: start, end: end, newline: newline) != nil { return start }
        var position = start
        while true {
            let line =
                isBase64
                ? Bytes.firstDashedLineByHyphen(in: bytes, position..<end, newline: newline)
                : Bytes.firstDashedLine(in: bytes, position..<end, newline: newline)
            guard let line else { return end }
            if delimiter(in: bytes, at: line, end: end, newline: newline) != nil { return line }
            position = line
        }
    }
}

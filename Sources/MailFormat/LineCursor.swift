/// Walks over the lines of a text that end in LF, CRLF, or nothing.
struct LineCursor {
    /// Start of the next line.
    private(set) var position: Int
    private let text: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) {
        self.text = text
        position = text.startIndex
    }

    /// The next line without its end; nil after the last one.
    mutating func next() -> Range<Int>? {
        guard position < text.endIndex else { return nil }
        let start = position
        let text = text
        let span = text.span
        let base = text.startIndex
        let found = Bytes.first(ASCII.lineFeed, in: span, (start - base)..<span.count)
        var end = found.map { $0 + base } ?? text.endIndex
        position = found.map { $0 + base + 1 } ?? text.endIndex
        while end > start, text[end - 1] == ASCII.carriageReturn { end -= 1 }
        return start..<end
    }
}

/// A folded line read for its words alone: without punctuation, one blank between two words, and without the accents
/// that stand over and under letters of Arabic and Hebrew.
struct ClosingLine: Sequence {
    let text: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) { self.text = text }

    /// The words, as ranges of the text; their accents stand in them.
    var words: Words { Words(text: text, index: text.startIndex) }

    /// How many words there are; one more than `maximum` when they are more.
    func wordCount(upTo maximum: Int) -> Int {
        var words = words
        var count = 0
        while count <= maximum, words.next() != nil { count += 1 }
        return count
    }

    func makeIterator() -> Iterator { Iterator(text: text, index: text.startIndex) }

    struct Words: Sequence, IteratorProtocol {
        fileprivate let text: ArraySlice<UInt8>
        fileprivate var index: Int

        mutating func next() -> Range<Int>? {
            while index < text.endIndex {
                let mark = ClosingLine.markLength(text, at: index)
                let length = mark > 0 ? mark : ClosingLine.accentLength(text, at: index)
                if length == 0 { break }
                index += length
            }
            let start = index
            while index < text.endIndex, ClosingLine.markLength(text, at: index) == 0 { index += 1 }
            return start < index ? start..<index : nil
        }
    }

    struct Iterator: IteratorProtocol {
        fileprivate let text: ArraySlice<UInt8>
        fileprivate var index: Int
        private var hasAny = false
        private var isBlankDue = false

        fileprivate init(text: ArraySlice<UInt8>, index: Int) {
            self.text = text
            self.index = index
        }

        mutating func next() -> UInt8? {
            while index < text.endIndex {
                let mark = ClosingLine.markLength(text, at: index)
                if mark > 0 { isBlankDue = hasAny }
                let length = mark > 0 ? mark : ClosingLine.accentLength(text, at: index)
                if length == 0 { break }
                index += length
            }
            guard index < text.endIndex else { return nil }
            if isBlankDue {
                isBlankDue = false
                return 0x20
            }
            hasAny = true
            index += 1
            return text[index - 1]
        }
    }

    private static let marks = ByteSet(" ,.!;:-~*")

    /// Bytes of the mark at `index`: the ASCII ones, `。`, `、`, `！`, `，`, `．`, `…`, `،`, `؛`, `।`; 0 where a word
    /// goes on.
    fileprivate static func markLength(_ text: ArraySlice<UInt8>, at index: Int) -> Int {
        let byte = text[index]
        if byte < 0x80 { return marks.contains(byte) ? 1 : 0 }
        guard index + 1 < text.endIndex else { return 0 }
        if byte == 0xD8 { return text[index + 1] == 0x8C || text[index + 1] == 0x9B ? 2 : 0 }
        guard byte >= 0xE0, index + 2 < text.endIndex else { return 0 }
        switch (byte, text[index + 1], text[index + 2]) {
        case (0xE3, 0x80, 0x81), (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x8C),
            (0xEF, 0xBC, 0x8E),
            (0xE2, 0x80, 0xA6), (0xE0, 0xA5, 0xA4):
            return 3
        default: return 0
        }
    }

    /// Bytes of the accent at `index`: Arabic U+0640 (the stroke that makes a word longer) and U+064B…U+0652, Hebrew
    /// U+0591…U+05C7; 0 where there is none.
    fileprivate static func accentLength(_ text: ArraySlice<UInt8>, at index: Int) -> Int {
        guard text[index] >= 0xD6, text[index] <= 0xD9, index + 1 < text.endIndex else { return 0 }
        let next = text[index + 1]
        switch text[index] {
        case 0xD9: return next == 0x80 || (0x8B...0x92).contains(next) ? 2 : 0
        case 0xD6: return next >= 0x91 ? 2 : 0
        case 0xD7: return next <= 0x87 ? 2 : 0
        default: return 0
        }
    }
}

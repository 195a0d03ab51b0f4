/// Words of folded text, parted by blanks.
enum FoldedWords {
    static func count(_ text: ArraySlice<UInt8>) -> Int {
        var count = 0
        var inWord = false
        for byte in text {
            if byte == 0x20 {
                inWord = false
            } else if !inWord {
                inWord = true
                count += 1
            }
        }
        return count
    }

    /// The words between such marks; nil when they are more than `maximum`.
    static func split(_ text: ArraySlice<UInt8>, _ marks: ByteSet, upTo maximum: Int) -> [ArraySlice<UInt8>]?
    {
        var count = 0
        var inWord = false
        for byte in text {
            let isMark = marks.contains(byte)
            if !isMark, !inWord { count += 1 }
            inWord = !isMark
        }
        return count <= maximum ? text.split(whereSeparator: marks.contains) : nil
    }

    /// What stands behind the last blank.
    static func last(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        text.lastIndex(of: 0x20).map { text[($0 + 1)...] } ?? text
    }
}

extension ArraySlice<UInt8> {
    func hasPrefix(_ text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount && prefix(text.utf8CodeUnitCount).equals(text)
    }

    func hasSuffix(_ text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount && suffix(text.utf8CodeUnitCount).equals(text)
    }

    func equals(_ text: StaticString) -> Bool {
        elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

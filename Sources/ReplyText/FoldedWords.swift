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

/// Folded phrases, found at the start of a text or anywhere in it, in time that grows with the text alone.
struct PhraseTable: Sendable {
    /// All phrases, one after the other, those of one group together.
    private let bytes: [UInt8]
    private let phrases: [Range<Int>]
    /// Group → where its phrases begin in `phrases`; one more at the end. A group is a hash of the first two bytes.
    private let groups: [Int32]

    private static let groupCount = 1_024

    /// Every phrase has two bytes at least.
    init(_ texts: [String]) {
        var sorted: [[[UInt8]]] = Array(repeating: [], count: Self.groupCount)
        for text in texts where text.utf8.count > 1 {
            let phrase = Array(text.utf8)
            sorted[Self.group(phrase[0], phrase[1])].append(phrase)
        }
        var bytes: [UInt8] = []
        var phrases: [Range<Int>] = []
        var groups: [Int32] = []
        for group in sorted {
            groups.append(Int32(phrases.count))
            for phrase in group {
                phrases.append(bytes.count..<bytes.count + phrase.count)
                bytes += phrase
            }
        }
        groups.append(Int32(phrases.count))
        self.bytes = bytes
        self.phrases = phrases
        self.groups = groups
    }

    private static func group(_ first: UInt8, _ second: UInt8) -> Int {
        (Int(first) &* 37 &+ Int(second)) & (groupCount - 1)
    }

    func beginsText(_ text: ArraySlice<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { text in holds(text, startingIn: 0..<1) { _, _ in true } }
    }

    /// True when the text after leading marks of this kind begins with a phrase.
    func beginsText(_ text: ArraySlice<UInt8>, after marks: ByteSet) -> Bool {
        beginsText(text.drop { marks.contains($0) })
    }

    func endsText(_ text: ArraySlice<UInt8>) -> Bool {
        guard let last = text.last else { return false }
        return phrases.contains {
            bytes[$0.upperBound - 1] == last && text.count >= $0.count
                && text.suffix($0.count).elementsEqual(bytes[$0])
        }
    }

    func occurs(in text: ArraySlice<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { text in holds(text, startingIn: 0..<text.count) { _, _ in true } }
    }

    /// Like `occurs`, but a phrase of ASCII letters has to be a word of its own.
    func occursAsWord(in text: ArraySlice<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { text in
            holds(text, startingIn: 0..<text.count) { phrase, start in
                guard bytes[phrase].allSatisfy({ $0 < 0x80 }) else { return true }
                let end = start + phrase.count
                return (start == 0 || !Self.isLetter(text[start - 1]))
                    && (end == text.count || !Self.isLetter(text[end]))
            }
        }
    }

    /// True when a phrase stands at one of the `starts` and `accepts` takes it: the phrase, and where it begins.
    @inline(__always)
    private func holds(
        _ text: UnsafeBufferPointer<UInt8>, startingIn starts: Range<Int>,
        _ accepts: (Range<Int>, Int) -> Bool
    ) -> Bool {
        groups.withUnsafeBufferPointer { groups in
            var start = starts.lowerBound
            let end = min(starts.upperBound, text.count - 1)
            while start < end {
                let group = Self.group(text[start], text[start + 1])
                var index = Int(groups[group])
                let last = Int(groups[group + 1])
                while index < last {
                    let phrase = phrases[index]
                    if isAt(start, phrase, text), accepts(phrase, start) { return true }
                    index += 1
                }
                start += 1
            }
            return false
        }
    }

    private func isAt(_ start: Int, _ phrase: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard phrase.count <= text.count - start else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            var place = phrase.lowerBound
            while place < phrase.upperBound, text[start + place - phrase.lowerBound] == bytes[place] {
                place += 1
            }
            return place == phrase.upperBound
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte >= 0x80
    }
}

/// A set of bytes.
struct ByteSet: Sendable {
    private var low: (UInt64, UInt64) = (0, 0)
    private var high: (UInt64, UInt64) = (0, 0)

    init(_ text: String) {
        for byte in text.utf8 {
            let bit = UInt64(1) << UInt64(byte & 63)
            switch byte >> 6 {
            case 0: low.0 |= bit
            case 1: low.1 |= bit
            case 2: high.0 |= bit
            default: high.1 |= bit
            }
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        let word = byte < 0x80 ? (byte < 0x40 ? low.0 : low.1) : (byte < 0xC0 ? high.0 : high.1)
        return word >> UInt64(byte & 63) & 1 != 0
    }
}

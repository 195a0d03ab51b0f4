/// Text folded for matching, with the way back: every byte knows the offset it came from.
///
/// Made in one pass over UTF-8. A run of white space is one blank, or one LF where it held a line end; hyphens stay
/// (the automaton takes them for blanks). Bytes that are no UTF-8 are kept as they are.
struct NormalizedText: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Offset into the source, in UTF-8 bytes, of each byte.
    private(set) var origins: [UInt32] = []
    /// Where words begin, as offsets into `bytes`, ascending. Each letter of an unspaced script is a word.
    private(set) var wordStarts: [UInt32] = []
    /// Where sentences begin, as offsets into `bytes`, ascending; never empty once text was added.
    private(set) var sentenceStarts: [UInt32] = []

    /// A line shorter than this, in bytes, was ended by its writer and not by a program that wraps lines.
    static let shortLine = 50

    private var inWord = false
    private var lineLength = 0

    init() {}

    init(_ text: String) {
        let source = Array(text.utf8)
        append(source, in: 0..<source.count)
    }

    mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count)
        origins.reserveCapacity(count)
    }

    /// Adds a range of `source` as sentences of its own.
    mutating func append(_ source: [UInt8], in range: Range<Int>) {
        if !bytes.isEmpty, bytes[bytes.count - 1] != 0x0A {
            bytes.append(0x0A)
            origins.append(UInt32(truncatingIfNeeded: range.lowerBound))
        }
        inWord = false
        lineLength = 0
        breakSentence()
        let table = TextFolding.table
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = source[index]
            if byte < 0x80 {
                if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
                    index = appendBlanks(source, at: index, end: range.upperBound)
                } else {
                    appendASCII(
                        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte, source, at: index, range.upperBound
                    )
                    index += 1
                }
                continue
            }
            let (code, length) = UTF8Scalars.read(source, at: index, end: range.upperBound)
            appendScalar(code, length, source, at: index, table, range.upperBound)
            index += length
        }
    }

    private mutating func breakSentence() {
        if sentenceStarts.last != UInt32(bytes.count) { sentenceStarts.append(UInt32(bytes.count)) }
    }

    private mutating func push(_ byte: UInt8, _ origin: Int) {
        bytes.append(byte)
        origins.append(UInt32(truncatingIfNeeded: origin))
    }

    private mutating func beginWord() {
        if !inWord { wordStarts.append(UInt32(bytes.count)) }
        inWord = true
    }

    private mutating func appendASCII(_ written: UInt8, _ source: [UInt8], at index: Int, _ end: Int) {
        let byte = written == 0x60 ? 0x27 : written  // Lenient: a grave accent for an apostrophe
        lineLength += 1
        if WordBytes.isWordASCII(byte) {
            beginWord()
            push(byte, index)
            return
        }
        // An apostrophe inside a word does not end it.
        if byte != 0x27 || !inWord { inWord = false }
        let endsSentence =
            byte == 0x21 || byte == 0x3F || (byte == 0x2E && periodEnds(source, at: index, end))
        push(byte, index)
        if endsSentence { breakSentence() }
    }

    /// `3. August`, `z.B.` and `Aug. 3` go on; a period after a longer word, before a blank or the end, does not.
    private func periodEnds(_ source: [UInt8], at index: Int, _ end: Int) -> Bool {
        guard let last = bytes.last, !WordBytes.isDigit(last) else { return false }
        var next = index + 1
        if next < end, source[next] == 0x22 || source[next] == 0x29 || source[next] == 0x27 {
            next += 1
        }
        guard next < end else { return true }
        let blank = source[next]
        guard blank == 0x20 || (blank >= 0x09 && blank <= 0x0D) || blank == 0xC2 else { return false }
        var length = 0
        var place = bytes.count
        while place > 0, length < 5, WordBytes.isWord(bytes[place - 1]) {
            length += 1
            place -= 1
        }
        if length > 4 { return true }
        while next < end, source[next] == 0x20 { next += 1 }
        guard next < end else { return true }
        let follower = source[next]
        if WordBytes.isDigit(follower) || (follower >= 0x61 && follower <= 0x7A) { return false }
        return length > 2 || !WordBytes.isWord(bytes.last ?? 0)
    }

    private mutating func appendBlanks(_ source: [UInt8], at index: Int, end: Int) -> Int {
        var next = index
        var lines = 0
        while next < end {
            let byte = source[next]
            if byte == 0x0A {
                lines += 1
            } else if byte != 0x20 && !(byte >= 0x09 && byte <= 0x0D) {
                break
            }
            next += 1
        }
        inWord = false
        let blank: UInt8 = lines > 0 ? 0x0A : 0x20
        if let last = bytes.last, last != 0x20, last != 0x0A {
            push(blank, index)
        } else if lines > 0, !bytes.isEmpty {
            bytes[bytes.count - 1] = 0x0A
        }
        if lines > 1 || (lines == 1 && lineLength < Self.shortLine) { breakSentence() }
        if lines > 0 { lineLength = 0 } else { lineLength += 1 }
        return next
    }

    private mutating func appendScalar(
        _ code: UInt32?, _ length: Int, _ source: [UInt8], at index: Int, _ table: [UInt32], _ end: Int
    ) {
        lineLength += 1
        guard let code else {
            push(source[index], index)
            return
        }
        let packed: UInt32?
        if code < UInt32(TextFolding.tableSize) {
            packed = table[Int(code)]
        } else {
            packed = TextFolding.folded(beyondTable: code)
        }
        guard let packed else {
            let unspaced = TextFolding.isUnspaced(code)
            if unspaced { inWord = false }
            beginWord()
            for offset in 0..<length { push(source[index + offset], index) }
            if unspaced { inWord = false }
            return
        }
        appendPacked(packed, code, source, at: index, end)
    }

    private mutating func appendPacked(
        _ packed: UInt32, _ code: UInt32, _ source: [UInt8], at index: Int, _ end: Int
    ) {
        let count = Int(packed >> 24)
        guard count > 0 else { return }
        let first = UInt8(truncatingIfNeeded: packed)
        if count == 1, first == 0x20 {
            inWord = false
            if let last = bytes.last, last != 0x20, last != 0x0A { push(0x20, index) }
            return
        }
        if count == 1, !WordBytes.isWord(first) {
            appendASCII(first, source, at: index, end)
            if code == 0x3002 || code == 0x2026 { breakSentence() }
            return
        }
        if TextFolding.isUnspaced(code) { inWord = false }
        if WordBytes.isWord(first), !(code >= 0x2010 && code < 0x2600) {
            beginWord()
        } else {
            inWord = false
        }
        for offset in 0..<count {
            push(UInt8(truncatingIfNeeded: packed >> (8 * UInt32(offset))), index)
        }
    }
}

extension NormalizedText {
    /// Number of the word at or before a place in `bytes`, from 0.
    func word(at place: Int) -> Int { Self.index(in: wordStarts, at: place) }
    func sentence(at place: Int) -> Int { Self.index(in: sentenceStarts, at: place) }

    private static func index(in starts: [UInt32], at place: Int) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= place { low = middle + 1 } else { high = middle }
        }
        return max(0, low - 1)
    }
}

/// Where words, sentences and question marks of folded text stand, and which words are letters of unspaced scripts.
struct TextMarks {
    var words: [UInt32]
    var sentences: [UInt32]
    var questions: [UInt32]
    /// Numbers of words.
    var letters: [UInt32]
}

/// Folds one stretch of UTF-8 into buffers that are large enough; lives for one call of `NormalizedText.append`.
struct TextFolder {
    let source: UnsafeBufferPointer<UInt8>
    let end: Int
    let bytes: UnsafeMutableBufferPointer<UInt8>
    let origins: UnsafeMutableBufferPointer<UInt32>
    /// Folded bytes so far.
    var count: Int
    var marks: TextMarks
    private var inWord = false
    private var lineLength = 0
    /// The writer begins without a capital, and so his sentences do.
    private var isUncased = false

    /// A line shorter than this, in bytes, was ended by its writer and not by a program that wraps lines.
    static let shortLine = 50

    /// Folded bytes that so many bytes can become: two may become three (U+023A), and a line end comes first.
    static func room(for count: Int) -> Int { count + count / 2 + 4 }

    init(
        source: UnsafeBufferPointer<UInt8>, end: Int, bytes: UnsafeMutableBufferPointer<UInt8>,
        origins: UnsafeMutableBufferPointer<UInt32>, count: Int, marks: TextMarks
    ) {
        self.source = source
        self.end = end
        self.bytes = bytes
        self.origins = origins
        self.count = count
        self.marks = marks
    }

    mutating func fold(from start: Int) {
        if count > 0, bytes[count - 1] != 0x0A { push(0x0A, start) }
        breakSentence()
        let first = source[start..<end].first { WordBytes.isWord($0) }
        isUncased = first.map(Self.isSmall) ?? false
        var index = start
        Self.letters.withUnsafeBufferPointer { letters in
            while index < end {
                let byte = source[index]
                let letter = letters[Int(byte)]
                if letter != 0 {
                    lineLength += 1
                    beginWord()
                    push(letter, index)
                    index += 1
                } else if byte >= 0x80 {
                    index += foldScalar(at: index)
                } else if Self.isBlank(byte) {
                    index = foldBlanks(at: index)
                } else {
                    foldMark(byte, at: index)
                    index += 1
                }
            }
        }
    }

    /// Byte → the folded ASCII letter or digit that it is, else 0.
    private static let letters: [UInt8] = (0..<256).map { number in
        let byte = UInt8(number)
        guard byte < 0x80, WordBytes.isWordASCII(byte) else { return 0 }
        return byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    private mutating func breakSentence() {
        if marks.sentences.last != UInt32(count) { marks.sentences.append(UInt32(count)) }
    }

    @inline(__always)
    private mutating func push(_ byte: UInt8, _ origin: Int) {
        bytes[count] = byte
        origins[count] = UInt32(truncatingIfNeeded: origin)
        count += 1
    }

    @inline(__always)
    private mutating func beginWord() {
        if !inWord { marks.words.append(UInt32(count)) }
        inWord = true
    }

    /// Punctuation, of ASCII or folded to it.
    private mutating func foldMark(_ written: UInt8, at index: Int) {
        let byte = Self.meant(by: written, after: bytes, count)
        lineLength += 1
        // An apostrophe inside a word does not end it.
        if byte != 0x27 || !inWord { inWord = false }
        if byte == 0x3F { marks.questions.append(UInt32(count)) }
        let endsSentence = byte == 0x21 || byte == 0x3F || (byte == 0x2E && periodEnds(at: index))
        push(byte, index)
        if endsSentence { breakSentence() }
    }

    /// Lenient: a grave accent for an apostrophe. Behind a Greek letter, which is two bytes from 0xCD, 0xCE or 0xCF on, a
    /// semicolon is a question mark.
    private static func meant(
        by mark: UInt8, after bytes: UnsafeMutableBufferPointer<UInt8>, _ count: Int
    ) -> UInt8 {
        if mark == 0x60 { return 0x27 }
        guard mark == 0x3B, count >= 2, bytes[count - 1] >= 0x80, (0xCD...0xCF).contains(bytes[count - 2])
        else { return mark }
        return 0x3F
    }

    /// `3. August`, `z.B.` and `Aug. 3` go on; a period after a longer word, before a blank or the end, does not. Before a
    /// small letter it ends the sentence of a writer who has no capitals: "thats it. stop writing".
    private func periodEnds(at index: Int) -> Bool {
        guard count > 0, !WordBytes.isDigit(bytes[count - 1]) else { return false }
        var next = index + 1
        if next < end, source[next] == 0x22 || source[next] == 0x29 || source[next] == 0x27 {
            next += 1
        }
        guard next < end else { return true }
        guard Self.isBlank(source[next]) || source[next] == 0xC2 else { return false }
        var length = 0
        while length < 5, length < count, WordBytes.isWord(bytes[count - 1 - length]) { length += 1 }
        if length > 4 { return true }
        while next < end, source[next] == 0x20 { next += 1 }
        guard next < end else { return true }
        let follower = source[next]
        if WordBytes.isDigit(follower) || Self.isSmall(follower) && !isUncased { return false }
        if length == 2 {
            // No short form has a mark: "là", "né".
            return index - Int(origins[count - 2]) > 2
                || Self.endsSentence(bytes[count - 2], bytes[count - 1])
        }
        return length > 2 || !WordBytes.isWord(bytes[count - 1])
    }

    private static func isSmall(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }

    /// "I do not trust it. Take me off": words of two letters that are no short forms, as `Dr.` and `z. B.` are.
    private static func endsSentence(_ first: UInt8, _ second: UInt8) -> Bool {
        plainWords.contains(UInt16(first) << 8 | UInt16(second))
    }

    private static let plainWords = Set(
        """
        it me us so do go on up in no be is am he we my by of to at or da zu ab ja um du er es nu af op se si yo te eu je mi
        ne tu ki el jo ei ho ta ma va ra ya ni lo la le li ci ti vi ha sa pa
        """.split(separator: " ").map { word in
            word.utf8.reduce(0) { $0 << 8 | UInt16($1) }
        })

    private mutating func foldBlanks(at index: Int) -> Int {
        var next = index
        var lines = 0
        while next < end, Self.isBlank(source[next]) {
            if source[next] == 0x0A { lines += 1 }
            next += 1
        }
        inWord = false
        if count > 0, !endsInBlank {
            push(lines > 0 ? 0x0A : 0x20, index)
        } else if lines > 0, count > 0 {
            bytes[count - 1] = 0x0A
        }
        if lines > 1 || (lines == 1 && lineLength < Self.shortLine) { breakSentence() }
        if lines > 0 { lineLength = 0 } else { lineLength += 1 }
        return next
    }

    private var endsInBlank: Bool { bytes[count - 1] == 0x20 || bytes[count - 1] == 0x0A }
}

// MARK: beyond ASCII

extension TextFolder {
    /// Folds the scalar at `index`; its bytes.
    private mutating func foldScalar(at index: Int) -> Int {
        let (code, length) = UTF8Scalars.read(source, at: index, end: end)
        lineLength += 1
        guard let code else {
            push(source[index], index)
            return length
        }
        let packed: UInt32? =
            code < UInt32(TextFolding.tableSize)
            ? TextFolding.table[Int(code)] : TextFolding.folded(beyondTable: code)
        if let packed {
            foldPacked(packed, code, at: index)
            return length
        }
        let isLetter = beginWord(with: code)
        for offset in 0..<length { push(source[index + offset], index) }
        if isLetter { inWord = false }
        return length
    }

    /// Letters of unspaced scripts are words of their own; true for one.
    private mutating func beginWord(with code: UInt32) -> Bool {
        let isLetter = TextFolding.isUnspaced(code)
        if isLetter {
            inWord = false
            marks.letters.append(UInt32(marks.words.count))
        }
        beginWord()
        return isLetter
    }

    private mutating func foldPacked(_ packed: UInt32, _ code: UInt32, at index: Int) {
        let length = Int(packed >> 24)
        guard length > 0 else { return }
        let first = UInt8(truncatingIfNeeded: packed)
        if length == 1, first == 0x20 {
            inWord = false
            if count > 0, !endsInBlank { push(0x20, index) }
            return
        }
        if length == 1, !WordBytes.isWord(first) {
            foldMark(first, at: index)
            if TextFolding.isStop(code) { breakSentence() }
            return
        }
        var isLetter = false
        if !WordBytes.isWord(first) || (code >= 0x2010 && code < 0x2600) {
            inWord = false
        } else if WordBytes.isDigit(first) {
            beginWord()
        } else {
            isLetter = beginWord(with: code)
        }
        for offset in 0..<length {
            push(UInt8(truncatingIfNeeded: packed >> (8 * UInt32(offset))), index)
        }
        if isLetter { inWord = false }
    }
}

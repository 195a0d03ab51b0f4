/// Text folded for matching, with the way back: every byte knows the offset it came from.
///
/// Made in one pass over UTF-8, see `TextFolder`. A run of white space is one blank, or one LF where it held a line
/// end; hyphens stay (the matcher takes them for blanks). Bytes that are no UTF-8 are kept as they are.
struct NormalizedText: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Offset into the source, in UTF-8 bytes, of each byte.
    private(set) var origins: [UInt32] = []
    /// Where words begin, as offsets into `bytes`, ascending. Each letter of an unspaced script is a word.
    private(set) var wordStarts: [UInt32] = []
    /// Where sentences begin, as offsets into `bytes`, ascending; never empty once text was added.
    private(set) var sentenceStarts: [UInt32] = []
    /// Where question marks stand, as offsets into `bytes`, ascending.
    private(set) var questionMarks: [UInt32] = []
    /// Numbers of the words that are letters of unspaced scripts, ascending.
    private(set) var letterWords: [UInt32] = []

    init() {}

    init(_ text: String) {
        let source = Array(text.utf8)
        append(source, in: 0..<source.count)
    }

    /// Becomes the folded range of `source`; what room there is stays.
    mutating func replace(with source: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        bytes.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        wordStarts.removeAll(keepingCapacity: true)
        sentenceStarts.removeAll(keepingCapacity: true)
        questionMarks.removeAll(keepingCapacity: true)
        letterWords.removeAll(keepingCapacity: true)
        append(source, in: range)
    }

    /// Makes room for so many bytes of source.
    mutating func reserve(_ count: Int) {
        let room = TextFolder.room(for: count)
        bytes.reserveCapacity(bytes.count + room)
        origins.reserveCapacity(origins.count + room)
        wordStarts.reserveCapacity(wordStarts.count + room / 5)
        sentenceStarts.reserveCapacity(sentenceStarts.count + room / 40)
    }

    /// Adds a range of `source` as sentences of its own.
    mutating func append(_ source: [UInt8], in range: Range<Int>) {
        source.withUnsafeBufferPointer { append($0, in: range) }
    }

    mutating func append(_ source: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        let start = bytes.count
        let room = TextFolder.room(for: range.count)
        bytes.append(contentsOf: repeatElement(0, count: room))
        origins.append(contentsOf: repeatElement(0, count: room))
        let end = bytes.withUnsafeMutableBufferPointer { bytes in
            origins.withUnsafeMutableBufferPointer { origins in
                var folder = TextFolder(
                    source: source, end: range.upperBound, bytes: bytes, origins: origins, count: start,
                    marks: TextMarks(
                        words: wordStarts, sentences: sentenceStarts, questions: questionMarks,
                        letters: letterWords))
                (wordStarts, sentenceStarts, questionMarks, letterWords) = ([], [], [], [])
                folder.fold(from: range.lowerBound)
                wordStarts = folder.marks.words
                sentenceStarts = folder.marks.sentences
                questionMarks = folder.marks.questions
                letterWords = folder.marks.letters
                return folder.count
            }
        }
        bytes.removeLast(bytes.count - end)
        origins.removeLast(origins.count - end)
    }
}

extension NormalizedText {
    /// Number of the word at or before a place in `bytes`, from 0.
    func word(at place: Int) -> Int { Self.index(in: wordStarts, at: place) }
    func sentence(at place: Int) -> Int { Self.index(in: sentenceStarts, at: place) }

    func words(inSentence number: Int) -> Int {
        let start = Int(sentenceStarts[number])
        let end = number + 1 < sentenceStarts.count ? Int(sentenceStarts[number + 1]) : bytes.count
        let first = Self.place(in: wordStarts, of: start)
        return length(ofWords: first..<Self.place(in: wordStarts, of: end))
    }

    /// How many words a stretch of words is to a reader: of letters of unspaced scripts two or three make one.
    func length(ofWords words: Range<Int>) -> Int {
        guard !letterWords.isEmpty else { return words.count }
        let letters =
            Self.place(in: letterWords, of: words.upperBound)
            - Self.place(in: letterWords, of: words.lowerBound)
        return words.count - letters + (letters * 2 + 4) / 5
    }

    /// Words that may lie in a stretch which is so many to a reader.
    func mostWords(inLength length: Int) -> Int { letterWords.isEmpty ? length : (length * 5 + 1) / 2 }

    /// True where a question mark stands in the sentence of that number.
    func isQuestion(sentence: Int) -> Bool {
        guard !questionMarks.isEmpty, sentence < sentenceStarts.count else { return false }
        let end = sentence + 1 < sentenceStarts.count ? Int(sentenceStarts[sentence + 1]) : bytes.count
        let last = Self.index(in: questionMarks, at: end - 1)
        return questionMarks[last] >= sentenceStarts[sentence] && Int(questionMarks[last]) < end
    }

    /// A quotation mark of any form opens in the sentence before `range`, and one closes within `quotationReach` bytes
    /// after it.
    func isInQuotation(_ range: Range<Int>, sentence: Int) -> Bool {
        guard sentence < sentenceStarts.count else { return false }
        let before = bytes[Int(sentenceStarts[sentence])..<range.lowerBound]
        var isOpen = false
        for byte in before where byte == UInt8(ascii: "\"") { isOpen.toggle() }
        guard isOpen else { return false }
        return bytes[range.upperBound...].prefix(Self.quotationReach).contains(UInt8(ascii: "\""))
    }

    /// Bytes of folded text.
    private static let quotationReach = 200

    /// The last of `starts` that is not behind `place`; the first where all are.
    private static func index(in starts: [UInt32], at place: Int) -> Int {
        max(0, self.place(in: starts, of: place + 1) - 1)
    }

    /// How many of ascending numbers are below `limit`.
    private static func place(in numbers: [UInt32], of limit: Int) -> Int {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if Int(numbers[middle]) < limit { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

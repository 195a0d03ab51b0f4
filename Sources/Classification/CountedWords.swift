/// The words of a text that the word tally counts.
///
/// Words of letters, folded; of scripts written without spaces two and three letters in a row. What has a digit or
/// stands in an address counts for nothing: it tells of one message only.
enum CountedWords {
    /// Bytes of one word; longer ones are no words of a language.
    static let maximumWordBytes = 48

    /// Calls `body` with the place of each word in `text.bytes`, as often as it stands there.
    static func forEach(in text: NormalizedText, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        guard !range.isEmpty, !text.wordStarts.isEmpty else { return }
        let first = text.word(at: range.lowerBound)
        text.bytes.withUnsafeBufferPointer { bytes in
            text.wordStarts.withUnsafeBufferPointer { starts in
                text.letterWords.withUnsafeBufferPointer { letters in
                    var reader = Reader(bytes: bytes, starts: starts, letters: letters, range: range)
                    var number = first
                    while number < starts.count, Int(starts[number]) < range.upperBound {
                        if Int(starts[number]) >= range.lowerBound { reader.read(number, body) }
                        number += 1
                    }
                }
            }
        }
    }

    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        let starts: UnsafeBufferPointer<UInt32>
        /// Numbers of words that are letters of unspaced scripts.
        let letters: UnsafeBufferPointer<UInt32>
        let range: Range<Int>
        /// Place in `letters`.
        private var nextLetter = 0
        /// Where the last two letters of an unspaced script begin that stand without a gap before the next.
        private var run: [Int] = []
        private var runEnd = -1

        init(
            bytes: UnsafeBufferPointer<UInt8>, starts: UnsafeBufferPointer<UInt32>,
            letters: UnsafeBufferPointer<UInt32>, range: Range<Int>
        ) {
            self.bytes = bytes
            self.starts = starts
            self.letters = letters
            self.range = range
        }

        mutating func read(_ number: Int, _ body: (Range<Int>) -> Void) {
            let start = Int(starts[number])
            let next = number + 1 < starts.count ? Int(starts[number + 1]) : range.upperBound
            if isLetter(number) {
                readLetter(start, body)
            } else if let end = wordEnd(from: start, before: min(next, range.upperBound)) {
                body(start..<end)
            }
        }

        private mutating func isLetter(_ number: Int) -> Bool {
            while nextLetter < letters.count, Int(letters[nextLetter]) < number { nextLetter += 1 }
            return nextLetter < letters.count && Int(letters[nextLetter]) == number
        }

        private mutating func readLetter(_ start: Int, _ body: (Range<Int>) -> Void) {
            let length = UTF8Scalars.read(bytes, at: start, end: range.upperBound).1
            if runEnd != start { run.removeAll(keepingCapacity: true) }
            runEnd = start + length
            for first in run { body(first..<runEnd) }
            run.append(start)
            if run.count > 2 { run.removeFirst() }
        }

        /// Nil of what is no word.
        private func wordEnd(from start: Int, before limit: Int) -> Int? {
            var end = start
            while end < limit {
                let byte = bytes[end]
                if WordBytes.isDigit(byte) { return nil }
                let joins = byte == 0x27 && end + 1 < limit && WordBytes.isWord(bytes[end + 1])
                guard WordBytes.isWord(byte) || joins else { break }
                end += 1
            }
            guard end > start, end - start <= maximumWordBytes else { return nil }
            if isJoined(after: end) || isJoined(before: start) { return nil }
            return end
        }

        /// `@`, or a point with a letter behind it.
        private func isJoined(after end: Int) -> Bool {
            guard end < range.upperBound else { return false }
            if bytes[end] == 0x40 { return true }
            return bytes[end] == 0x2E && end + 1 < range.upperBound && WordBytes.isWord(bytes[end + 1])
        }

        private func isJoined(before start: Int) -> Bool {
            guard start > range.lowerBound else { return false }
            if bytes[start - 1] == 0x40 { return true }
            return bytes[start - 1] == 0x2E && start - 1 > range.lowerBound
                && WordBytes.isWord(bytes[start - 2])
        }
    }
}

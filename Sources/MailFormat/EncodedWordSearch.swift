/// Finds encoded words from left to right, in time that is linear however many of them are never closed.
struct EncodedWordSearch {
    struct Word {
        let charset: ArraySlice<UInt8>
        let isBase64: Bool
        let text: ArraySlice<UInt8>
        let end: Int
    }

    private let bytes: ArraySlice<UInt8>
    /// Nothing is closed from here on.
    private var openFrom: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        openFrom = bytes.endIndex
    }

    /// The word that begins with the `=?` at `start`.
    ///
    /// Lenient: words longer than 75 octets, glued to other text, inside quoted strings, with spaces or question
    /// marks in their text (many programs).
    mutating func word(at start: Int) -> Word? {
        guard
            let charsetEnd = token(from: start + 2, maximum: 2 * MailLimits.standard.maximumCharsetNameBytes),
            charsetEnd > start + 2, charsetEnd + 2 < bytes.endIndex, bytes[charsetEnd + 2] == ASCII.question
        else { return nil }
        let encoding = ASCII.lower(bytes[charsetEnd + 1])
        guard encoding == UInt8(ascii: "b") || encoding == UInt8(ascii: "q") else { return nil }
        let textStart = charsetEnd + 3
        guard textStart < openFrom, let textEnd = textEnd(from: textStart) else { return nil }
        let label = bytes[(start + 2)..<charsetEnd].prefix { $0 != ASCII.asterisk }
        return Word(
            charset: label, isBase64: encoding == UInt8(ascii: "b"), text: bytes[textStart..<textEnd],
            end: textEnd + 2)
    }

    private func token(from start: Int, maximum: Int) -> Int? {
        var place = start
        while place < bytes.endIndex, place - start <= maximum {
            if bytes[place] == ASCII.question { return place }
            if ASCII.isWhite(bytes[place]) || bytes[place] == ASCII.equals { return nil }
            place += 1
        }
        return nil
    }

    /// Where the `?=` stands; nil when another word begins before it, or nothing closes the word.
    private mutating func textEnd(from start: Int) -> Int? {
        var place = start
        while place + 1 < bytes.endIndex {
            if bytes[place] == ASCII.question, bytes[place + 1] == ASCII.equals {
                return place
            }
            if bytes[place] == ASCII.equals, bytes[place + 1] == ASCII.question,
                place + 2 < bytes.endIndex, bytes[place + 2] != ASCII.equals
            {
                return nil
            }
            place += 1
        }
        openFrom = start
        return nil
    }
}

/// Encoded words in header text (RFC 2047, with the language of RFC 2231 §5).
public enum EncodedWords {
    /// `text` with its encoded words decoded; white space between two of them is dropped.
    public static func decode(_ text: String) -> String {
        decode(Array(text.utf8)[...], fallback: .windows1252, limits: .standard)
    }

    /// `fallback` is for raw 8-bit text that is not UTF-8.
    static func decode(_ bytes: ArraySlice<UInt8>, fallback: Charset, limits: MailLimits) -> String {
        var reader = EncodedWordReader(bytes, fallback: fallback, limits: limits)
        return reader.read()
    }

    /// Where the encoded word that begins at `start` ends; nil when none begins there.
    static func end(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var search = EncodedWordSearch(bytes)
        return search.word(at: start)?.end
    }
}

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

struct EncodedWordReader {
    private let bytes: ArraySlice<UInt8>
    private let fallback: Charset
    private let limits: MailLimits
    private var decoding = TextDecoding()
    private var result = ""
    /// Octets of neighbouring words in one charset: some programs cut a character in two.
    private var pending: [UInt8] = []
    private var pendingLabel: [UInt8]?

    init(_ bytes: ArraySlice<UInt8>, fallback: Charset, limits: MailLimits) {
        self.bytes = bytes
        self.fallback = fallback
        self.limits = limits
    }

    mutating func read() -> String {
        var search = EncodedWordSearch(bytes)
        var literalStart = bytes.startIndex
        var place = bytes.startIndex
        var count = 0
        while place + 1 < bytes.endIndex {
            guard bytes[place] == ASCII.equals, bytes[place + 1] == ASCII.question else {
                place += 1
                continue
            }
            guard count < limits.maximumEncodedWords else { break }
            guard let word = search.word(at: place) else {
                place += 2
                continue
            }
            count += 1
            let literal = bytes[literalStart..<place]
            if pendingLabel == nil || !literal.allSatisfy(ASCII.isWhite) { append(literal: literal) }
            append(word)
            place = word.end
            literalStart = place
        }
        append(literal: bytes[literalStart...])
        return result
    }

    private mutating func append(literal: ArraySlice<UInt8>) {
        flush()
        guard !literal.isEmpty else { return }
        result += decoding.text(Array(literal), declared: nil, fallback: fallback)
    }

    private mutating func append(_ word: EncodedWordSearch.Word) {
        let label = word.charset.map(ASCII.lower)
        if let pendingLabel, pendingLabel != label { flush() }
        pending += word.isBase64 ? Base64.decode(word.text) : QuotedPrintable.decodeWord(word.text)
        pendingLabel = label
    }

    private mutating func flush() {
        guard let label = pendingLabel else { return }
        let text = decoding.text(pending, declared: Charset(label: label[...]), fallback: fallback)
        // A decoded line end would let a sender write header fields into whatever prints the text.
        result += text.contains(where: \.isNewline) ? String(text.map { $0.isNewline ? " " : $0 }) : text
        pending = []
        pendingLabel = nil
    }
}

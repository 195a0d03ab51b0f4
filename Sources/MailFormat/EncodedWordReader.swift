/// Turns a field value into text, word by word.
struct EncodedWordReader {
    private let bytes: ArraySlice<UInt8>
    private let fallback: Charset
    private let limits: MailLimits
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
        result += TextDecoding.text(literal, declared: nil, fallback: fallback)
    }

    private mutating func append(_ word: EncodedWordSearch.Word) {
        let label = word.charset.map(ASCII.lower)
        if let pendingLabel, pendingLabel != label { flush() }
        pending += word.isBase64 ? Base64.decode(word.text) : QuotedPrintable.decodeWord(word.text)
        pendingLabel = label
    }

    private mutating func flush() {
        guard let label = pendingLabel else { return }
        let text = TextDecoding.text(pending[...], declared: Charset(label: label[...]), fallback: fallback)
        // A decoded line end would let a sender write header fields into whatever prints the text.
        result += Self.mayHoldNewline(text) ? String(text.map { $0.isNewline ? " " : $0 }) : text
        pending = []
        pendingLabel = nil
    }

    /// An octet stands there with which a line end of Unicode begins: LF to CR, U+0085, U+2028, U+2029.
    private static func mayHoldNewline(_ text: String) -> Bool {
        text.utf8.contains { (0x0A...0x0D).contains($0) || $0 == 0xC2 || $0 == 0xE2 }
    }
}

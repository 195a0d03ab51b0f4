/// The `; name=value` list of a MIME field (RFC 2045 §5.1, RFC 2231), read only when somebody asks.
struct Parameters: Sendable {
    /// What follows the first word of the field; still folded.
    let source: ArraySlice<UInt8>
    /// Those of `MailLimits` that count here; a part holds two of these lists, so they are kept small.
    let maximumParameters: Int32
    let maximumSections: Int32

    init(source: ArraySlice<UInt8>, limits: MailLimits = .standard) {
        self.source = source
        maximumParameters = Int32(clamping: limits.maximumParameters)
        maximumSections = Int32(clamping: limits.maximumParameterSections)
    }

    /// The value as text; `name` in any case.
    func value(_ name: String, fallback: Charset = .windows1252) -> String? {
        ParameterReading(self, name: Array(name.lowercased().utf8), takesSpaces: false)?.text(
            fallback: fallback)
    }

    /// The value as a file name.
    ///
    /// Lenient: encoded words inside the value (Outlook and many others), and spaces without quotes.
    func fileName(_ name: String, fallback: Charset) -> String? {
        let name = Array(name.lowercased().utf8)
        guard let reading = ParameterReading(self, name: name, takesSpaces: true) else { return nil }
        let text =
            reading.isExtended
            ? reading.text(fallback: fallback)
            : EncodedWords.decode(reading.bytes[...], fallback: fallback, limits: .standard)
        let trimmed = text.trimmingWhite
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The boundary of a multipart; empty when there is none. White space at its end is not part of it
    /// (RFC 2046 §5.1.1).
    var boundary: [UInt8] {
        guard var bytes = ParameterReading(self, name: Self.boundaryName, takesSpaces: false)?.bytes else {
            return []
        }
        while let last = bytes.last, ASCII.isWhite(last) { bytes.removeLast() }
        return bytes
    }

    private static let boundaryName = Array("boundary".utf8)
    static let charsetName = Array("charset".utf8)

    /// Calls `body` with each parameter in order until it returns false.
    func forEach(_ body: (_ name: ArraySlice<UInt8>, _ value: Value) -> Bool) {
        var cursor = FieldCursor(source)
        var count = 0
        while count < maximumParameters {
            cursor.skipWhiteAndComments()
            guard let byte = cursor.current else { return }
            if byte == ASCII.semicolon || byte == ASCII.comma {
                cursor.skip()
                continue
            }
            let name = cursor.readWord {
                !ASCII.isWhite($0) && $0 != ASCII.equals && $0 != ASCII.semicolon
                    && $0 != ASCII.openParenthesis
            }
            cursor.skipWhiteAndComments()
            guard cursor.current == ASCII.equals else {
                // Lenient: words that are no parameter are passed; so a missing semicolon loses nothing.
                if name.isEmpty { cursor.skip() }
                continue
            }
            cursor.skip()
            cursor.skipWhite()
            count += 1
            if !body(name, readValue(&cursor)) { return }
        }
    }

    struct Value {
        /// In `source`; without the quotes.
        let range: Range<Int>
        let isQuoted: Bool
        /// Quoted pairs or line ends stand in it.
        let isEscaped: Bool
    }

    func bytes(of value: Value) -> [UInt8] {
        value.isEscaped ? FieldCursor.unquoted(source[value.range]) : Array(source[value.range])
    }

    /// The value that begins at `start` up to the next semicolon, trimmed.
    func valueWithSpaces(from start: Int) -> [UInt8] {
        Array(ASCII.trimmed(source[start...].prefix { $0 != ASCII.semicolon }))
    }

    private func readValue(_ cursor: inout FieldCursor) -> Value {
        if cursor.current == ASCII.quote {
            let start = cursor.position
            if let (range, isPlain) = cursor.readQuotedRange() {
                return Value(range: range, isQuoted: true, isEscaped: !isPlain)
            }
            // Lenient: a quote that is not closed (cut-off fields) belongs to no value.
            cursor.position = start + 1
        }
        let word = cursor.readWord { !ASCII.isWhite($0) && $0 != ASCII.semicolon }
        return Value(range: word.startIndex..<word.endIndex, isQuoted: false, isEscaped: false)
    }
}

extension String {
    /// Without white space at both ends.
    var trimmingWhite: String {
        guard let first = utf8.first, let last = utf8.last, ASCII.isWhite(first) || ASCII.isWhite(last) else {
            return self
        }
        return String(decoding: ASCII.trimmed(Array(utf8)[...]), as: UTF8.self)
    }
}

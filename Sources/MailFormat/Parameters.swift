/// The `; name=value` list of a MIME field (RFC 2045 §5.1, RFC 2231), read only when somebody asks.
struct Parameters: Sendable {
    /// What follows the first word of the field; still folded.
    let source: ArraySlice<UInt8>
    let limits: MailLimits

    init(source: ArraySlice<UInt8>, limits: MailLimits = .standard) {
        self.source = source
        self.limits = limits
    }

    /// The value as text; `name` in any case.
    func value(_ name: String, fallback: Charset = .windows1252) -> String? {
        ParameterReading(self, name: name, takesSpaces: false)?.text(fallback: fallback)
    }

    /// The value as a file name.
    ///
    /// Lenient: encoded words inside the value (Outlook and many others), and spaces without quotes.
    func fileName(_ name: String, fallback: Charset) -> String? {
        guard let reading = ParameterReading(self, name: name, takesSpaces: true) else { return nil }
        let text =
            reading.isExtended
            ? reading.text(fallback: fallback)
            : EncodedWords.decode(reading.bytes[...], fallback: fallback, limits: limits)
        let trimmed = text.trimmingWhite
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The boundary of a multipart; empty when there is none. White space at its end is not part of it
    /// (RFC 2046 §5.1.1).
    var boundary: [UInt8] {
        guard var bytes = ParameterReading(self, name: "boundary", takesSpaces: false)?.bytes else {
            return []
        }
        while let last = bytes.last, ASCII.isWhite(last) { bytes.removeLast() }
        return bytes
    }

    /// Calls `body` with each parameter in order until it returns false.
    func forEach(_ body: (_ name: ArraySlice<UInt8>, _ value: Value) -> Bool) {
        var cursor = FieldCursor(source)
        var count = 0
        while count < limits.maximumParameters {
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
        let bytes: [UInt8]
        /// Where a value without quotes begins in `source`.
        let start: Int?
    }

    /// The value that begins at `start` up to the next semicolon, trimmed.
    func valueWithSpaces(from start: Int) -> [UInt8] {
        Array(ASCII.trimmed(source[start...].prefix { $0 != ASCII.semicolon }))
    }

    private func readValue(_ cursor: inout FieldCursor) -> Value {
        if cursor.current == ASCII.quote {
            let start = cursor.position
            if let quoted = cursor.readQuotedString() { return Value(bytes: quoted, start: nil) }
            // Lenient: a quote that is not closed (cut-off fields) belongs to no value.
            cursor.position = start + 1
        }
        let start = cursor.position
        let word = cursor.readWord { !ASCII.isWhite($0) && $0 != ASCII.semicolon }
        return Value(bytes: Array(word), start: start)
    }
}

extension String {
    /// Without white space at both ends.
    var trimmingWhite: String {
        let bytes = Array(utf8)
        let trimmed = ASCII.trimmed(bytes[...])
        return trimmed.count == bytes.count ? self : String(decoding: trimmed, as: UTF8.self)
    }
}

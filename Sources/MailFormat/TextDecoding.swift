/// Octets of a message as Unicode text. Nothing is lost: what fits no charset becomes U+FFFD.
struct TextDecoding {
    /// The descriptor used last; text of one message is mostly in one charset.
    private var converter: CharsetConverter?

    init() {}

    static func text(_ bytes: [UInt8], declared: Charset?, fallback: Charset) -> String {
        var decoding = TextDecoding()
        return decoding.text(bytes, declared: declared, fallback: fallback)
    }

    /// `declared` is nil for text without a charset, or with one nobody knows.
    mutating func text(_ bytes: [UInt8], declared: Charset?, fallback: Charset) -> String {
        guard let declared, !declared.isASCII else { return undeclared(bytes, fallback: fallback) }
        return text(bytes, in: declared)
    }

    /// Lenient: undeclared 8-bit text (RFC 6532 allows UTF-8 in headers, nothing allows the rest): UTF-8 when it is
    /// valid, else the charset that the message declares elsewhere, else windows-1252. 7-bit text with Japanese
    /// shift sequences is ISO-2022-JP (old Japanese programs).
    private mutating func undeclared(_ bytes: [UInt8], fallback: Charset) -> String {
        if Bytes.isASCII(bytes[...]) {
            let isJapanese = JapaneseShifts.isShifted(bytes[...])
            return isJapanese ? text(bytes, in: .iso2022JP) : String(decoding: bytes, as: UTF8.self)
        }
        if let valid = String(validating: bytes, as: UTF8.self) { return valid }
        return text(bytes, in: fallback)
    }

    /// Lenient: UTF-8 under the label of ISO 8859-1 or windows-1252 (web forms, programs that send their default
    /// label). Every 8-bit octet belongs to a valid sequence of UTF-8: no Western text does that by chance.
    private func westernText(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? Windows1252.text(bytes)
    }

    private mutating func text(_ bytes: [UInt8], in charset: Charset) -> String {
        if charset.isUTF8 || charset.isASCII { return String(decoding: bytes, as: UTF8.self) }
        if charset == .windows1252 { return westernText(bytes) }
        if converter?.charset != charset { converter = CharsetConverter(charset) }
        if let converter { return converter.text(bytes) }
        return String(validating: bytes, as: UTF8.self) ?? Windows1252.text(bytes)
    }
}

/// Octets of a message as Unicode text. Nothing is lost: what fits no charset becomes U+FFFD.
enum TextDecoding {
    static func text(_ bytes: [UInt8], declared: Charset?, fallback: Charset) -> String {
        text(bytes[...], declared: declared, fallback: fallback)
    }

    /// `declared` is nil for text without a charset, or with one nobody knows.
    static func text(_ bytes: ArraySlice<UInt8>, declared: Charset?, fallback: Charset) -> String {
        guard let declared, !declared.isASCII else { return undeclared(bytes, fallback: fallback) }
        return text(bytes, in: declared)
    }

    /// Lenient: undeclared 8-bit text (RFC 6532 allows UTF-8 in headers, nothing allows the rest): UTF-8 when it is
    /// valid, else the charset that the message declares elsewhere, else windows-1252. 7-bit text with Japanese
    /// shift sequences is ISO-2022-JP (old Japanese programs).
    private static func undeclared(_ bytes: ArraySlice<UInt8>, fallback: Charset) -> String {
        if JapaneseShifts.isShifted(bytes), Bytes.isASCII(bytes) { return text(bytes, in: .iso2022JP) }
        return UTF8Text.valid(bytes.span) ?? text(bytes, in: fallback)
    }

    /// Lenient: UTF-8 under the label of a charset of single octets (web forms, programs that send their default
    /// label). Every 8-bit octet belongs to a valid sequence of UTF-8: no text of the other charset does that by chance.
    /// But Thai words may: `แนบ` is E1 B9 BA.
    private static func text(_ bytes: ArraySlice<UInt8>, in table: SingleByteTable, isThai: Bool) -> String {
        (isThai ? nil : UTF8Text.valid(bytes.span)) ?? table.text(bytes.span)
    }

    private static func text(_ bytes: ArraySlice<UInt8>, in charset: Charset) -> String {
        if charset.isUTF8 || charset.isASCII { return UTF8Text.repaired(bytes.span) }
        if charset == .windows1252 { return text(bytes, in: Windows1252.table, isThai: false) }
        if let table = SingleByteTable.of(charset) {
            return text(bytes, in: table, isThai: charset.name == "WINDOWS-874")
        }
        return ConverterPool.text(Array(bytes), in: charset)
            ?? text(bytes, in: Windows1252.table, isThai: false)
    }
}

/// Encoded words in header text (RFC 2047, with the language of RFC 2231 §5).
public enum EncodedWords {
    /// `text` with its encoded words decoded; white space between two of them is dropped.
    public static func decode(_ text: String) -> String {
        decode(Array(text.utf8)[...], fallback: .windows1252, limits: .standard)
    }

    /// `fallback` is for raw 8-bit text that is not UTF-8.
    static func decode(_ bytes: ArraySlice<UInt8>, fallback: Charset, limits: MailLimits) -> String {
        guard Bytes.contains(ASCII.question, bytes) else {
            return TextDecoding.text(bytes, declared: nil, fallback: fallback)
        }
        var reader = EncodedWordReader(bytes, fallback: fallback, limits: limits)
        return reader.read()
    }

    /// Where the encoded word that begins at `start` ends; nil when none begins there.
    static func end(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var search = EncodedWordSearch(bytes)
        return search.word(at: start)?.end
    }
}

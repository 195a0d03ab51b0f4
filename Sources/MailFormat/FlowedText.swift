/// `text/plain; format=flowed` (RFC 3676).
public enum FlowedText {
    /// `text` with its flowed lines joined into paragraphs; quote marks and fixed lines stay. Line ends are LF.
    public static func unflowed(_ text: String, deletesSpace: Bool) -> String { text }
}

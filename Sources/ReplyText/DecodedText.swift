/// The text of a body part, decoded and otherwise untouched, for those who would decode it again.
public struct DecodedText: Sendable {
    /// Index into the parts of the message.
    public let part: Int
    public let text: String

    init(part: Int, text: String) {
        self.part = part
        self.text = text
    }
}

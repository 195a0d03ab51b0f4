/// What one message says, and which of it its author wrote for this occasion.
public struct ReplyReading: Sendable {
    /// Where `text` comes from; the number is an index into the parts of the message.
    public enum Source: Hashable, Sendable {
        case plain(Int)
        case html(Int)
        case none
    }

    /// The whole chosen text: UTF-8, lines end in LF.
    public let text: String
    public let source: Source
    /// UTF-8 byte ranges of `text`, ascending: what the author wrote.
    public let own: [Range<Int>]
    /// Quoted or forwarded messages with their attribution lines.
    public let quoted: [Range<Int>]
    /// Signature, closing and name, "Sent from my …", disclaimers.
    public let signature: [Range<Int>]
    /// True when the message passes another one on, with or without words of its own above it.
    public let isForward: Bool

    public init(
        text: String, source: Source, own: [Range<Int>], quoted: [Range<Int>], signature: [Range<Int>],
        isForward: Bool
    ) {
        self.text = text
        self.source = source
        self.own = own
        self.quoted = quoted
        self.signature = signature
        self.isForward = isForward
    }

    /// The author's own words: each line with single blanks, empty lines left out.
    public var visibleReply: String {
        VisibleText.lines(of: own, in: text)
    }
}

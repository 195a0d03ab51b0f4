/// What one message says, and which of it its author wrote for this occasion.
public struct ReplyReading: Sendable {
    /// Where `text` comes from; the number is an index into the parts of the message.
    public enum Source: Hashable, Sendable {
        case plain(Int)
        case html(Int)
        case none
    }

    /// The whole chosen text: UTF-8, lines end in LF.
    public let utf8: [UInt8]
    public let source: Source
    /// UTF-8 byte ranges of `utf8`, ascending: what the author wrote.
    public let own: [Range<Int>]
    /// Quoted or forwarded messages with their attribution lines.
    public let quoted: [Range<Int>]
    /// Signature, closing and name, "Sent from my …", disclaimers.
    public let signature: [Range<Int>]
    /// True when the message passes another one on, with or without words of its own above it.
    public let isForward: Bool
    /// The text/plain part that was looked at, chosen or not.
    public let decodedPlain: DecodedText?

    public init(
        utf8: [UInt8], source: Source, own: [Range<Int>], quoted: [Range<Int>], signature: [Range<Int>],
        isForward: Bool, decodedPlain: DecodedText? = nil
    ) {
        self.utf8 = utf8
        self.source = source
        self.own = own
        self.quoted = quoted
        self.signature = signature
        self.isForward = isForward
        self.decodedPlain = decodedPlain
    }

    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// The author's own words: each line with single blanks, empty lines left out.
    public var visibleReply: String { String(decoding: visibleUTF8, as: UTF8.self) }

    public var visibleUTF8: [UInt8] { VisibleText.lines(of: own, in: utf8) }
}

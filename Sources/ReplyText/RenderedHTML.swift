/// HTML as the lines a reader sees.
public struct RenderedHTML: Sendable {
    /// A blockquote.
    public struct Passage: Sendable {
        /// UTF-8 bytes of the text.
        public let range: Range<Int>
        /// Made with Gmail's button for a quote, and not by an answer.
        public let isByButton: Bool
    }

    /// UTF-8, lines end in LF.
    public let utf8: [UInt8]
    /// UTF-8 byte ranges of `utf8` that stand in a quote container, ascending, not overlapping.
    public let quoted: [Range<Int>]
    /// Blockquotes that nothing marks as somebody's words; ascending, not overlapping.
    public let setOff: [Passage]
    /// What is quoted inside these; of use only where the outer one is none.
    public let quotedInSetOff: [Range<Int>]
    /// The same for containers that mail programs put around signatures.
    public let signature: [Range<Int>]
    /// Where a mark says that all the rest is a quoted message.
    public let restQuotedFrom: Int?

    public init(
        utf8: [UInt8], quoted: [Range<Int>], setOff: [Passage] = [], quotedInSetOff: [Range<Int>] = [],
        signature: [Range<Int>], restQuotedFrom: Int? = nil
    ) {
        self.utf8 = utf8
        self.quoted = quoted
        self.setOff = setOff
        self.quotedInSetOff = quotedInSetOff
        self.signature = signature
        self.restQuotedFrom = restQuotedFrom
    }

    public var text: String { String(decoding: utf8, as: UTF8.self) }
}

import MailFormat

/// The text of a message that says most of what its author wrote, and what its markup tells about it.
struct TextChoice {
    /// UTF-8, lines end in LF.
    var bytes: [UInt8] = []
    var source = ReplyReading.Source.none
    var quoted: [Range<Int>] = []
    /// Blockquotes that may be quotes, and what is quoted in them.
    private(set) var setOff: [RenderedHTML.Passage] = []
    private(set) var quotedInSetOff: [Range<Int>] = []
    var signature: [Range<Int>] = []
    var restQuotedFrom: Int?
    /// Of the text/plain part, whether it was chosen or not.
    private(set) var decoded: DecodedText?

    /// Bytes of visible text below which a text/plain part may be a stub that stands in for the HTML.
    private static let stubBytes = 160

    init(plain bytes: [UInt8], part: Int) {
        self.bytes = TextChoice.bounded(bytes)
        source = .plain(part)
    }

    init(html: String, part: Int) {
        let rendered = HTMLText.render(html)
        bytes = rendered.utf8
        quoted = rendered.quoted
        setOff = rendered.setOff
        quotedInSetOff = rendered.quotedInSetOff
        signature = rendered.signature
        restQuotedFrom = rendered.restQuotedFrom
        source = .html(part)
    }

    private init() {}

    init(_ message: Message) {
        self.init()
        let plain = TextChoice.leaf("plain", of: message)
        let html = TextChoice.leaf("html", of: message)
        let decoded = plain.map {
            DecodedText(part: $0, text: message.text(of: $0, first: ReplyLimits.maximumTransferredBytes))
        }
        defer { self.decoded = decoded }
        let plainText = decoded.map { Array(message.readable($0.text, of: $0.part).utf8) }
        if let plain, let plainText, html == nil || !TextChoice.mayBeStub(plainText) {
            self.init(plain: plainText, part: plain)
            return
        }
        guard let html else {
            // Lenient: a multipart without any body part (its boundary occurs nowhere): its text as it stands.
            if let whole = message.undividedMultiparts.first {
                self.init(
                    plain: Array(message.text(of: whole, first: ReplyLimits.maximumTransferredBytes).utf8),
                    part: whole)
            } else {
                takeEnclosedText(of: message)
            }
            return
        }
        let rendered = TextChoice(
            html: message.text(of: html, first: ReplyLimits.maximumTransferredBytes), part: html)
        if let plain, let plainText, !TextChoice.saysMore(rendered.bytes, than: plainText) {
            self.init(plain: plainText, part: plain)
        } else {
            self = rendered
        }
    }

    /// A message that has its text in a `winmail.dat` only (Outlook, Exchange).
    private mutating func takeEnclosedText(of message: Message) {
        for part in message.leaves where !message.parts[part].isInNestedMessage {
            guard let tnef = message.tnef(of: part) else { continue }
            if let text = tnef.text {
                self = TextChoice(plain: Array(text.utf8), part: part)
                return
            }
            if let html = tnef.html {
                self = TextChoice(html: html, part: part)
                return
            }
        }
    }

    /// The first inline text part of this subtype that is not empty, outside nested messages.
    private static func leaf(_ subtype: String, of message: Message) -> Int? {
        var empty: Int?
        for index in message.parts.indices {
            let part = message.parts[index]
            guard part.mediaType.is("text", subtype), !part.isInNestedMessage, !part.isAttachment,
                !part.isMultipart
            else { continue }
            if message.rawBody(of: index).contains(where: { $0 > 0x20 }) { return index }
            empty = empty ?? index
        }
        return empty
    }

    /// Empty, or short enough to say "your program cannot show this".
    private static func mayBeStub(_ text: [UInt8]) -> Bool {
        var count = 0
        for byte in text where byte > 0x20 {
            count += 1
            if count > stubBytes { return false }
        }
        return true
    }

    /// The HTML is another text than the short plain one, and not just the same with its quotes.
    private static func saysMore(_ html: [UInt8], than plain: [UInt8]) -> Bool {
        let words = visible(html)
        let short = visible(plain)
        if words.isEmpty { return false }
        if short.isEmpty { return true }
        return words.count > short.count && !words.starts(with: short.prefix(24))
    }

    private static func visible(_ text: [UInt8]) -> [UInt8] {
        Folding.fold(text.prefix(4_096)).filter { $0 > 0x2F }
    }

    /// CR or NUL.
    private static func hasOddBytes(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { text in
            ByteSearch.first(UInt8(ascii: "\r"), in: text, from: 0) < text.count
                || ByteSearch.first(0, in: text, from: 0) < text.count
        }
    }

    /// CRLF and bare CR as line ends, NUL as a blank.
    static func bounded(_ text: [UInt8]) -> [UInt8] {
        guard text.count > ReplyLimits.maximumTextBytes || hasOddBytes(text) else { return text }
        let bytes = text.prefix(ReplyLimits.maximumTextBytes)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\r") {
                out.append(UInt8(ascii: "\n"))
            } else if byte != UInt8(ascii: "\n") || previous != UInt8(ascii: "\r") {
                out.append(byte == 0 ? 0x20 : byte)
            }
            previous = byte
        }
        return out
    }
}

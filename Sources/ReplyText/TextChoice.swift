import MailFormat

/// The text of a message that says most of what its author wrote, and what its markup tells about it.
struct TextChoice {
    var text = ""
    var source = ReplyReading.Source.none
    var quoted: [Range<Int>] = []
    var signature: [Range<Int>] = []
    var restQuotedFrom: Int?

    /// Bytes of visible text below which a text/plain part may be a stub that stands in for the HTML.
    private static let stubBytes = 160

    var bytes: [UInt8] { Array(text.utf8) }

    /// The same with line ends where `CollapsedLines` finds that some are missing.
    func withLineEndsRestored() -> TextChoice {
        var copy = self
        var bytes = bytes
        CollapsedLines.restore(&bytes)
        copy.text = String(decoding: bytes, as: UTF8.self)
        return copy
    }

    init(plain text: String) {
        self.text = TextChoice.bounded(text)
        source = .plain(0)
    }

    init(html: String, part: Int = 0) {
        let rendered = HTMLText.render(html)
        text = rendered.text
        quoted = rendered.quoted
        signature = rendered.signature
        restQuotedFrom = rendered.restQuotedFrom
        source = .html(part)
    }

    private init() {}

    init(_ message: Message) {
        self.init()
        let plain = TextChoice.leaf("plain", of: message)
        let html = TextChoice.leaf("html", of: message)
        let plainText = plain.map { message.readableText(of: $0) }
        if let plain, let plainText, html == nil || !TextChoice.mayBeStub(plainText) {
            self.init(plain: plainText)
            source = .plain(plain)
            return
        }
        guard let html else {
            // Lenient: a multipart without any body part (its boundary occurs nowhere): its text as it stands.
            if let whole = message.undividedMultiparts.first {
                self.init(plain: message.text(of: whole))
                source = .plain(whole)
            } else {
                takeEnclosedText(of: message)
            }
            return
        }
        let rendered = TextChoice(html: message.text(of: html), part: html)
        if let plain, let plainText, !TextChoice.saysMore(rendered.text, than: plainText) {
            self.init(plain: plainText)
            source = .plain(plain)
        } else {
            self = rendered
        }
    }

    /// A message that has its text in a `winmail.dat` only (Outlook, Exchange).
    private mutating func takeEnclosedText(of message: Message) {
        for part in message.leaves where !message.parts[part].isInNestedMessage {
            guard let tnef = message.tnef(of: part) else { continue }
            if let text = tnef.text {
                self = TextChoice(plain: text)
                source = .plain(part)
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
    private static func mayBeStub(_ text: String) -> Bool {
        var count = 0
        for byte in text.utf8 where byte > 0x20 {
            count += 1
            if count > stubBytes { return false }
        }
        return true
    }

    /// The HTML is another text than the short plain one, and not just the same with its quotes.
    private static func saysMore(_ html: String, than plain: String) -> Bool {
        let words = visible(html)
        let short = visible(plain)
        if words.isEmpty { return false }
        if short.isEmpty { return true }
        return words.count > short.count && !words.starts(with: short.prefix(24))
    }

    private static func visible(_ text: String) -> [UInt8] {
        Array(Folding.fold(Array(text.utf8.prefix(4_096))[...]).utf8.filter { $0 > 0x2F })
    }

    static func bounded(_ text: String) -> String {
        var out: [UInt8] = []
        let bytes = text.utf8.prefix(ReplyLimits.maximumTextBytes)
        guard text.utf8.count > bytes.count || bytes.contains(UInt8(ascii: "\r")) || bytes.contains(0) else {
            return text
        }
        out.reserveCapacity(bytes.count)
        var previous: UInt8 = 0
        for byte in bytes {
            // CRLF and bare CR are line ends.
            if byte == UInt8(ascii: "\r") {
                out.append(UInt8(ascii: "\n"))
            } else if byte != UInt8(ascii: "\n") || previous != UInt8(ascii: "\r") {
                out.append(byte == 0 ? 0x20 : byte)
            }
            previous = byte
        }
        return String(decoding: out, as: UTF8.self)
    }
}

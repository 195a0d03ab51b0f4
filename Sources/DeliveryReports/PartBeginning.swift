import MailFormat

/// The beginning of a part. A report says what it says in its first kilobytes; what follows is the message that came
/// back, and fifteen megabytes of it are not to be decoded.
enum PartBeginning {
    /// Octets of a text as transferred that are decoded. HTML and quoted-printable need several for a letter.
    static let maximumTextBytes = 4 * ReportLimits.maximumExplanationBytes
    /// Octets of a machine-readable part, enough for the recipients that are kept.
    static let maximumFieldBytes = 512 * 1024

    static func text(of part: Int, in message: Message) -> String {
        guard let (short, index) = shortened(part, message, maximumTextBytes) else {
            return message.text(of: part)
        }
        return short.text(of: index)
    }

    static func body(of part: Int, in message: Message) -> [UInt8] {
        guard let (short, index) = shortened(part, message, maximumFieldBytes) else {
            return message.body(of: part)
        }
        return short.body(of: index)
    }

    /// A message of the part's own fields and the beginning of its body; nil where the part is short enough.
    private static func shortened(_ part: Int, _ message: Message, _ maximum: Int) -> (Message, Int)? {
        let body = message.rawBody(of: part)
        guard body.count > maximum else { return nil }
        var bytes: [UInt8] = []
        for (name, value) in [
            ("Content-Type", message.field(.contentType, of: part).map(message.unfolded)),
            (
                "Content-Transfer-Encoding",
                message.field(.contentTransferEncoding, of: part).map(message.unfolded)
            ),
        ] {
            // A multipart without parts is read as the text it is.
            if let value, !value.hasPrefix("multipart/") { bytes += Array("\(name): \(value)\r\n".utf8) }
        }
        bytes += [UInt8(ascii: "\r"), ASCII.newline]
        var beginning = body.prefix(maximum)
        // Not in the middle of a line, nor of an encoded letter.
        if let end = beginning.lastIndex(of: ASCII.newline), end > beginning.startIndex + maximum / 2 {
            beginning = beginning[...end]
        }
        bytes += beginning
        return (Message(bytes), 0)
    }
}

import MailFormat

/// One parser under test. It is given any bytes, must come back, and must keep the promises checked here.
enum FuzzTarget: String, CaseIterable {
    case message
    case headerField = "header-field"
    case addressList = "address-list"
    case encodedWord = "encoded-word"
    case base64
    case quotedPrintable = "quoted-printable"
    case uuencode
    case date
    case tnef
    case charset
    case report
    case statusFields = "status-fields"
    case feedbackFields = "feedback-fields"
    case dispositionFields = "disposition-fields"
    case calendarReply = "calendar-reply"
    case notification
    case reportText = "report-text"
    case imapResponse = "imap-response"

    func run(_ bytes: [UInt8]) {
        switch self {
        case .message: Self.readAll(Message(bytes))
        case .headerField:
            for name in [
                "Content-Type: ", "Content-Disposition: ", "Content-Transfer-Encoding: ", "Received: ",
            ] {
                Self.readAll(Self.message(header: name, bytes))
            }
        case .addressList:
            let message = Self.message(header: "From: ", bytes)
            for mailbox in message.from { precondition(!mailbox.address.utf8.contains(10)) }
            _ = Mailbox.parseList(String(decoding: bytes, as: UTF8.self))
        case .encodedWord:
            let subject = Self.message(header: "Subject: ", bytes).subject ?? ""
            precondition(!subject.utf8.contains(10), "a decoded line end would end a header field")
        case .base64: Self.checkBase64(bytes)
        case .quotedPrintable:
            let decoded = Self.body("quoted-printable", bytes)
            precondition(decoded.count <= bytes.count)
        case .uuencode:
            // A group that is cut off is filled up, so one octet may give three.
            precondition(Self.body("x-uuencode", bytes).count <= bytes.count * 3)
            for file in Uuencode.files(in: bytes) { _ = Uuencode.content(of: file, in: bytes) }
        case .date: _ = Self.message(header: "Date: ", bytes).date
        case .tnef: Self.readTNEF(bytes)
        case .charset: Self.readCharset(bytes)
        case .report, .statusFields, .feedbackFields, .dispositionFields, .calendarReply, .notification,
            .reportText:
            runReport(bytes)
        case .imapResponse: Self.readResponses(bytes)
        }
    }

    /// The structure of each prefix, and the text at its end, where the cut shows.
    static func readPrefixes(_ bytes: [UInt8], from first: Int, by stride: Int) {
        for count in Swift.stride(from: first, to: bytes.count, by: stride) {
            let message = Message(Array(bytes[..<count]))
            let last = message.parts.count - 1
            _ = (message.text(of: last), message.parts[last].fileName, message.from.count)
            if let field = message.fields.last { _ = (message.unstructured(field), message.mailboxes(field)) }
        }
    }

    private static func message(header: String, _ value: [UInt8]) -> Message {
        Message(Array(header.utf8) + value + Array("\r\n\r\nbody\r\n".utf8))
    }

    private static func body(_ encoding: String, _ bytes: [UInt8]) -> [UInt8] {
        Message(Array("Content-Transfer-Encoding: \(encoding)\r\n\r\n".utf8) + bytes).body(of: 0)
    }

    /// An octet outside the alphabet after each one changes nothing (RFC 2045 §6.8), and leaves no block to decode
    /// at once.
    private static func checkBase64(_ bytes: [UInt8]) {
        let apart = bytes.flatMap { [$0, UInt8(ascii: "!")] }
        precondition(body("base64", bytes) == body("base64", apart), "blocks and single octets differ")
    }

    private static func readTNEF(_ bytes: [UInt8]) {
        for input in [bytes, [0x78, 0x9F, 0x3E, 0x22, 0, 0] + bytes] {
            guard let tnef = TNEF(input) else { continue }
            for attachment in tnef.attachments {
                precondition(attachment.dataRange.upperBound <= input.count)
            }
        }
    }

    private static let labels = [
        "utf-8", "us-ascii", "iso-8859-1", "iso-8859-2", "windows-1251", "koi8-r", "gb2312", "big5", "euc-kr",
        "shift_jis", "euc-jp", "iso-2022-jp", "iso-2022-kr", "utf-7", "utf-16", "utf-16le", "windows-1258",
        "windows-874", "macintosh", "hz-gb-2312", "no-such-charset",
    ]

    /// The first octet chooses the charset.
    private static func readCharset(_ bytes: [UInt8]) {
        let label = labels[Int(bytes.first ?? 0) % labels.count]
        let head = "Content-Type: text/plain; charset=\(label)\r\n\r\n"
        let message = Message(Array(head.utf8) + bytes.dropFirst())
        let text = message.text(of: 0)
        precondition(!text.utf8.contains(13), "every line end is LF")
    }

    /// Asks for everything that a message has.
    private static func readAll(_ message: Message) {
        _ = (message.subject, message.from, message.to, message.date, message.messageID, message.references)
        _ = (message.inReplyTo, message.returnPath, message.receivedDate, message.attachmentNames)
        _ = (message.wrappers, message.containedFileNames, message.undividedMultiparts, message.firstTextPart)
        for field in message.fields {
            _ = (message.name(of: field), message.unstructured(field), message.unfolded(field))
        }
        for part in message.parts.indices.prefix(64) {
            _ = (message.text(of: part), message.readableText(of: part), message.body(of: part))
            precondition(message.parts[part].parent.map { $0 < part } ?? (part == 0))
        }
    }
}

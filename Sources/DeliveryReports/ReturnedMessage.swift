import MailFormat

/// What a report returns of the message it is about.
struct ReturnedMessage {
    var part: Int?
    var messageIDs: [String] = []
    var recipients: [String] = []
    var senders: [String] = []
    var subject: String?
    /// Whom it was delivered to, as Microsoft's complaints note it in the header of the message.
    var deliveredTo: String?

    /// From a nested message, or from a part that holds its header alone (RFC 6522 §3).
    init?(in message: Message) {
        for index in message.parts.indices {
            guard !message.parts[index].isInNestedMessage else { continue }
            if message.parts[index].isNestedMessage {
                guard let root = ReturnedMessage.innermostRoot(of: index, in: message) else { continue }
                self.init(header: root, of: message)
                part = index
                return
            }
            if ReturnedMessage.isHeader(message.parts[index].mediaType) {
                self.init(header: message.body(of: index, first: ReportLimits.maximumFieldBytes))
                part = index
                return
            }
        }
        return nil
    }

    /// `message/rfc822` and `message/global` stand here for nested messages that could not be opened.
    private static func isHeader(_ type: MediaType) -> Bool {
        switch type.type {
        case "text": type.subtype == "rfc822-headers" || type.subtype == "rfc822-header"
        case "message": ["rfc822-headers", "global-headers", "rfc822", "global"].contains(type.subtype)
        default: false
        }
    }

    /// The root part of the message in `nested`. Relays that pass mail on inside a message of their own leave ours
    /// innermost: a message that holds nothing but a message is an envelope and not what was returned.
    private static func innermostRoot(of nested: Int, in message: Message) -> Int? {
        var root: Int?
        var envelope = nested
        // Each part stands behind its parent, so this ends.
        while message.parts[envelope].isNestedMessage, envelope + 1 < message.parts.count,
            message.parts[envelope + 1].parent == envelope
        {
            envelope += 1
            root = envelope
        }
        return root
    }

    private init(header part: Int, of message: Message) {
        messageIDs = message.fields(.messageID, of: part).prefix(4).flatMap { message.messageIDs($0) }
        recipients = (message.fields(.to, of: part) + message.fields(.cc, of: part))
            .flatMap { message.mailboxes($0) }.map(\.address)
        senders = message.fields(.from, of: part).flatMap { message.mailboxes($0) }.map(\.address)
        subject = message.field(.subject, of: part).map(message.unstructured)
        deliveredTo = message.fields(ReturnedMessage.originalRecipient, of: part).first.map(message.unfolded)
            .flatMap(RecipientAddress.read)
        bound()
    }

    private static let originalRecipient = FieldName("X-HmXmrOriginalRecipient")

    /// From the bytes of a header; what stands behind its end is not read.
    init(header: [UInt8]) {
        for field in TextFields.firstGroup(in: header[...], keys: ReturnedMessage.keys) {
            switch field.key {
            case "message-id": messageIDs += ReturnedMessage.messageIDs(field.value)
            case "to", "cc": recipients += Mailbox.parseList(field.value).map(\.address)
            case "from": senders += Mailbox.parseList(field.value).map(\.address)
            case "subject" where subject == nil: subject = EncodedWords.decode(field.value)
            case "x-hmxmroriginalrecipient" where deliveredTo == nil:
                deliveredTo = RecipientAddress.read(field.value)
            default: break
            }
        }
        bound()
    }

    private static let keys = [
        "message-id", "to", "cc", "from", "subject", "x-hmxmroriginalrecipient",
    ].map { Array($0.utf8) }

    private mutating func bound() {
        recipients = Array(
            recipients.filter(RecipientAddress.isAddress).prefix(ReportLimits.maximumRecipients))
        senders = Array(senders.filter(RecipientAddress.isAddress).prefix(ReportLimits.maximumRecipients))
        messageIDs = Array(messageIDs.prefix(ReportLimits.maximumMessageIDs))
    }

    /// The ids in `<…>`; Lenient: an id without angle brackets, where nothing else stands there.
    static func messageIDs(_ text: String) -> [String] {
        var ids: [String] = []
        for piece in Array(text.utf8).split(separator: ASCII.less).prefix(ReportLimits.maximumMessageIDs) {
            guard let end = piece.firstIndex(of: ASCII.greater) else { continue }
            let id = piece[..<end]
            if id.contains(ASCII.at), !id.contains(ASCII.space) {
                ids.append(String(decoding: id, as: UTF8.self))
            }
        }
        if ids.isEmpty {
            let bare = ASCIIText.trimmed(text)
            let bytes = bare.utf8.span
            if bytes.contains(ASCII.at), !bytes.contains(ASCII.space), !bytes.contains(ASCII.less) {
                ids = [bare]
            }
        }
        return ids
    }
}

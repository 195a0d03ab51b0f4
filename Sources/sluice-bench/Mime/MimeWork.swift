import MailFormat

/// What every parser does in this benchmark with one message in memory: the tree; Subject, From, To, Date and the
/// identifiers decoded; every text part as UTF-8; every other part's transfer encoding decoded; all freed.
struct MimeWork {
    /// Bytes of UTF-8.
    private(set) var text = 0
    /// Bytes after the transfer encoding.
    private(set) var attachments = 0
    /// Of everything that was read, so that no work is left out as unused.
    private(set) var checksum = 0

    @inline(never)
    mutating func read(_ bytes: [UInt8]) {
        let message = Message(bytes)
        checksum &+= message.subject?.utf8.count ?? 0
        checksum &+= message.from.count &+ message.to.count
        checksum &+= Int(truncatingIfNeeded: message.date?.instant.seconds ?? 0)
        checksum &+= message.messageID?.utf8.count ?? 0
        checksum &+= message.inReplyTo.count &+ message.references.count
        for part in message.leaves where !message.parts[part].isNestedMessage {
            if message.parts[part].mediaType.type == "text" {
                text += message.text(of: part).utf8.count
            } else {
                attachments += message.body(of: part).count
            }
        }
    }

    /// Only where everything stands: nothing is decoded.
    @inline(never)
    mutating func index(_ bytes: [UInt8]) {
        let message = Message(bytes)
        checksum &+= message.parts.count &+ message.fields.count
    }
}

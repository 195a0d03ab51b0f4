import CalendarTime
import MailFormat
import Store

/// A message ready to go, with its envelope.
public struct ComposedReply: Hashable, Sendable {
    /// CRLF throughout. ASCII, but for the message that a forward takes along as it came.
    public let message: [UInt8]
    /// Without angle brackets.
    public let messageID: String
    public let sender: String
    public let recipients: [String]
}

/// What all mail that people write from here has in common: who writes to whom, when, and in which thread.
///
/// It says neither Auto-Submitted nor List-Unsubscribe: a person wrote it to a person.
struct PersonalHeader {
    let from: Mailbox
    let to: [Mailbox]
    var cc: [Mailbox] = []
    let thread: ReplyThread
    let subject: String

    /// - Parameters:
    ///   - nonce: 16 random bytes or more, for the Message-ID.
    ///   - body: fields that say what the body is, each in tokens.
    func compose(
        at now: Instant, in zone: ZoneTable, nonce: [UInt8], body: [(name: String, tokens: [String])],
        _ bytes: [UInt8]
    ) -> ComposedReply {
        let domain = from.address.split(separator: "@").last ?? ""
        let messageID = "\(Hex.encode(nonce))@\(domain.lowercased())"
        var header = HeaderWriter()
        header.write("Date", [FieldDate.text(now, zone)])
        header.write("From", [from])
        header.write("To", to)
        if !cc.isEmpty { header.write("Cc", cc) }
        header.write("Message-ID", ["<\(messageID)>"])
        if let id = thread.inReplyTo { header.write("In-Reply-To", ["<\(id)>"]) }
        if !thread.references.isEmpty { header.write("References", thread.references.map { "<\($0)>" }) }
        header.write("Subject", unstructured: subject)
        header.write("MIME-Version", ["1.0"])
        for field in body { header.write(field.name, field.tokens) }
        return ComposedReply(
            message: Array((header.text + "\r\n").utf8) + bytes, messageID: messageID, sender: from.address,
            recipients: envelope)
    }

    /// Each address once, as first written.
    private var envelope: [String] {
        var seen: Set<String> = []
        return (to + cc).map(\.address).filter { seen.insert($0.lowercased()).inserted }
    }
}

extension TextBody {
    /// The fields of a body part of this text, or of a message that is nothing else.
    var fields: [(name: String, tokens: [String])] {
        [
            ("Content-Type", ["text/plain;", "charset=utf-8"]),
            ("Content-Transfer-Encoding", [transferEncoding]),
        ]
    }
}

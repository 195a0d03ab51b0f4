import CalendarTime
import MailFormat
import Store

/// Makes a message of what a person forwards: their note and the text of the original, to be read at once, and the
/// original itself. Pure, as `ReplyComposer`.
public struct ForwardComposer: Sendable {
    /// The address of the mailbox that sends.
    public let sender: String
    public let zone: ZoneTable

    public init(sender: String, zone: ZoneTable = .utc) {
        self.sender = sender
        self.zone = zone
    }

    /// - Parameters:
    ///   - bytes: of the original, as it came.
    ///   - nonce: 16 random bytes or more, for the Message-ID and the boundary.
    public func compose(
        _ draft: ForwardDraft, forwarding original: AnsweredMessage, _ bytes: [UInt8], at now: Instant,
        nonce: [UInt8]
    ) throws(ReplyFault) -> ComposedReply {
        let from = Mailbox(name: draft.senderName, address: sender)
        try DraftCheck.sender(from)
        try DraftCheck.mailboxes(draft.to, "To")
        try DraftCheck.count(draft.to)
        try DraftCheck.length(of: draft.note)
        let header = PersonalHeader(
            from: from, to: draft.to, thread: ReplyThread(forwarding: original),
            subject: AnswerSubject.forwarding(original.subject))
        let text = TextBody(text(draft, original))
        let attached = AttachedMessage(bytes)
        // Nobody knew the nonce when the original was written: this line is not in it.
        let boundary = "=_" + Hex.encode(nonce)
        var body = Self.part(boundary, text.fields, Array(text.encoded.utf8))
        body += Self.part(boundary, attached.fields, attached.encoded)
        body += Array("\r\n--\(boundary)--\r\n".utf8)
        let fields = [
            (name: "Content-Type", tokens: ["multipart/mixed;", "boundary=\"\(boundary)\""]),
            // As wide as its widest part (RFC 2045 §6.4).
            (name: "Content-Transfer-Encoding", tokens: [attached.isEightBit ? "8bit" : "7bit"]),
        ]
        return header.compose(at: now, in: zone, nonce: nonce, body: fields, body)
    }

    private func text(_ draft: ForwardDraft, _ original: AnsweredMessage) -> String {
        let own = TextBody.lines(draft.note)
        return ((own.isEmpty ? [] : own + [""]) + QuotedOriginal(forwarded: original, zone: zone).lines)
            .joined(separator: "\n")
    }

    private static func part(
        _ boundary: String, _ fields: [(name: String, tokens: [String])], _ body: [UInt8]
    ) -> [UInt8] {
        var header = HeaderWriter()
        for field in fields { header.write(field.name, field.tokens) }
        return Array("\r\n--\(boundary)\r\n\(header.text)\r\n".utf8) + body
    }
}

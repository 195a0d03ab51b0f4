import CalendarTime
import DataFormats
import MailFormat

/// Makes a message (RFC 5322) of a draft. Pure: time, zone and random bytes are arguments.
public struct ReplyComposer: Sendable {
    /// The address of the mailbox that sends.
    public let sender: String
    public let zone: ZoneTable

    public init(sender: String, zone: ZoneTable = .utc) {
        self.sender = sender
        self.zone = zone
    }

    /// - Parameter nonce: 16 random bytes or more, for the Message-ID.
    public func compose(
        _ draft: ReplyDraft, answering original: AnsweredMessage, at now: Instant, nonce: [UInt8]
    ) throws(ReplyFault) -> ComposedReply {
        let from = Mailbox(name: draft.senderName, address: sender)
        try check(draft, from)
        let to = try recipients(draft, original)
        try DraftCheck.count(to + draft.cc)
        let header = PersonalHeader(
            from: from, to: to, cc: draft.cc, thread: ReplyThread(answering: original),
            subject: draft.subject ?? AnswerSubject.answering(original.subject))
        let body = TextBody(text(draft, original))
        return header.compose(
            at: now, in: zone, nonce: nonce, body: body.fields, Array(body.encoded.utf8))
    }

    private func text(_ draft: ReplyDraft, _ original: AnsweredMessage) -> String {
        let own = TextBody.lines(draft.text)
        guard draft.quotesOriginal, !original.text.isEmpty else { return own.joined(separator: "\n") }
        return (own + [""] + QuotedOriginal(original, zone: zone).lines).joined(separator: "\n")
    }

    private func check(_ draft: ReplyDraft, _ from: Mailbox) throws(ReplyFault) {
        try DraftCheck.sender(from)
        if let subject = draft.subject { try DraftCheck.field(subject, "Subject") }
        try DraftCheck.mailboxes(draft.to ?? [], "To")
        try DraftCheck.mailboxes(draft.cc, "Cc")
        try DraftCheck.length(of: draft.text)
        guard draft.text.contains(where: { !$0.isWhitespace }) else { throw .emptyText }
    }

    private func recipients(
        _ draft: ReplyDraft, _ original: AnsweredMessage
    ) throws(ReplyFault) -> [Mailbox] {
        if let to = draft.to {
            guard !to.isEmpty else { throw .noRecipient }
            return to
        }
        let found = original.answerAddresses.filter { DraftCheck.isAddress($0.address) }
        guard !found.isEmpty else { throw .noRecipient }
        return found.map { Mailbox(name: SafeText.name($0.name), address: $0.address) }
    }
}

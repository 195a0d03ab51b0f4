import CalendarTime
import DataFormats
import MailFormat
import Store

/// Makes a message (RFC 5322) of a draft. Pure: time, zone and random bytes are arguments.
///
/// It says neither Auto-Submitted nor List-Unsubscribe: a person wrote it to a person.
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
        try check(draft)
        let from = Mailbox(name: draft.senderName, address: sender)
        let to = try recipients(draft, original)
        let cc = draft.cc
        guard to.count + cc.count <= ReplyDraft.maximumRecipients else {
            throw .tooManyRecipients(to.count + cc.count)
        }
        let subject = draft.subject ?? AnswerSubject.answering(original.subject)
        let domain = sender.split(separator: "@").last ?? ""
        let messageID = "\(Hex.encode(nonce))@\(domain.lowercased())"
        let thread = ReplyThread(answering: original)
        let body = TextBody(text(draft, original))

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
        header.write("Content-Type", ["text/plain;", "charset=utf-8"])
        header.write("Content-Transfer-Encoding", [body.transferEncoding])
        return ComposedReply(
            message: Array((header.text + "\r\n" + body.encoded).utf8), messageID: messageID, sender: sender,
            recipients: Self.envelope(to + cc))
    }

    private func text(_ draft: ReplyDraft, _ original: AnsweredMessage) -> String {
        let own = TextBody.lines(draft.text)
        guard draft.quotesOriginal, !original.text.isEmpty else { return own.joined(separator: "\n") }
        return (own + [""] + QuotedOriginal(original, zone: zone).lines).joined(separator: "\n")
    }

    // MARK: Checks

    private func check(_ draft: ReplyDraft) throws(ReplyFault) {
        guard Self.isAddress(sender) else { throw .invalidAddress(field: "From") }
        try check(draft.senderName, "From")
        if let subject = draft.subject { try check(subject, "Subject") }
        for (field, mailboxes) in [("To", draft.to ?? []), ("Cc", draft.cc)] {
            for mailbox in mailboxes {
                try check(mailbox.name, field)
                guard Self.isAddress(mailbox.address) else { throw .invalidAddress(field: field) }
            }
        }
        guard draft.text.utf8.count <= ReplyDraft.maximumTextLength else {
            throw .textTooLong(ReplyDraft.maximumTextLength)
        }
        guard draft.text.contains(where: { !$0.isWhitespace }) else { throw .emptyText }
    }

    private func check(_ text: String, _ field: String) throws(ReplyFault) {
        // Also U+2028 and U+2029, which some programs take for line ends.
        let isSafe = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        guard isSafe else { throw .controlCharacter(field: field) }
        guard text.unicodeScalars.count <= ReplyDraft.maximumFieldLength else {
            throw .fieldTooLong(field: field)
        }
    }

    private func recipients(
        _ draft: ReplyDraft, _ original: AnsweredMessage
    ) throws(ReplyFault) -> [Mailbox] {
        if let to = draft.to {
            guard !to.isEmpty else { throw .noRecipient }
            return to
        }
        let found = original.answerAddresses.filter { Self.isAddress($0.address) }
        guard !found.isEmpty else { throw .noRecipient }
        return found.map { Mailbox(name: SafeText.name($0.name), address: $0.address) }
    }

    /// Each address once, as first written.
    private static func envelope(_ mailboxes: [Mailbox]) -> [String] {
        var seen: Set<String> = []
        return mailboxes.map(\.address).filter { seen.insert($0.lowercased()).inserted }
    }

    /// Bytes (RFC 5321 §4.5.3.1.3, without the angle brackets).
    private static let maximumAddressLength = 254

    /// Dot-atoms only: no quoted local part, no address literal, and ASCII, for not every server knows SMTPUTF8.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= maximumAddressLength else { return false }
        return parts.allSatisfy { part in
            part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
                !atom.isEmpty && atom.utf8.allSatisfy(HeaderWriter.isAtomText)
            }
        }
    }
}

/// A message ready to go, with its envelope.
public struct ComposedReply: Hashable, Sendable {
    /// CRLF throughout, ASCII.
    public let message: [UInt8]
    /// Without angle brackets.
    public let messageID: String
    public let sender: String
    public let recipients: [String]
}

import MailFormat

/// What holds for everything that people write before it becomes a mail: none of it ends a line of the header or a
/// command of SMTP.
enum DraftCheck {
    static func field(_ text: String, _ field: String) throws(ReplyFault) {
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

    static func mailboxes(_ mailboxes: [Mailbox], _ name: String) throws(ReplyFault) {
        for mailbox in mailboxes {
            try field(mailbox.name, name)
            guard isAddress(mailbox.address) else { throw .invalidAddress(field: name) }
        }
    }

    static func sender(_ mailbox: Mailbox) throws(ReplyFault) { try mailboxes([mailbox], "From") }

    static func count(_ recipients: [Mailbox]) throws(ReplyFault) {
        guard !recipients.isEmpty else { throw .noRecipient }
        guard recipients.count <= ReplyDraft.maximumRecipients else {
            throw .tooManyRecipients(recipients.count)
        }
    }

    static func length(of text: String) throws(ReplyFault) {
        guard text.utf8.count <= ReplyDraft.maximumTextLength else {
            throw .textTooLong(ReplyDraft.maximumTextLength)
        }
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

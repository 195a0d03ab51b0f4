import MailFormat
import Store

/// Tells whether two drafts are the same mail: everything the person gave, and to what.
enum DraftHash {
    static func of(
        _ draft: ForwardDraft, on card: RowID<Opportunity>, forwarding message: RowID<StoredMessage>?
    ) -> [UInt8] {
        hash(
            ["forward", card.description, message?.description ?? "", draft.senderName, draft.note]
                + list(draft.to))
    }

    static func of(
        _ draft: ReplyDraft, on card: RowID<Opportunity>, answering message: RowID<StoredMessage>?
    ) -> [UInt8] {
        var parts = [card.description, message?.description ?? "", draft.senderName, draft.text]
        parts.append(draft.quotesOriginal ? "quotes" : "")
        parts += draft.subject.map { ["subject", $0] } ?? [""]
        parts += draft.to.map { ["to"] + list($0) } ?? [""]
        parts += list(draft.cc)
        return hash(parts)
    }

    private static func list(_ mailboxes: [Mailbox]) -> [String] {
        [String(mailboxes.count)] + mailboxes.flatMap { [$0.name, $0.address] }
    }

    /// With its length before each part no two lists are the same bytes.
    private static func hash(_ parts: [String]) -> [UInt8] {
        RawMail.sha256(of: parts.flatMap { Array("\($0.utf8.count):\($0)".utf8) })
    }
}

import Classification
import MailFormat
import PollScheduling
import Store

/// Which message is answered, and from which mailbox.
struct ReplyPlan: Sendable {
    let message: RowID<StoredMessage>
    let original: AnsweredMessage
    let account: MailboxAccount
    let connection: MailboxConnection

    init(
        _ card: RowID<Opportunity>, answering wanted: RowID<StoredMessage>?, in store: StoreTransaction
    ) throws {
        guard let detail = try store.detail(of: card) else {
            throw StoreError.notFound("opportunity \(card)")
        }
        let answered =
            if let wanted {
                detail.messages.first { $0.id == wanted }
            } else {
                detail.messages.last { Self.isFromAPerson($0) }
            }
        guard let answered else {
            throw StoreError.refused(
                code: "nothing_to_answer",
                "there is no such message on this card; name one that can be answered")
        }
        guard let mail = try store.packedMail(answered.raw) else {
            throw StoreError.refused(code: "mail_erased", "the message was erased; it cannot be answered")
        }
        let mailbox = detail.opportunity.mailbox ?? answered.mailbox
        guard let account = try store.mailbox(mailbox), account.removedAt == nil,
            let connection = try MailboxConnection(account)
        else {
            throw StoreError.refused(
                code: "mailbox_not_connected",
                "the mailbox of this conversation is not connected; add it again to answer from it")
        }
        self.message = answered.id
        self.account = account
        self.connection = connection
        original = AnsweredMessage(Message(try mail.bytes()))
    }

    private static func isFromAPerson(_ message: StoredMessage) -> Bool {
        message.matchState != NewMessage.ownState && Kind(rawValue: message.kind)?.isReport != true
    }
}

import Ingestion
import MailFormat
import PollScheduling
import Store

/// Which message is answered or forwarded, and from which mailbox.
struct ReplyPlan: Sendable {
    let message: RowID<StoredMessage>
    let original: AnsweredMessage
    /// Of the message, as it came.
    let bytes: [UInt8]
    let account: MailboxAccount
    let connection: MailboxConnection

    init(
        _ card: RowID<Opportunity>, about wanted: RowID<StoredMessage>?, in store: StoreTransaction
    ) throws {
        guard let detail = try store.detail(of: card) else {
            throw StoreError.notFound("opportunity \(card)")
        }
        let answered =
            if let wanted {
                detail.messages.first { $0.id == wanted }
            } else {
                detail.lastFromAPerson
            }
        guard let answered else {
            throw StoreError.refused(
                code: "nothing_to_answer",
                "there is no such message on this card; name one that is")
        }
        guard let mail = try store.packedMail(answered.raw) else {
            throw StoreError.refused(
                code: "mail_erased", "the message was erased; it can neither be answered nor forwarded")
        }
        let mailbox = detail.opportunity.mailbox ?? answered.mailbox
        guard let account = try store.mailbox(mailbox), account.removedAt == nil,
            let connection = try MailboxConnection(account)
        else {
            throw StoreError.refused(
                code: "mailbox_not_connected",
                "the mailbox of this conversation is not connected; add it again to write from it")
        }
        self.message = answered.id
        self.account = account
        self.connection = connection
        bytes = try mail.bytes()
        original = AnsweredMessage(Message(bytes))
    }
}

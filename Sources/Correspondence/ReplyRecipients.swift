import MailFormat
import Store

/// Whom an answer on a card would go to, before it is written.
public enum ReplyRecipients {
    /// As the message that would be answered asks: Reply-To, else From (RFC 5322 §3.6.2). Nil where nothing can be
    /// answered.
    public static func of(_ card: RowID<Opportunity>, in store: StoreTransaction) -> [Mailbox]? {
        (try? ReplyPlan(card, about: nil, in: store))?.original.answerAddresses
    }
}

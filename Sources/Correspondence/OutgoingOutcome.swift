import CurlTransport
import MailFormat
import ReplyText
import Store

extension OutgoingResult {
    init(_ outcome: SMTPOutcome, _ addresses: [String]) {
        let recipients = zip(addresses, outcome.recipients).map {
            OutgoingRecipient($0, code: $1.code)
        }
        let refusedCount = outcome.recipients.count { !$0.isPositive }
        switch outcome.message {
        case .accepted(let reply):
            let fault =
                refusedCount == 0
                ? nil
                : "\(refusedCount) of \(recipients.count) recipients were refused; check their addresses"
            self.init(.sent, replyCode: reply.code, fault: fault, recipients: recipients)
        case .refused(let reply):
            self.init(.refused, replyCode: reply.code, fault: Self.words(reply), recipients: recipients)
        case .notOffered:
            let reply = outcome.recipients.first
            self.init(
                .refused, replyCode: reply?.code,
                fault: reply?.isTransient == true
                    ? "the server takes no mail for the recipient at present; send it again later"
                    : "the server refused the recipient; check the address",
                recipients: recipients)
        case .unknown:
            self.init(
                .unknown,
                fault:
                    "the connection was lost before the server answered; look into the folder Sent before you "
                    + "send it again",
                recipients: recipients)
        }
    }

    private static func words(_ reply: SMTPReply) -> String {
        reply.isTransient
            ? "the server refused the mail for now; send it again later"
            : "the server refused the mail; check that this mailbox may send it"
    }
}

extension NewMessage {
    /// What `IntakeDecision.State.own` is called in the store.
    public static let ownState = "own"

    /// What we sent, as the conversation shows it. It says nothing about the lead.
    init(own message: Message, _ row: OutgoingMailRow, lead: RowID<Lead>?) {
        let sender = message.from.first
        self.init(
            logicalKey: message.logicalKey, raw: row.raw, mailbox: row.mailbox, messageID: row.messageID,
            subject: message.subject ?? "", sender: sender?.address ?? "", senderName: sender?.name ?? "",
            receivedAt: row.createdAt, lead: lead, matchState: Self.ownState, matchLevel: nil, kind: "other",
            searchText: ReplyReader().read(message).visibleReply)
    }
}

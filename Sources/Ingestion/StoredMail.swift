import Classification
import DataFormats
import Intake
import MailFormat
import Store

/// A stored message with its bytes: what is needed to classify it again.
struct StoredMail: Sendable {
    let message: StoredMessage
    let mailbox: String
    let folder: String?
    let mail: PackedMail

    init(_ replay: ReplayMessage) {
        message = replay.message
        mailbox = replay.mailbox
        folder = replay.folder
        mail = replay.mail
    }

    /// Nil when there is no such message, or its mail was erased.
    init?(_ id: RowID<StoredMessage>, _ store: StoreTransaction) throws {
        guard let found = try store.message(id), let packed = try store.packedMail(found.raw) else {
            return nil
        }
        message = found
        mailbox = try store.mailbox(found.mailbox)?.address ?? ""
        folder = try store.deliveries(of: id).first?.folder
        mail = packed
    }

    /// Nil when the stored bytes are damaged; `admin verify` names those.
    func prepared(_ classifier: VerdictSource) -> PreparedMail? {
        guard let bytes = try? mail.bytes() else { return nil }
        let parsed = Message(bytes)
        let inbound = InboundMail(
            message: parsed,
            identity: MailIdentity(content: Hex.encode(mail.sha256), logical: message.logicalKey),
            mailbox: mailbox, folder: folder.map { MailFolder(name: $0) } ?? .inbox,
            receivedAt: message.receivedAt)
        return PreparedMail(
            inbound, classifier: classifier, raw: message.raw, mailbox: message.mailbox,
            label: message.messageID ?? "message \(message.id)")
    }
}

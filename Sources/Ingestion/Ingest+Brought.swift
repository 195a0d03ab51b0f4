import CalendarTime
import DataFormats
import MailFormat
import Store

extension Ingest {
    /// Phase 1 for one message that somebody brings: when this returns the bytes are on disk, and `work`
    /// brings them to their end. The same bytes for the same mailbox by the same `source` again are one
    /// delivery.
    public func accept(
        _ bytes: [UInt8], source: String, mailbox: RowID<MailboxAccount>
    ) async throws -> (delivery: Delivery, isNew: Bool) {
        let now = clock()
        let mail = PackedMail(bytes)
        let new = NewDelivery(
            source: source, sourceKey: "\(mailbox):\(Hex.encode(mail.sha256))", mailbox: mailbox,
            mail: mail, receivedAt: ReceivedTime.of(Message(bytes), given: nil, stored: nil, now: now))
        return try await store.write(in: workspace, at: now) { transaction in
            let isNew = try transaction.recordDeliveries([new]).contains { $0.isNew }
            guard let found = try transaction.delivery(source: new.source, key: new.sourceKey) else {
                throw StoreError.inconsistent("a delivery is missing after its insert")
            }
            return (found, isNew)
        }
    }
}

import CalendarTime
import DataFormats
import MailFormat
import Store

/// One message as a source fetched it for a mailbox.
public struct FetchedMessage: Sendable {
    public let bytes: [UInt8]
    /// Nil for the inbox.
    public let folder: String?
    /// When the mail system stored it; nil where it does not say.
    public let stored: Instant?

    public init(bytes: [UInt8], folder: String? = nil, stored: Instant? = nil) {
        self.bytes = bytes
        self.folder = folder
        self.stored = stored
    }
}

/// Sources that hand over batches: mail systems that are polled.
extension Ingest {
    /// Phase 1 alone: when this returns the bytes are on disk, and `work` brings them to their end. `beside` runs in the
    /// same transaction: there the source moves its cursor.
    ///
    /// The same bytes in the same mailbox are one delivery, in whatever folder and under whatever number they come: a
    /// server that counts anew, and a message that is moved, count nothing twice.
    /// - Returns: the messages that were new.
    public func accept(
        _ messages: [FetchedMessage], source: String, mailbox: RowID<MailboxAccount>,
        beside: @escaping @Sendable (StoreTransaction) throws -> Void
    ) async throws -> Int {
        let now = clock()
        let deliveries = await inParallel(messages) { message in
            let mail = PackedMail(message.bytes)
            return NewDelivery(
                source: source, sourceKey: "\(mailbox):\(Hex.encode(mail.sha256))", mailbox: mailbox,
                folder: message.folder, mail: mail,
                receivedAt: ReceivedTime.of(
                    Message(message.bytes), given: nil, stored: message.stored, now: now))
        }
        let recorded = try await store.write(in: workspace, at: now) { transaction in
            try beside(transaction)
            return try transaction.recordDeliveries(deliveries)
        }
        return recorded.count { $0.isNew }
    }

    /// True when deliveries wait that no worker has finished.
    public func hasWork() async throws -> Bool {
        try await store.read(in: workspace, at: clock()) { try $0.waitingDeliveryCount() > 0 }
    }
}

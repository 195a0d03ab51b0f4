import CalendarTime
import Classification
import DataFormats
import Foundation
import Intake
import MailFormat
import MailSources
import Store

/// The way of a message: bytes into the store first, then, from the store, verdict, match, decision and effects.
///
/// A process that dies at any point leaves waiting deliveries; whoever runs `work` next takes them up.
public struct Ingest: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let classifier: VerdictSource
    let settings: IntakeSettings
    let clock: @Sendable () -> Instant
    let owner: LeaseOwner

    /// Messages of one transaction.
    public static let batchSize = 256
    /// Seconds that a worker may take for a batch before another one takes it over.
    public static let leaseSeconds: Int64 = 60
    /// Tries before a message is put aside for people to look at.
    public static let maximumAttempts = 5

    public init(
        store: MailStore, workspace: RowID<Workspace>, classifier: Classifier,
        settings: IntakeSettings = .init(), clock: @escaping @Sendable () -> Instant = SystemClock.now
    ) {
        self.init(
            store: store, workspace: workspace, verdicts: VerdictSource(classifier), settings: settings,
            clock: clock)
    }

    public init(
        store: MailStore, workspace: RowID<Workspace>, verdicts: VerdictSource,
        settings: IntakeSettings = .init(), clock: @escaping @Sendable () -> Instant = SystemClock.now
    ) {
        self.store = store
        self.workspace = workspace
        classifier = verdicts
        self.settings = settings
        self.clock = clock
        owner = .current
    }

    /// Where the mail of a run comes from.
    public struct Arrival: Sendable {
        /// Address of the account that received it; it must be known to the store.
        public var mailbox: String
        /// The operator's word for when everything was received.
        public var receivedAt: Instant?

        public init(mailbox: String, receivedAt: Instant? = nil) {
            self.mailbox = mailbox
            self.receivedAt = receivedAt
        }
    }

    /// Both phases: stores everything below the paths, then works until nothing waits.
    public func ingest(
        _ source: FileSource, arrival: Arrival, progress: (@Sendable (IngestReport) -> Void)? = nil
    ) async throws -> IngestReport {
        var report = IngestReport()
        let mailbox = try await account(arrival.mailbox)
        var iterator = source.makeIterator()
        var packing: Task<[NewDelivery], Never>?
        while true {
            // One batch is packed while the one before is written.
            let items = Self.nextBatch(&iterator, &report)
            let next = items.isEmpty ? nil : Task { await pack(items, mailbox, arrival) }
            if let packed = await packing?.value {
                try await record(packed, &report)
                progress?(report)
            }
            packing = next
            if next == nil { break }
        }
        try await work(&report, progress: progress)
        return report
    }

    private static func nextBatch(_ iterator: inout FileIterator, _ report: inout IngestReport) -> [RawItem] {
        var items: [RawItem] = []
        var bytes = 0
        while items.count < batchSize, bytes < batchBytes, let result = iterator.next() {
            switch result {
            case .item(let item):
                items.append(item)
                bytes += item.bytes.count
            case .fault(let fault): report.faults.append(fault.description)
            }
        }
        return items
    }

    /// Bytes of one batch of large mails.
    public static let batchBytes = 16 << 20

    private func pack(
        _ items: [RawItem], _ mailbox: MailboxAccount, _ arrival: Arrival
    ) async -> [NewDelivery] {
        let now = clock()
        return await inParallel(items) {
            Self.delivery($0, mailbox, receivedAt: arrival.receivedAt, now: now)
        }
    }

    /// Phase 1: one transaction that stores the bytes and the fact that they came.
    private func record(_ deliveries: [NewDelivery], _ report: inout IngestReport) async throws {
        let recorded = try await store.write(in: workspace, at: clock()) {
            try $0.recordDeliveries(deliveries)
        }
        report.read += deliveries.count
        report.delivered += recorded.count { $0.isNew }
        report.known += recorded.count { !$0.isNew }
    }

    static func delivery(
        _ item: RawItem, _ mailbox: MailboxAccount, receivedAt: Instant?, now: Instant
    ) -> NewDelivery {
        let mail = PackedMail(item.bytes)
        let received =
            receivedAt
            ?? ReceivedTime.of(Message(item.bytes), given: nil, stored: item.received, now: now)
        return NewDelivery(
            source: item.index == nil ? "file" : "mbox",
            sourceKey: "\(mailbox.id):\(Hex.encode(mail.sha256))", mailbox: mailbox.id,
            folder: item.folder, mail: mail, receivedAt: received)
    }

    func account(_ address: String) async throws -> MailboxAccount {
        let found = try await store.read(in: workspace, at: clock()) { try $0.mailbox(address) }
        guard let found, found.removedAt == nil else {
            throw StoreError.refused(
                code: "unknown_mailbox",
                "there is no mailbox '\(address)'; add it with `sluice mailbox add \(address)`")
        }
        return found
    }
}

/// The clock of the system; everything else gets the time from its caller.
public enum SystemClock {
    @Sendable public static func now() -> Instant {
        Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
}

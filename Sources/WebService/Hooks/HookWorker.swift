import CalendarTime
import Ingestion
import PollScheduling
import ProviderMail
import Store
import Webhooks

/// Works on the notifications that were taken in: events move leads, mails go the way of all mail.
public struct HookWorker: Sendable {
    let parts: ServiceParts
    let workspace: RowID<Workspace>
    let ingest: Ingest
    private let vault: WebhookSourceVault?
    private let report: @Sendable (any Error) -> Void

    /// Notifications of one look, and seconds that a worker may take for them. One may hold a mail of many megabytes.
    private static let batchSize = 20
    private static let leaseSeconds: Int64 = 300
    /// Tries before one is put aside for people to look at.
    private static let maximumAttempts = 5
    private let calls = CalledWork()

    public init(
        _ parts: ServiceParts, workspace: RowID<Workspace>, report: @escaping @Sendable (any Error) -> Void
    ) {
        self.parts = parts
        self.workspace = workspace
        self.report = report
        ingest = parts.ingest(workspace)
        vault = parts.keys.map { WebhookSourceVault(keys: $0) }
    }

    /// There is something to do.
    @Sendable public func call() { calls.call() }

    /// Until the task is cancelled.
    public func run() async {
        await calls.run(report: report) {
            while try await work() == Self.batchSize, !Task.isCancelled {}
        }
    }

    /// One look; the number of notifications that it took up.
    func work() async throws -> Int {
        let now = parts.clock()
        let claimed = try await parts.store.write(in: workspace, at: now) {
            try $0.claimWebhooks(limit: Self.batchSize, retryAt: now.adding(seconds: Self.leaseSeconds))
        }
        var hasMail = false
        for webhook in claimed {
            do {
                let words = try await take(webhook, &hasMail)
                try await write { try $0.finish(webhook.id, error: words) }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                report(error)
                let words = (error as? AnnouncedMailFault)?.description ?? "\(type(of: error))"
                try await write { transaction in
                    guard webhook.attempts < Self.maximumAttempts else {
                        return try transaction.finish(webhook.id, error: words)
                    }
                    let wait = Int64(10) << Int64(2 * webhook.attempts)
                    try transaction.postpone(
                        webhook.id, until: transaction.now.adding(seconds: wait), error: words)
                }
            }
        }
        if hasMail { parts.callWorker(workspace) }
        return claimed.count
    }

    /// Nil when all was done; else what a person has to see to.
    private func take(_ webhook: StoredWebhook, _ hasMail: inout Bool) async throws -> String? {
        guard let source = try await read({ try $0.webhookSource(webhook.source) }),
            let provider = WebhookProvider(rawValue: source.provider),
            let proof = WebhookProof(rawValue: webhook.proof)
        else { return "the source was removed" }
        let head = try StoreJSON.value(StoredHead.self, webhook.head)
        let settings = (source.settings.isEmpty ? nil : try vault?.open(source)) ?? WebhookSettings()
        let decoded = WebhookDecoding.decode(
            head.request(body: webhook.body, at: webhook.receivedAt), provider: provider, proof: proof,
            settings: settings)
        for event in decoded.events { try await ingest.take(event) }
        var faults = Set(decoded.notes.map(\.reason).filter(\.isLoss).map(\.rawValue))
        for mail in decoded.mails {
            if let mailbox = try await mailbox(of: mail.envelopeRecipients, source) {
                try await accept(mail.raw, receivedAt: mail.receivedAt, mailbox)
                hasMail = true
            } else {
                faults.insert(Self.nobodysMail)
            }
        }
        for fetch in decoded.fetches {
            let fault: String? =
                if let mail = AnnouncedMail(fetch) {
                    try await self.fetch(mail, webhook, source, settings, &hasMail)
                } else {
                    try await poll(fetch, source)
                }
            if let fault { faults.insert(fault) }
        }
        if decoded.notes.contains(where: { $0.reason == .subscriptionRemoved }) {
            try await write {
                try $0.setWebhookAlert(
                    "The subscription was removed; its notifications have ended.", of: source.id)
            }
        }
        return faults.isEmpty ? nil : faults.sorted().joined(separator: "; ")
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (StoreTransaction) throws -> T) async throws
        -> T
    {
        try await parts.store.read(in: workspace, at: parts.clock(), body)
    }

    @discardableResult
    func write<T: Sendable>(
        _ body: @escaping @Sendable (StoreTransaction) throws -> T
    ) async throws -> T {
        try await parts.store.write(in: workspace, at: parts.clock(), body)
    }
}

extension WebhookNote.Reason {
    /// Something was told that could not be used: a person should see it.
    fileprivate var isLoss: Bool {
        switch self {
        case .unreadable, .incomplete, .tooMany, .foreignItem: true
        default: false
        }
    }
}

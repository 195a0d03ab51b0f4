import Store

/// Puts notifications on disk: those that come while one transaction is written share the next one, so that a storm of
/// them costs few.
actor WebhookInbox {
    private let store: MailStore
    private var waiting: [(webhook: NewWebhook, done: CheckedContinuation<Void, any Error>)] = []
    private var isWriting = false

    /// Notifications of one transaction.
    static let batchSize = 256

    init(store: MailStore) {
        self.store = store
    }

    /// On disk when this returns; the same one again changes nothing.
    func keep(_ webhook: NewWebhook) async throws {
        try await withCheckedThrowingContinuation { done in
            waiting.append((webhook, done))
            guard !isWriting else { return }
            isWriting = true
            Task { await write() }
        }
    }

    private func write() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.batchSize))
            waiting.removeFirst(batch.count)
            do {
                try await store.keep(batch.map(\.webhook))
                for entry in batch { entry.done.resume() }
            } catch {
                for entry in batch { entry.done.resume(throwing: error) }
            }
        }
        isWriting = false
    }
}

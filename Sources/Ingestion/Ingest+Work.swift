import CalendarTime
import Classification
import Foundation
import Intake
import MailFormat
import Store

/// Phase 2: claim, classify outside of the transaction on all cores, then one transaction for each batch.
extension Ingest {
    /// Works until no delivery waits, also those that another process holds and does not finish.
    public func work(
        _ report: inout IngestReport, progress: (@Sendable (IngestReport) -> Void)? = nil
    ) async throws {
        try await takeOverFromTheDead()
        var ready = try await prepare(try await claim())
        var claimed = try await claim()
        while true {
            if ready.isEmpty, claimed.isEmpty {
                guard try await hasWork() else { return }
                try await Task.sleep(for: Self.pollInterval)
                try await takeOverFromTheDead()
                claimed = try await claim()
                continue
            }
            // One batch is classified while the one before is written.
            let following = claimed
            async let next = prepare(following)
            claimed = try await settle(ready, &report)
            ready = try await next
            progress?(report)
        }
    }

    public func work() async throws -> IngestReport {
        var report = IngestReport()
        try await work(&report)
        return report
    }

    /// While other processes hold all that waits.
    private static let pollInterval = Duration.milliseconds(50)

    struct WorkItem: Sendable {
        let delivery: ClaimedDelivery
        /// Nil when the stored bytes are missing or damaged.
        let prepared: PreparedMail?
    }

    private func claim() async throws -> [ClaimedDelivery] {
        let now = clock()
        return try await store.write(in: workspace, at: now) { try claim($0, now) }
    }

    private func claim(_ transaction: StoreTransaction, _ now: Instant) throws -> [ClaimedDelivery] {
        try transaction.claimDeliveries(
            limit: Self.batchSize, owner: owner.text, leaseUntil: now.adding(seconds: Self.leaseSeconds))
    }

    private func takeOverFromTheDead() async throws {
        let owners = try await store.read(in: workspace, at: clock()) { try $0.leaseOwnersOfDeliveries() }
        for owner in LeaseOwner.gone(among: owners) {
            try await store.write(in: workspace, at: clock()) { try $0.endLeases(of: owner.text) }
        }
    }

    private func prepare(_ claimed: [ClaimedDelivery]) async throws -> [WorkItem] {
        guard !claimed.isEmpty else { return [] }
        let mailboxes = try await store.read(in: workspace, at: clock()) { transaction in
            Dictionary(try transaction.mailboxes().map { ($0.id, $0.address) }) { first, _ in first }
        }
        let classifier = classifier
        return await inParallel(claimed) { delivery in
            guard let packed = delivery.mail, let bytes = try? packed.bytes() else {
                return WorkItem(delivery: delivery, prepared: nil)
            }
            let message = Message(bytes)
            let mail = InboundMail(
                message: message, identity: MailHashes.identity(of: message, sha256: packed.sha256),
                mailbox: mailboxes[delivery.mailbox] ?? "",
                folder: delivery.folder.map { MailFolder(name: $0) } ?? .inbox,
                receivedAt: delivery.receivedAt)
            return WorkItem(
                delivery: delivery,
                prepared: PreparedMail(
                    mail, classifier: classifier, raw: delivery.raw, mailbox: delivery.mailbox,
                    label: message.messageID ?? "delivery \(delivery.id)"))
        }
    }

    /// All or nothing; when that fails, one after the other, so that one message cannot stop the rest.
    private func settle(
        _ items: [WorkItem], _ report: inout IngestReport
    ) async throws -> [ClaimedDelivery] {
        let now = clock()
        do {
            let (effects, next) = try await store.write(in: workspace, at: now) { transaction in
                let effects = try items.map { try settle($0, transaction) }
                return (effects, try claim(transaction, now))
            }
            for effect in effects { report.add(effect) }
            return next
        } catch let fault as StoreError where fault.concernsEverything {
            throw fault
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            for item in items { try await settleAlone(item, &report) }
            return try await claim()
        }
    }

    private func settle(_ item: WorkItem, _ transaction: StoreTransaction) throws -> AppliedEffects {
        guard let prepared = item.prepared else { throw DamagedMail() }
        let effects = try DecisionWriter(store: transaction, settings: settings).take(prepared)
        try transaction.finishDelivery(item.delivery.id, fence: item.delivery.fence, .done(effects.message))
        return effects
    }

    private struct DamagedMail: Error {}

    private func settleAlone(_ item: WorkItem, _ report: inout IngestReport) async throws {
        do {
            report.add(try await store.write(in: workspace, at: clock()) { try settle(item, $0) })
        } catch let fault as StoreError where fault.concernsEverything {
            throw fault
        } catch is DamagedMail {
            try await fail(item.delivery, "the stored mail is missing or damaged", &report)
        } catch StoreError.leaseLost {
            // Another worker has it, and brings it to its end.
        } catch {
            let reason = (error as? StoreError)?.description ?? "the message could not be applied"
            if item.delivery.attempts >= Self.maximumAttempts {
                try await fail(item.delivery, reason, &report)
            } else {
                try await store.write(in: workspace, at: clock()) {
                    try $0.finishDelivery(
                        item.delivery.id, fence: item.delivery.fence, .retry(at: $0.now, error: reason))
                }
            }
        }
    }

    private func fail(
        _ delivery: ClaimedDelivery, _ reason: String, _ report: inout IngestReport
    ) async throws {
        try await store.write(in: workspace, at: clock()) {
            try $0.finishDelivery(delivery.id, fence: delivery.fence, .failed(error: reason))
        }
        report.failed += 1
    }
}

extension StoreError {
    /// The next message would meet the same fault.
    var concernsEverything: Bool {
        switch self {
        case .diskFull, .locked, .notADatabase, .damaged, .readOnly, .cannotOpen, .newerVersion,
            .unsafeSetting, .inputOutput:
            true
        case .leaseLost, .notFound, .alreadyExists, .refused, .inconsistent, .statement: false
        }
    }
}

import CalendarTime
import Credentials
import CurlTransport
import Store

/// What holds for all that is sent.
public struct DeliverySettings: Sendable {
    /// Requests at once, to all endpoints and to one.
    public var concurrency = 16
    public var perEndpoint = 4
    /// For all of a request (Standard Webhooks: 15 to 30 s).
    public var timeout = Duration.seconds(20)
    /// Bytes; nothing of an answer's body is used, and a longer one is no answer.
    public var maximumAnswerBytes = 64 << 10
    /// Between two looks for work.
    public var pause = Duration.milliseconds(500)
    /// Receivers on this machine and in private networks, and `http`.
    public var allowsLocal = false
    /// Of the web service, without a slash at its end.
    public var publicURL: String?

    public init() {}
}

/// Brings the events of the outbox to the endpoints that want them (Standard Webhooks 1.0.0), each at least once.
///
/// A delivery is claimed before it is sent and recorded after: whoever is killed between leaves it to the next, who
/// sends it under the same id.
public struct WebhookSender: Sendable {
    let store: MailStore
    let workspace: RowID<Workspace>
    let client: CurlClient
    let vault: WebhookVault
    let settings: DeliverySettings
    let clock: @Sendable () -> Instant
    let jitter: @Sendable () -> Double
    let report: @Sendable (any Error) -> Void

    /// Events handed to endpoints in one transaction.
    static let fanOutSize = 200
    /// Seconds beyond the timeout for what is not the request.
    static let leaseSlack: Int64 = 40

    /// - Parameters:
    ///   - jitter: 0 to below 1, at random.
    ///   - report: faults of the store, after which it goes on.
    public init(
        store: MailStore, workspace: RowID<Workspace>, client: CurlClient, keys: SealingKeys,
        settings: DeliverySettings = DeliverySettings(), clock: @escaping @Sendable () -> Instant,
        jitter: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
        report: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.store = store
        self.workspace = workspace
        self.client = client
        self.vault = WebhookVault(keys)
        self.settings = settings
        self.clock = clock
        self.jitter = jitter
        self.report = report
    }

    private enum Turn: Sendable {
        case look
        case ended(RowID<WebhookEndpoint>)
    }

    /// Until the task is cancelled.
    public func run() async { await loop(repeats: true) }

    /// Until nothing is due.
    public func drain() async { await loop(repeats: false) }

    /// Looks for work at the beginning, after each request, and where it `repeats` after each pause.
    private func loop(repeats: Bool) async {
        var slots = DeliverySlots(total: settings.concurrency, perEndpoint: settings.perEndpoint)
        await withTaskGroup(of: Turn.self) { group in
            group.addTask { .look }
            while let turn = await group.next() {
                if case .ended(let endpoint) = turn { slots.end(endpoint) }
                if Task.isCancelled { continue }
                if case .look = turn, repeats {
                    group.addTask {
                        try? await Task.sleep(for: settings.pause)
                        return .look
                    }
                }
                for claim in await claim(slots) {
                    slots.start(claim.endpoint.id)
                    group.addTask {
                        await attempt(claim)
                        return .ended(claim.endpoint.id)
                    }
                }
            }
        }
    }

    /// Hands out new events, and takes what is due as far as there is room.
    private func claim(_ slots: DeliverySlots) async -> [ClaimedWebhook] {
        do {
            guard try await store.read(in: workspace, at: clock(), { try $0.hasWebhookWork() }) else {
                return []
            }
            while true {
                let (claimed, isRest) = try await store.write(in: workspace, at: clock()) { transaction in
                    let count = try transaction.fanOutWebhooks(limit: Self.fanOutSize)
                    return (try claim(slots, in: transaction), count == Self.fanOutSize)
                }
                if !claimed.isEmpty || !isRest { return claimed }
            }
        } catch is CancellationError {
            return []
        } catch {
            report(error)
            return []
        }
    }

    private func claim(
        _ slots: DeliverySlots, in transaction: StoreTransaction
    ) throws -> [ClaimedWebhook] {
        let lease = transaction.now.adding(seconds: settings.timeout.components.seconds + Self.leaseSlack)
        var slots = slots
        var claimed: [ClaimedWebhook] = []
        for endpoint in slots.order(try transaction.webhookEndpoints()) {
            let room = slots.room(for: endpoint.id)
            guard room > 0 else { continue }
            let new = try transaction.claimWebhooks(for: endpoint, limit: room, leaseUntil: lease)
            for _ in new { slots.start(endpoint.id) }
            claimed += new
        }
        return claimed
    }
}

import CalendarTime

/// A receiver of our events.
public struct WebhookEndpoint: Hashable, Sendable {
    public enum State: String, CaseIterable, Hashable, Sendable {
        case active
        /// Nothing goes there; what is due waits.
        case disabled
    }

    public let id: RowID<WebhookEndpoint>
    public let url: String
    public let topics: WebhookTopics
    /// A `SealedSecret`.
    public let secret: String
    /// The secret before; signs too until `previousUntil`.
    public let previousSecret: String?
    public let previousUntil: Instant?
    public let state: State
    /// Why it is disabled: `gone`, `retries_exhausted`, or what a person said.
    public let reason: String?
    /// It asked us to slow down.
    public let pausedUntil: Instant
    public let createdAt: Instant

    static let columns = """
        id, url, topics, secret, previous_secret, previous_until, state, reason, paused_until, created_at
        """

    init(_ row: inout RowReader) throws {
        id = row.id()
        url = row.text()
        topics = try StoreJSON.value(WebhookTopics.self, row.text())
        secret = row.text()
        previousSecret = row.textOrNil()
        previousUntil = row.instantOrNil()
        state = State(rawValue: row.text()) ?? .disabled
        reason = row.textOrNil()
        pausedUntil = row.instant()
        createdAt = row.instant()
    }
}

/// One event on its way to one endpoint.
public struct WebhookDeliveryRow: Hashable, Sendable {
    public enum State: String, CaseIterable, Hashable, Sendable {
        case waiting, delivered
        /// All attempts are used up; a replay sends it again.
        case failed
    }

    public let id: RowID<WebhookDeliveryRow>
    public let endpoint: RowID<WebhookEndpoint>
    /// Of the outbox.
    public let eventID: String
    public let topic: String
    public let state: State
    public let attempts: Int
    /// When it is due, or when the lease of the one who has it ends.
    public let nextAt: Instant
    /// Of HTTP, of the last attempt that got an answer.
    public let status: Int?
    public let error: String?
    public let deliveredAt: Instant?

    static let columns = """
        d.id, d.endpoint_id, e.event_id, e.topic, d.state, d.attempts, d.next_at, d.status, d.error, \
        d.delivered_at FROM webhook_deliveries d JOIN outbox e ON e.id = d.event_id
        """

    init(_ row: inout RowReader) {
        id = row.id()
        endpoint = row.id()
        eventID = row.text()
        topic = row.text()
        state = State(rawValue: row.text()) ?? .failed
        attempts = row.count()
        nextAt = row.instant()
        status = row.countOrNil()
        error = row.textOrNil()
        deliveredAt = row.instantOrNil()
    }
}

/// A delivery in the hands of a worker.
public struct ClaimedWebhook: Sendable {
    public let id: RowID<WebhookDeliveryRow>
    public let endpoint: WebhookEndpoint
    /// This one included.
    public let attempts: Int
    /// Its result counts only while this is the row's.
    public let fence: Int64
    public let event: OutboxEvent
}

/// What an attempt came to.
public enum WebhookResult: Hashable, Sendable {
    case delivered(status: Int)
    case retry(at: Instant, status: Int?, error: String)
    case failed(status: Int?, error: String)
}

import CalendarTime

/// How many rows were forgotten.
public struct ForgottenWebhooks: Hashable, Sendable {
    public var deliveries = 0
    public var events = 0
    public var notifications = 0

    public init(deliveries: Int = 0, events: Int = 0, notifications: Int = 0) {
        self.deliveries = deliveries
        self.events = events
        self.notifications = notifications
    }
}

extension MailStore {
    /// Transactions of one call; what is left waits for the next.
    public static let maximumForgettingSlices = 50

    /// Forgets what ended before `cutoff`, a slice in each transaction, so that mail gets its turn between.
    @discardableResult
    public func forgetWebhooks(
        of workspace: RowID<Workspace>, endedBefore cutoff: Instant, at now: Instant,
        sliceSize: Int = StoreTransaction.forgettingSlice
    ) async throws -> ForgottenWebhooks {
        var sum = ForgottenWebhooks()
        for _ in 0..<Self.maximumForgettingSlices {
            let slice = try await write(in: workspace, at: now) {
                try $0.forgetWebhooks(endedBefore: cutoff, limit: sliceSize)
            }
            sum.deliveries += slice.deliveries
            sum.events += slice.events
            sum.notifications += slice.notifications
            guard max(slice.deliveries, slice.events, slice.notifications) == sliceSize else { break }
        }
        return sum
    }
}

extension StoreTransaction {
    /// Rows of each table in one transaction.
    public static let forgettingSlice = 500

    /// Deliveries that were taken or given up, events that all their endpoints are done with, and notifications of
    /// providers that were worked on or put aside: at most `limit` of each, the oldest first. What waits stays, however
    /// old it is.
    @discardableResult
    public func forgetWebhooks(endedBefore cutoff: Instant, limit: Int) throws -> ForgottenWebhooks {
        let deliveries = try connection.run(
            """
            DELETE FROM webhook_deliveries WHERE +workspace_id = $1 AND id IN (
                SELECT id FROM webhook_deliveries
                WHERE workspace_id = $1 AND state <> 'waiting' AND next_at < $2 ORDER BY next_at, id LIMIT $3)
            """, [workspace, cutoff, limit])
        let notifications = try connection.run(
            """
            DELETE FROM webhook_requests WHERE +workspace_id = $1 AND id IN (
                SELECT id FROM webhook_requests
                WHERE +workspace_id = $1 AND finished_at IS NOT NULL AND finished_at < $2
                ORDER BY finished_at LIMIT $3)
            """, [workspace, cutoff, limit])
        return ForgottenWebhooks(
            deliveries: deliveries, events: try forgetEvents(before: cutoff, limit: limit),
            notifications: notifications)
    }

    /// Where no endpoint is active, nobody is told of what waits: it counts as handed out.
    private func forgetEvents(before cutoff: Instant, limit: Int) throws -> Int {
        let isAnyActive = try webhookEndpoints().contains { $0.state == .active }
        return try connection.run(
            """
            DELETE FROM outbox WHERE +workspace_id = $1 AND id IN (
                SELECT o.id FROM outbox o
                WHERE o.workspace_id = $1 AND o.created_at < $2
                    AND \(isAnyActive ? "o.delivered_at IS NOT NULL AND " : "")NOT EXISTS (
                        SELECT 1 FROM webhook_deliveries d WHERE d.event_id = o.id)
                ORDER BY o.created_at, o.id LIMIT $3)
            """, [workspace, cutoff, limit])
    }
}

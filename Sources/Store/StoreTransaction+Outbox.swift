import Intake

extension StoreTransaction {
    /// Tells the outside, in the transaction in which it happened. False when an event of this id is there already, or
    /// the topic is frequent and no endpoint wants it.
    ///
    /// The caller's duty: an event that concerns a lead names it as `lead`, so that it is erased with it.
    @discardableResult
    public func enqueue(
        _ topic: EventTopic, id: String, payload: [String: String], evidence: [EventEvidence] = []
    ) throws -> Bool {
        guard try isTold(topic) else { return false }
        return try connection.run(
            """
            INSERT INTO outbox (workspace_id, event_id, topic, payload, created_at, next_at)
            VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (workspace_id, event_id) DO NOTHING
            """,
            [
                workspace, id, topic.rawValue,
                try StoreJSON.text(EventPayload(members: payload, evidence: evidence)), now,
            ]) == 1
    }

    /// Whether an event of this topic is recorded now. A disabled endpoint wants it too: a replay brings it what it
    /// missed.
    func isTold(_ topic: EventTopic) throws -> Bool {
        guard topic.isFrequent else { return true }
        let wanted = try wantedTopics.known ?? webhookEndpoints().map(\.topics)
        wantedTopics.known = wanted
        return wanted.contains { $0.contains(topic.rawValue) }
    }
}

/// What the endpoints want, looked up once in a transaction that asks.
final class WantedTopics {
    var known: [WebhookTopics]?
}

/// The members of an event's `data`, flat, and its evidence beside them where there is some.
private struct EventPayload: Encodable {
    let members: [String: String]
    let evidence: [EventEvidence]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (name, value) in members { try container.encode(value, forKey: Key(stringValue: name)) }
        if !evidence.isEmpty { try container.encode(evidence, forKey: Key(stringValue: "evidence")) }
    }
}

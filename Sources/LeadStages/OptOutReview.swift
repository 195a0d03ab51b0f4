import CalendarTime

/// An opt-out that is not sure. Meanwhile nothing is sent: the lead is Replied, or its sends are held. When nobody has
/// decided by the due time, it counts.
public struct OptOutReview: Hashable, Sendable, Codable {
    /// When the mail was received.
    public let openedAt: Instant
    /// The mail.
    public let messageID: String

    /// Two days, in seconds.
    public static let length: Int64 = 2 * 86_400

    public init(openedAt: Instant, messageID: String) {
        self.openedAt = openedAt
        self.messageID = messageID
    }

    public var dueAt: Instant { openedAt.adding(seconds: Self.length) }

    /// The event at `now`, once: its key is derived from the mail and its time is the due time, so that a late check
    /// changes nothing. Nil while there is time left.
    public func elapsed(now: Instant) -> StageEvent? {
        guard now >= dueAt else { return nil }
        return StageEvent(
            key: "review:\(messageID)", at: dueAt, origin: .system, kind: .unsubscribed(.here, by: .review),
            messageID: messageID, cause: "nobody decided within two days")
    }
}

import CalendarTime

/// One fact in the log of one enrollment. The stage is `EnrollmentState.fold` over the set of these.
///
/// The caller's duty: `key` is unique within the enrollment and, for what came from outside, derived from its content
/// (the same mail by another way has the same key). `at` of an inbound event is when the message was received, never
/// when it was found. `sequence` is the store's insertion order; it orders human and system events of one instant
/// only, so an inbound event may arrive late without changing anything.
public struct StageEvent: Hashable, Sendable, Codable {
    public let key: String
    public let at: Instant
    /// Set by the store; 0 before.
    public var sequence: Int64
    public let origin: Origin
    public let kind: Kind
    /// Who did it: a user, a token, a rule; nil for mail.
    public let actor: String?
    /// The logical message that caused the event.
    public let messageID: String?
    /// What else explains it: a rule id, another event's key, a typed reason.
    public let cause: String?

    public init(
        key: String, at: Instant, sequence: Int64 = 0, origin: Origin, kind: Kind, actor: String? = nil,
        messageID: String? = nil, cause: String? = nil
    ) {
        self.key = key
        self.at = at
        self.sequence = sequence
        self.origin = origin
        self.kind = kind
        self.actor = actor
        self.messageID = messageID
        self.cause = cause
    }

    public enum Origin: String, CaseIterable, Hashable, Sendable, Codable {
        /// A mail or a provider's event, and whatever follows from it for sibling enrollments.
        case inbound
        case human
        case system
    }

    enum CodingKeys: String, CodingKey {
        case key, at, sequence, origin, kind, actor, cause
        case messageID = "message_id"
    }
}

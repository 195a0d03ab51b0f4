import CalendarTime

/// A mail that was posted to us.
public struct InboundPost: Hashable, Sendable {
    /// The mail's idempotency key, prefixed by the provider.
    public let id: String
    /// The message (RFC 5322).
    public let raw: [UInt8]
    public let envelopeSender: String?
    public let envelopeRecipients: [String]
    public let receivedAt: Instant
    /// True where the provider gave fields and no message: the structure is ours, and parts of a report may be lost.
    public let isReconstructed: Bool
}

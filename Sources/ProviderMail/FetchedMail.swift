/// A message that a provider gave us, whole.
public struct FetchedMail: Sendable {
    public enum Folder: String, Sendable {
        case inbox
        case junk
    }

    /// The provider's own id, the same whenever it is fetched: the key of the delivery.
    public let id: String
    public let raw: [UInt8]
    /// When the provider received it, in milliseconds since 1970-01-01T00:00:00Z; nil where it does not say.
    public let receivedMilliseconds: Int64?
    public let folder: Folder
}

/// Messages with the place to go on from once they are stored: both belong into one transaction.
public struct FetchedBatch: Sendable {
    /// A message that is listed and was not given; a poll may be told to ask for it again.
    public struct Refused: Sendable {
        /// Opaque; names it for that poll.
        public let name: String
        public let fault: ProviderFault
    }

    public let mails: [FetchedMail]
    /// Ids of messages above `ProviderLimits.maximumMessageBytes`, which were left out.
    public let tooLarge: [String]
    public let refused: [Refused]
    /// Names, as in `refused`, of messages that need not be asked for again: they are here, or gone.
    public let settled: [String]
    /// Opaque. Fetching again from an older one gives the same messages again, with the same ids.
    public let cursor: String
}

/// Takes a batch; returns when it is stored. Nothing more is fetched meanwhile. What it throws ends the poll.
public typealias FetchedMailSink = @Sendable (FetchedBatch) async throws -> Void

/// Bounds on what is asked of a provider.
public enum ProviderLimits {
    /// Bytes of one message; a larger one is left out. Gmail and Exchange Online stop at 150 MB.
    public static let maximumMessageBytes = 256 << 20
    /// Messages that one poll may be refused; more are the provider's trouble, not the messages'.
    public static let refusedMessages = 10
    /// Messages fetched at the same time for one account.
    public static let messagesAtOnce = 4
    /// Messages in a batch, and so in memory: all of them.
    public static let messagesInBatch = 20
    /// Seconds that a poll waits where it is told to; a longer wait ends the poll.
    public static let longestPause = 20
    /// Times that one request is sent.
    public static let attempts = 4
}

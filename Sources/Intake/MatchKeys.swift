/// What the store has to look up so that a message can be matched, in the order of trust.
///
/// Addresses are as written; the store compares them by its narrow key, then by its wide one.
public struct MatchKeys: Hashable, Sendable {
    /// Own tokens: plus parts of the addresses it was sent to, tokens in the subject of an answer to List-Unsubscribe.
    public var tokens: [String]
    /// Message-IDs that a report names as the message reported on, without angle brackets.
    public var reportedIDs: [String]
    /// In-Reply-To, then References, the newest first, without angle brackets.
    public var threadIDs: [String]
    /// Recipients of a report, those that failed first.
    public var recipients: [String]
    public var from: [String]
    /// Reply-To, Sender, X-Forwarded-For, Resent-From.
    public var otherSenders: [String]
    /// The address whose removal somebody else asks for.
    public var thirdParty: String?
    /// Subject without reply prefixes, lower case.
    public var subject: String?
    /// Fingerprints of the lines that the message quotes.
    public var fingerprints: [String]

    public init(
        tokens: [String] = [], reportedIDs: [String] = [], threadIDs: [String] = [],
        recipients: [String] = [], from: [String] = [], otherSenders: [String] = [],
        thirdParty: String? = nil, subject: String? = nil, fingerprints: [String] = []
    ) {
        self.tokens = tokens
        self.reportedIDs = reportedIDs
        self.threadIDs = threadIDs
        self.recipients = recipients
        self.from = from
        self.otherSenders = otherSenders
        self.thirdParty = thirdParty
        self.subject = subject
        self.fingerprints = fingerprints
    }

    /// Message-IDs of both sorts, reports first.
    public var messageIDs: [String] { reportedIDs + threadIDs }
    /// The same keys with no other Message-IDs than these.
    public func naming(only ids: Set<String>) -> MatchKeys {
        var keys = self
        keys.reportedIDs.removeAll { !ids.contains($0) }
        keys.threadIDs.removeAll { !ids.contains($0) }
        return keys
    }

    /// Every address that may belong to a lead.
    public var addresses: [String] { recipients + from + otherSenders + (thirdParty.map { [$0] } ?? []) }

    /// Bound on each list of keys: a message that names more is looked up by the first ones.
    public static let maximumKeys = 64
}

import LeadStages

/// What the operator sets about matching, for a whole workspace.
public struct IntakeSettings: Hashable, Sendable {
    /// Days back in which a send makes a level 4 match of a person's mail.
    public var recentSendDays: Int
    /// Days back in which a send makes a level 4 match of a bounce that names no message.
    public var bounceSendDays: Int
    /// Days after which what matched nobody is dropped from the queue.
    public var unmatchedDays: Int
    /// `authserv-id`s whose Authentication-Results we believe (RFC 8601 §2.5).
    public var trustedAuthenticationServers: [String]

    public static let defaultRecentSendDays = 90
    public static let defaultBounceSendDays = 5
    public static let defaultUnmatchedDays = 30

    public init(
        recentSendDays: Int = defaultRecentSendDays, bounceSendDays: Int = defaultBounceSendDays,
        unmatchedDays: Int = defaultUnmatchedDays, trustedAuthenticationServers: [String] = []
    ) {
        self.recentSendDays = recentSendDays
        self.bounceSendDays = bounceSendDays
        self.unmatchedDays = unmatchedDays
        self.trustedAuthenticationServers = trustedAuthenticationServers
    }
}

/// Who we are. The classifier works without; with it, it can tell a forged report.
public struct ClassifierSettings: Sendable {
    /// Domains our campaign mail is sent from, without `@`; subdomains count.
    public var ownDomains: [String]
    /// `authserv-id`s whose Authentication-Results we believe (RFC 8601 §2.5).
    public var trustedAuthenticationServers: [String]
    /// Verdicts below this confidence (0...1) need review; nil: as the rules say.
    public var reviewThreshold: Double?

    public init(
        ownDomains: [String] = [], trustedAuthenticationServers: [String] = [],
        reviewThreshold: Double? = nil
    ) {
        self.ownDomains = ownDomains
        self.trustedAuthenticationServers = trustedAuthenticationServers
        self.reviewThreshold = reviewThreshold
    }
}

/// What a provider's event, or a parsed mail, says in one word, whoever says it.
public enum Signal: String, CaseIterable, Hashable, Sendable, Codable {
    case hardBounce = "hard_bounce"
    case softBounce = "soft_bounce"
    case delayed
    /// Our reputation or policy, not the address.
    case blocked
    case contentBlocked = "content_blocked"
    /// The provider refused before it sent.
    case providerSuppressed = "provider_suppressed"
    case complaint
    case unsubscribe
    /// The provider let the address in again.
    case resubscribe
    case autoReply = "auto_reply"
    case inboundMail = "inbound_mail"

    /// How far the way is trusted by which a signal comes.
    public enum Way: String, CaseIterable, Hashable, Sendable, Codable {
        /// Signed by the provider, or read from it over an authenticated connection.
        case proven = "ab"
        /// A shared secret, or nothing.
        case unproven = "cd"
        case parsedMail = "mail"
    }

    public enum Effect: String, CaseIterable, Hashable, Sendable, Codable {
        case apply
        /// Counts towards the soft limit.
        case count
        case log
        /// Has Errors `rejected_by_server`; the address stays clean.
        case rejectSend = "reject_send"
        case review
        /// Classify it like any mail.
        case classify
        case nothing
    }

    /// What the signal may do alone.
    ///
    /// - Parameter isMatched: recipient and message id name an own send; for a mail, it is matched at level 1 to 3, or
    ///   (opt-outs) its sender is authenticated.
    public func effect(by way: Way, isMatched: Bool) -> Effect {
        switch self {
        case .hardBounce: way == .proven || isMatched ? .apply : .log
        case .softBounce: way == .proven || isMatched ? .count : .log
        case .delayed: .log
        case .blocked, .contentBlocked: way == .proven || isMatched ? .rejectSend : .log
        case .providerSuppressed:
            way == .parsedMail ? .nothing : way == .proven || isMatched ? .apply : .log
        case .complaint, .unsubscribe: way == .proven || isMatched ? .apply : .review
        case .resubscribe: .review
        case .autoReply: .apply
        case .inboundMail: .classify
        }
    }
}

extension Signal {
    /// What a provider's own suppression means (A19): a bounce-like reason marks the address, a wish opts the lead out.
    public static func ofProviderSuppression(reason: SuppressionReason?) -> StageEvent.Kind {
        reason?.isOptOut == true ? .unsubscribed(.here, by: .provider) : .preflightFailed(.emailWillBounce)
    }
}

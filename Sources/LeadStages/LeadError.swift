import CalendarTime

/// Why a lead has the stage Has Errors. The first five texts are the requirement's, to the byte.
public enum LeadErrorCode: String, CaseIterable, Hashable, Sendable, Codable {
    case emailWillBounce = "email_will_bounce"
    case noVariationsFound = "no_variations_found"
    case providerNotFound = "provider_not_found"
    case rewordCreditsExhausted = "reword_credits_exhausted"
    case notConnected = "not_connected"
    case senderRemoved = "sender_removed"
    case stepMissing = "step_missing"
    case smtpFailed = "smtp_failed"
    case rejectedByServer = "rejected_by_server"
    case missingVariable = "missing_variable"
    case senderAuthExpired = "sender_auth_expired"
    case quotaExceeded = "quota_exceeded"
    case startTimeout = "start_timeout"
}

/// The error an enrollment has: one at a time, the first.
public struct LeadError: Hashable, Sendable, Codable {
    public let code: LeadErrorCode
    public let since: Instant
    /// The stage to return to.
    public let heldStage: Stage
    /// The event that brought it.
    public let eventKey: String
    /// What the error waited for has come (connection accepted, credits).
    public var isPreconditionMet: Bool

    public init(
        code: LeadErrorCode, since: Instant, heldStage: Stage, eventKey: String,
        isPreconditionMet: Bool = false
    ) {
        self.code = code
        self.since = since
        self.heldStage = heldStage
        self.eventKey = eventKey
        self.isPreconditionMet = isPreconditionMet
    }

    public var message: String { code.message }

    enum CodingKeys: String, CodingKey {
        case code, since
        case heldStage = "held_stage"
        case eventKey = "event_key"
        case isPreconditionMet = "is_precondition_met"
    }
}

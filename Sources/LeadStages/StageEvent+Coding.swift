import CalendarTime

extension StageEvent.Kind {
    /// The stable wire name; stored with the event, never renamed.
    public enum Name: String, CaseIterable, Hashable, Sendable, Codable {
        case startRequested = "start_requested"
        case tick
        case preflightPassed = "preflight_passed"
        case preflightFailed = "preflight_failed"
        case sendFailed = "send_failed"
        case stepSent = "step_sent"
        case stepWaits = "step_waits"
        case lastStepExecuted = "last_step_executed"
        case humanReply = "human_reply"
        case outOfOffice = "out_of_office"
        case leftCompany = "left_company"
        case autoReply = "auto_reply"
        case unsubscribed, complaint
        case hardBounce = "hard_bounce"
        case softBounce = "soft_bounce"
        case delayed, delivered
        case refusedByPolicy = "refused_by_policy"
        case canceled
        case canceledByRule = "canceled_by_rule"
        case doNotContactMatched = "do_not_contact_matched"
        case outOfOfficeElapsed = "out_of_office_elapsed"
        case resumed, paused
        case stepAdded = "step_added"
        case stepRemoved = "step_removed"
        case stepPaused = "step_paused"
        case deleted
        case doNotContactRemoved = "do_not_contact_removed"
        case addressChanged = "address_changed"
        case addressCleared = "address_cleared"
        case connectionAccepted = "connection_accepted"
        case creditsAvailable = "credits_available"
        case markedReplied = "marked_replied"
        case withdrawn
    }

    public var name: Name { fields.type }
}

/// The JSON form of a kind: one flat object, `type` and what that type needs. Instants are microseconds since 1970 UTC.
struct StageEventFields: Codable {
    var type: StageEvent.Kind.Name
    var error: LeadErrorCode?
    var step: String?
    var send: String?
    var nextStep: String?
    var dueAt: Int64?
    var isImported: Bool?
    var isFromMailedAddress: Bool?
    var isCalendarAnswer: Bool?
    var continues: Bool?
    var awayUntil: Int64?
    var until: Int64?
    var basis: OutOfOfficePause.Basis?
    var returnDate: String?
    var evidence: String?
    var stops: Bool?
    var scope: StageEvent.Scope?
    var by: OptOutWay?
    var code: String?
    var reason: CancelReason?
    var freezeDelay: Bool?
    var confirmed: Bool?
    var notBefore: Int64?
    var waitSeconds: Int64?
    var isPreconditionMet: Bool?
    var keys: [String]?

    init(_ type: StageEvent.Kind.Name) { self.type = type }

    enum CodingKeys: String, CodingKey {
        case type, error, step, send, continues, until, basis, evidence, stops, scope, by, code, reason,
            confirmed
        case keys
        case nextStep = "next_step"
        case dueAt = "due_at"
        case isImported = "is_imported"
        case isFromMailedAddress = "is_from_mailed_address"
        case isCalendarAnswer = "is_calendar_answer"
        case awayUntil = "away_until"
        case returnDate = "return_date"
        case freezeDelay = "freeze_delay"
        case notBefore = "not_before"
        case waitSeconds = "wait_seconds"
        case isPreconditionMet = "is_precondition_met"
    }
}

extension StageEvent.Kind: Codable {
    public func encode(to encoder: any Encoder) throws { try fields.encode(to: encoder) }

    public init(from decoder: any Decoder) throws {
        let fields = try StageEventFields(from: decoder)
        guard let kind = StageEvent.Kind(fields) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "a stage event '\(fields.type.rawValue)' lacks a field of its type"))
        }
        self = kind
    }
}

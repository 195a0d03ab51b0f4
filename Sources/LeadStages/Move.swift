/// One cell of the table of moves that is not "unchanged": what an event does in a stage.
///
/// A pair that is not listed changes nothing and is only logged.
public struct Move: Hashable, Sendable {
    public let row: MoveRow
    public let from: Stage
    public let result: Result
    /// All must hold, else the event is refused with the code of the first that does not.
    public let requires: [Requirement]
    public let badge: EnrollmentState.Badge?
    /// The letter of the note in the design's table.
    public let note: Character?

    public enum Result: Hashable, Sendable {
        case to(Stage)
        /// Has Errors, with this code, or with the event's own when nil.
        case error(LeadErrorCode?)
        /// The stage stays, though something else about the lead changes (badge, pause, hold).
        case stays
        case gone
        case refused(Refusal.Code)
    }

    public enum Requirement: Hashable, Sendable {
        case confirmed
        case notSuppressed
        case addressRepaired
        case stepLeft
        case errorAllows
    }
}

/// The rows of the table: event kinds, told apart where their effect differs.
public enum MoveRow: String, CaseIterable, Hashable, Sendable {
    case startRequested = "start_requested"
    case tick
    case preflightPassed = "preflight_passed"
    case addressInvalidAtGate = "address_invalid_at_gate"
    case preflightOrSendError = "preflight_or_send_error"
    case importedSend = "imported_send"
    case lastStepExecuted = "last_step_executed"
    case humanReply = "human_reply"
    case continuingReply = "continuing_reply"
    case outOfOffice = "out_of_office"
    case leftCompany = "left_company"
    case autoReply = "auto_reply"
    case stoppingAutoReply = "stopping_auto_reply"
    case unsubscribed
    case unsubscribedElsewhere = "unsubscribed_elsewhere"
    case complaint
    case hardBounce = "hard_bounce"
    case hardBounceElsewhere = "hard_bounce_elsewhere"
    case softBounceBelowLimit = "soft_bounce_below_limit"
    case softBounceAtLimit = "soft_bounce_at_limit"
    case delayed
    case refusedByPolicy = "refused_by_policy"
    case canceled
    case canceledByRule = "canceled_by_rule"
    case doNotContactMatched = "do_not_contact_matched"
    case outOfOfficeElapsed = "out_of_office_elapsed"
    case resumed
    case paused
    case stepAdded = "step_added"
    case deleted
    case doNotContactRemoved = "do_not_contact_removed"
    case markedReplied = "marked_replied"
    case connectionAcceptedWhileWaiting = "connection_accepted_while_waiting"
    case connectionAcceptedWhileHeld = "connection_accepted_while_held"
    case openStepRemoved = "open_step_removed"
    case gateErrorAtTimer = "gate_error_at_timer"
    /// Facts that move nothing: sends, waits, deliveries, changes of address, withdrawals.
    case fact
}

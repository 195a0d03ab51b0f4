import CalendarTime

extension StageEvent {
    /// What happened. `name` is the stable wire name; the JSON form is in `StageEvent+Coding`.
    public enum Kind: Hashable, Sendable {
        case startRequested
        /// The start tick took up a queued start.
        case tick
        case preflightPassed
        /// A gate refused: at the pre-flight of a start or resume, or before a send.
        case preflightFailed(LeadErrorCode)
        case sendFailed(LeadErrorCode, step: String?)
        case stepSent(StepSent)
        /// The next step and when it is due.
        case stepWaits(step: String, due: Instant)
        case lastStepExecuted
        /// A person answered, also by accepting or declining a meeting.
        case humanReply(Reply)
        case outOfOffice(OutOfOfficePause)
        case leftCompany
        /// A robot's answer that is no absence: ticket number, read receipt. `stops` is the campaign's option.
        case autoReply(stops: Bool)
        case unsubscribed(Scope, by: OptOutWay)
        case complaint(Scope)
        case hardBounce(Scope, code: String?)
        case softBounce(Scope, send: String)
        case delayed
        /// A report that the mail did arrive.
        case delivered(send: String?)
        /// 5.7.x: the receiving side refused by policy or content, so the lead did not get this step.
        case refusedByPolicy(step: String?)
        case canceled
        case canceledByRule(CancelReason)
        /// A manual Do Not Contact entry covers the lead.
        case doNotContactMatched
        case outOfOfficeElapsed(TimerElapsed)
        case resumed(Resume)
        /// By hand, or by the `pause` setting for replies elsewhere (then the origin is inbound).
        case paused(until: Instant)
        case stepAdded(step: String)
        case stepRemoved(step: String)
        case stepPaused(step: String)
        case deleted
        case doNotContactRemoved
        case addressChanged
        case addressCleared
        /// `continues`: the step was set to wait for the acceptance, so the lead goes on by itself.
        case connectionAccepted(continues: Bool)
        /// Credits were bought, or Reword with AI was switched off.
        case creditsAvailable
        case markedReplied
        /// The events of these keys count no longer (reclassification). It cannot withdraw a withdrawal.
        case withdrawn(keys: [String])
    }

    /// Whether a sign concerns this enrollment's own mail, or another one of the same person or address.
    public enum Scope: String, CaseIterable, Hashable, Sendable, Codable {
        case here, elsewhere
    }

    public struct Reply: Hashable, Sendable {
        /// False: matched by thread, written from an address that was not mailed.
        public let isFromMailedAddress: Bool
        public let isCalendarAnswer: Bool
        /// The campaign's option "continue on reply" was on.
        public let continues: Bool
        /// From the text of the reply itself ("I'm away until Monday, then let's talk").
        public let awayUntil: Instant?

        public init(
            isFromMailedAddress: Bool = true, isCalendarAnswer: Bool = false, continues: Bool = false,
            awayUntil: Instant? = nil
        ) {
            self.isFromMailedAddress = isFromMailedAddress
            self.isCalendarAnswer = isCalendarAnswer
            self.continues = continues
            self.awayUntil = awayUntil
        }
    }

    public struct StepSent: Hashable, Sendable {
        public let step: String
        /// Our id of the send.
        public let send: String
        public let nextStep: String?
        public let nextDueAt: Instant?
        /// Sent by an outside sender and made known to us: such an enrollment is under way without a start of ours.
        public let isImported: Bool

        public init(
            step: String, send: String, nextStep: String? = nil, nextDueAt: Instant? = nil,
            isImported: Bool = false
        ) {
            self.step = step
            self.send = send
            self.nextStep = nextStep
            self.nextDueAt = nextDueAt
            self.isImported = isImported
        }
    }

    public struct TimerElapsed: Hashable, Sendable {
        /// The end of the pause this timer was set for; a pause that was extended since ignores it.
        public let until: Instant
        /// What the gates found; nil when they let the lead pass.
        public let error: LeadErrorCode?
        /// The campaign's option: what was left of the step's delay counts from the end of the pause.
        public let freezeDelay: Bool

        public init(until: Instant, error: LeadErrorCode? = nil, freezeDelay: Bool = false) {
            self.until = until
            self.error = error
            self.freezeDelay = freezeDelay
        }
    }

    public struct Resume: Hashable, Sendable {
        /// The person saw what stopped the lead, and said so.
        public let confirmed: Bool
        /// "Resume on date".
        public let notBefore: Instant?
        /// The next step that was not sent; nil when none is left.
        public let nextStep: String?
        /// Wait of that step after the last one, in seconds.
        public let waitSeconds: Int64
        /// What the error waited for is there (credits, connection, chosen step).
        public let isPreconditionMet: Bool

        public init(
            confirmed: Bool = false, notBefore: Instant? = nil, nextStep: String? = nil,
            waitSeconds: Int64 = 0,
            isPreconditionMet: Bool = false
        ) {
            self.confirmed = confirmed
            self.notBefore = notBefore
            self.nextStep = nextStep
            self.waitSeconds = waitSeconds
            self.isPreconditionMet = isPreconditionMet
        }
    }
}

/// How somebody asked to be left alone.
public enum OptOutWay: String, CaseIterable, Hashable, Sendable, Codable {
    case oneClick = "one_click"
    case link, reply, provider, manual
    /// Nobody decided an unsure opt-out in time (`OptOutReview`).
    case review
    /// A gate found the person's opt-out.
    case gate
}

/// Why an enrollment was canceled.
public enum CancelReason: String, CaseIterable, Hashable, Sendable, Codable {
    case manual
    case subCampaign = "sub_campaign"
    case company
    case repliedElsewhere = "replied_elsewhere"
    case leftCompany = "left_company"
    case doNotContact = "do_not_contact"
    /// The campaign's option `stopOnAutoReply`.
    case autoReply = "auto_reply"
}

import CalendarTime
import LeadStages
import Store

/// What happened to a lead, in words.
struct EventText {
    let text: PageText
    let steps: [String: Int]

    func title(_ kind: StageEvent.Kind) -> String {
        switch kind {
        case .startRequested: "Start requested"
        case .tick: "Being started"
        case .preflightPassed: "Checks passed"
        case .preflightFailed(let code): "Check failed: \(code.message)"
        case .sendFailed(let code, _): "Sending failed: \(code.message)"
        case .stepSent(let sent): "\(step(sent.step)) sent"
        case .stepWaits(let key, let due): "\(step(key)) is due \(text.time(due))"
        case .lastStepExecuted: "Last step done"
        case .humanReply(let reply): reply.isCalendarAnswer ? "Answered an invitation" : "Replied"
        case .outOfOffice(let pause): "Out of office until \(text.day(pause.until))"
        case .leftCompany: "Has left the company"
        case .autoReply: "Automatic answer"
        case .unsubscribed(let scope, let way):
            "\(scope == .here ? "Unsubscribed" : "Unsubscribed in another campaign") \(words(way))"
        case .complaint(let scope): scope == .here ? "Complained" : "Complained about another campaign"
        case .hardBounce(let scope, let code):
            (scope == .here ? "Bounced" : "The address bounced elsewhere") + (code.map { " (\($0))" } ?? "")
        case .softBounce: "Could not be delivered for now"
        case .delayed: "Delivery is delayed"
        case .delivered: "Delivered"
        case .refusedByPolicy: "Refused by the receiving server’s policy"
        case .canceled: "Canceled"
        case .canceledByRule(let reason): "Canceled by a rule: \(reason.rawValue.replacing("_", with: " "))"
        case .doNotContactMatched: "A Do Not Contact entry covers the lead"
        case .outOfOfficeElapsed: "The pause ended"
        case .resumed: "Resumed"
        case .paused(let until): "Paused until \(text.day(until))"
        case .stepAdded(let key): "\(step(key)) added"
        case .stepRemoved(let key): "\(step(key)) removed"
        case .stepPaused(let key): "\(step(key)) paused"
        case .deleted: "Deleted from the campaign"
        case .doNotContactRemoved: "Do Not Contact entry removed"
        case .addressChanged: "Address changed"
        case .addressCleared: "Address cleared"
        case .connectionAccepted: "Connection accepted"
        case .creditsAvailable: "Credits available"
        case .markedReplied: "Marked as replied"
        case .withdrawn: "Earlier events withdrawn"
        }
    }

    /// What an absence rests on, the error's help; nil where the title says all.
    func detail(_ kind: StageEvent.Kind) -> String? {
        switch kind {
        case .outOfOffice(let pause):
            switch pause.basis {
            case .returnDate, .capped:
                pause.evidence.map { "Return date from “\($0)”." }
            case .manual: nil
            default: "The campaign’s pause: no certain return date was given."
            }
        case .preflightFailed(let code), .sendFailed(let code, _): code.help
        case .humanReply(let reply):
            reply.awayUntil.map { "Away until \(text.day($0))." }
        default: nil
        }
    }

    private func step(_ key: String) -> String { steps[key].map { "Step \($0)" } ?? "A step" }

    private func words(_ way: OptOutWay) -> String {
        switch way {
        case .oneClick: "by one click"
        case .link: "by the link"
        case .reply: "by reply"
        case .provider: "at the mail provider"
        case .manual: "by hand"
        case .review: "because nobody decided in time"
        case .gate: "found at a check"
        }
    }

    static func origin(_ event: StageEvent) -> String {
        if let actor = event.actor { return actor }
        switch event.origin {
        case .inbound: return "what came in"
        case .human: return "a person"
        case .system: return "the clock"
        }
    }
}

import LeadStages

/// What the outside may ask to be told of; the names are a promise to receivers.
public enum EventTopic: String, CaseIterable, Hashable, Sendable {
    case mailIngested = "mail.ingested"
    case mailClassified = "mail.classified"
    case mailUnmatched = "mail.unmatched"
    case leadStageChanged = "lead.stage_changed"
    case leadReplied = "lead.replied"
    case leadAutoReplied = "lead.auto_replied"
    case leadOutOfOffice = "lead.out_of_office"
    case leadResumed = "lead.resumed"
    case leadLeftCompany = "lead.left_company"
    case leadUnsubscribed = "lead.unsubscribed"
    case leadBounced = "lead.bounced"
    case leadComplained = "lead.complained"
    case leadCanceled = "lead.canceled"
    case leadCompleted = "lead.completed"
    case leadError = "lead.error"
    case addressBounced = "address.bounced"
    case addressSuppressed = "address.suppressed"
    case addressUnsuppressed = "address.unsuppressed"
    case sendRefused = "send.refused"
    case opportunityCreated = "opportunity.created"
    case opportunityUpdated = "opportunity.updated"
    case opportunityAssigned = "opportunity.assigned"
    case opportunitySnoozed = "opportunity.snoozed"
    case sourceFailed = "source.failed"
    case webhookDisabled = "webhook.disabled"

    /// When it happens, for people.
    public var words: String {
        switch self {
        case .mailIngested: "a message was received and stored"
        case .mailClassified: "a message got a verdict, the first or a corrected one"
        case .mailUnmatched: "a message belongs to no lead that is known"
        case .leadStageChanged: "a lead has another stage, whatever the cause"
        case .leadReplied: "a person answered"
        case .leadAutoReplied: "a machine answered for the lead"
        case .leadOutOfOffice: "an absence was reported; with the return date and when the campaign goes on"
        case .leadResumed: "the campaign goes on after an absence"
        case .leadLeftCompany: "the person has left the company"
        case .leadUnsubscribed: "the lead became Unsubscribed"
        case .leadBounced: "the lead became Bounced"
        case .leadComplained: "the lead reported the mail as spam"
        case .leadCanceled: "the lead became Canceled"
        case .leadCompleted: "the lead became Completed"
        case .leadError: "the lead has an error that stops it"
        case .addressBounced: "mail to an address came back for good, whatever the stage"
        case .addressSuppressed: "an address, domain or person is on the Do Not Contact list"
        case .addressUnsuppressed: "an entry was taken from the Do Not Contact list"
        case .sendRefused: "the receiver refused our mail for what we are, not for the address"
        case .opportunityCreated: "a conversation began"
        case .opportunityUpdated: "a conversation got mail, a note, a label, or was changed"
        case .opportunityAssigned: "a conversation was given to somebody, or taken from them"
        case .opportunitySnoozed: "a conversation was put off"
        case .sourceFailed: "a mailbox can no longer be read"
        case .webhookDisabled: "a receiver of events was switched off"
        }
    }

    /// One for each mail or click: recorded only where somebody asks for it when it happens. All others are recorded
    /// in any case, so that a new receiver can be brought up to date.
    public var isFrequent: Bool { rawValue.hasPrefix("mail.") || rawValue.hasPrefix("opportunity.") }

    /// The topic of a stage that is entered, beside `lead.stage_changed`. What a mail is told of by itself has none.
    public init?(entering stage: Stage, from old: Stage) {
        switch (old, stage) {
        case (_, .unsubscribed): self = .leadUnsubscribed
        case (_, .bounced): self = .leadBounced
        case (_, .canceled): self = .leadCanceled
        case (_, .completed): self = .leadCompleted
        case (_, .hasErrors): self = .leadError
        case (.outOfOffice, .running): self = .leadResumed
        default: return nil
        }
    }
}

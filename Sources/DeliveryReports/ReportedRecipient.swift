/// What a report says about one recipient.
public struct ReportedRecipient: Hashable, Sendable {
    public enum Action: String, Hashable, Sendable {
        case failed, delayed, delivered, relayed, expanded
    }

    /// The address the report names as the final recipient, without type and angle brackets. UTF-8 as given.
    public let address: String
    /// The address the message was sent to, where the report names it and it is another one.
    public let original: String?
    public let action: Action
    /// The status that says most: from the Status field, or from the text where the field gives no more than a class.
    public let status: EnhancedStatusCode?
    /// The Status field as given, comment left out; else the code found in the text.
    public let statusText: String?
    /// The three digits of the SMTP reply, `550`.
    public let smtpReply: String?
    /// What the failing server said, unfolded, without the type. Nil when the report gives no such words.
    public let diagnostic: String?
    /// The type of the diagnostic, lower case: `smtp`, `x-postfix`, `x-unix`.
    public let diagnosticType: String?
    public let remoteMTA: String?
    /// The MTA that wrote the report.
    public let reportingMTA: String?
    /// What the part for people says about this recipient, where it says more than `diagnostic`.
    public let words: String?
    /// The step of the dialogue at which the server refused, where the report tells it.
    public let step: DialogueStep?
    /// Of failed and delayed: by the code alone, until `with(reason:)`.
    public let reason: Reason

    public init(
        address: String, original: String? = nil, action: Action, status: EnhancedStatusCode? = nil,
        statusText: String? = nil, smtpReply: String? = nil, diagnostic: String? = nil,
        diagnosticType: String? = nil, remoteMTA: String? = nil, reportingMTA: String? = nil,
        words: String? = nil, step: DialogueStep? = nil, reason: Reason = .undefined
    ) {
        self.address = address
        self.original = original
        self.action = action
        self.status = status
        self.statusText = statusText
        self.smtpReply = smtpReply
        self.diagnostic = diagnostic
        self.diagnosticType = diagnosticType
        self.remoteMTA = remoteMTA
        self.reportingMTA = reportingMTA
        self.words = words
        self.step = step
        self.reason = reason
    }

    /// The same recipient after the words of the report have been read, which say more than its code.
    public func with(reason: Reason) -> ReportedRecipient {
        ReportedRecipient(
            address: address, original: original, action: action, status: status, statusText: statusText,
            smtpReply: smtpReply, diagnostic: diagnostic, diagnosticType: diagnosticType,
            remoteMTA: remoteMTA, reportingMTA: reportingMTA, words: words, step: step, reason: reason)
    }

    /// The host whose words these are: the one that refused, else the one that wrote the report.
    public var speaker: String? { remoteMTA ?? reportingMTA }
}

extension ReportedRecipient {
    /// True when the address itself is no good; false when it may work another time; nil when nothing failed.
    public var hard: Bool? {
        switch action {
        case .failed: reason.isHard(class: status?.class)
        case .delayed: false
        case .delivered, .relayed, .expanded: nil
        }
    }

    public var blame: Blame {
        switch action {
        case .failed: reason.blame
        case .delayed: reason.blame == .unknown ? .network : reason.blame
        case .delivered, .relayed, .expanded: .unknown
        }
    }

    /// Nil when nothing failed.
    public var permanence: Permanence? {
        switch action {
        case .delivered, .relayed, .expanded: return nil
        case .delayed: return .delayed
        case .failed: break
        }
        if hard == true { return .permanent }
        switch status?.class {
        case .permanentFailure: return reason == .expired ? .transient : .permanent
        case .persistentTransientFailure: return .transient
        case .success, nil: return reason.isTransientByNature ? .transient : .permanent
        }
    }

    /// What it means for a lead whose mail this was, once the report is matched to a message sent.
    public var lead: LeadEffect {
        switch action {
        case .delayed: return .unchanged
        case .delivered, .relayed, .expanded: return reason == .feedback ? .unsubscribed : .unchanged
        case .failed: break
        }
        if hard == true { return .bounced }
        if reason == .vacation { return .unchanged }
        return blame == .sender ? .hasErrors : .counted
    }
}

/// What a report does to a lead (`lead-stages.md` §12). A report that matches nothing sent does nothing.
public enum LeadEffect: String, Hashable, Sendable {
    /// The address is no good: the stage becomes Bounced.
    case bounced
    /// One failure of a kind that may pass: counted, and Bounced at the limit.
    case counted
    /// The fault is ours: the address stays clean, the enrollment waits with an error.
    case hasErrors = "has_errors"
    /// Somebody pressed "this is spam".
    case unsubscribed
    case unchanged
}

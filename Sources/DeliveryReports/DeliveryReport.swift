/// A message that reports on another message: what became of it, or what its recipient did with it.
public struct DeliveryReport: Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// Delivery failed for one recipient at least.
        case failure
        /// Late, and still being tried.
        case delay
        /// Delivered, relayed to a server that sends no reports, or expanded to a list.
        case success
        /// A feedback report (RFC 5965); `feedbackType` says of what.
        case feedback
        /// A message disposition notification (RFC 8098), as a rule a read receipt.
        case disposition
        /// An answer to an invitation (RFC 6047).
        case calendarAnswer = "calendar_answer"
    }

    public enum CalendarAnswer: String, Hashable, Sendable {
        case accepted, tentative, declined
    }

    public let kind: Kind
    /// In the order of the report, each address once. Empty where the report names none (or redacts them).
    public let recipients: [ReportedRecipient]
    public let reportingMTA: String?
    /// Lower case: `abuse`, `fraud`, `virus`, `other`, `not-spam`, `auth-failure`, `opt-out`.
    public let feedbackType: String?
    /// Lower case: `displayed`, `deleted`, `dispatched`, `processed`.
    public let dispositionType: String?
    public let calendarAnswer: CalendarAnswer?
    /// The Message-IDs of the message reported on, without angle brackets, the surest first.
    public let originalMessageIDs: [String]
    /// Those that the returned message itself bears: what a forger cannot know.
    public let returnedMessageIDs: [String]
    /// The part that holds the returned message or its header.
    public let returnedPart: Int?
    /// To and Cc of the returned message.
    public let returnedRecipients: [String]
    /// From of the returned message.
    public let returnedSenders: [String]
    /// Subject of the returned message.
    public let returnedSubject: String?
    /// What the report says to people, without the returned message: the text that rules about reasons read.
    public let explanation: String
    /// True when machine-readable fields say it, false when it was read from text written for people.
    public let isMachineReadable: Bool
    /// Never empty.
    public let evidence: [ReportEvidence]
    public let defects: [ReportDefect]

    public init(
        kind: Kind, recipients: [ReportedRecipient] = [], reportingMTA: String? = nil,
        feedbackType: String? = nil, dispositionType: String? = nil, calendarAnswer: CalendarAnswer? = nil,
        originalMessageIDs: [String] = [], returnedMessageIDs: [String] = [], returnedPart: Int? = nil,
        returnedRecipients: [String] = [],
        returnedSenders: [String] = [], returnedSubject: String? = nil, explanation: String = "",
        isMachineReadable: Bool = true, evidence: [ReportEvidence], defects: [ReportDefect] = []
    ) {
        self.kind = kind
        self.recipients = recipients
        self.reportingMTA = reportingMTA
        self.feedbackType = feedbackType
        self.dispositionType = dispositionType
        self.calendarAnswer = calendarAnswer
        self.originalMessageIDs = originalMessageIDs
        self.returnedMessageIDs = returnedMessageIDs
        self.returnedPart = returnedPart
        self.returnedRecipients = returnedRecipients
        self.returnedSenders = returnedSenders
        self.returnedSubject = returnedSubject
        self.explanation = explanation
        self.isMachineReadable = isMachineReadable
        self.evidence = evidence
        self.defects = defects
    }
}

/// A fault in a report that was read all the same.
public struct ReportDefect: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case badStatus = "bad_status"
        case missingStatus = "missing_status"
        case missingAction = "missing_action"
        case unknownAction = "unknown_action"
        case missingRecipient = "missing_recipient"
        case addressWithoutAt = "address_without_at"
        case tooManyRecipients = "too_many_recipients"
    }

    public let kind: Kind
    public let part: Int

    public init(kind: Kind, part: Int) {
        self.kind = kind
        self.part = part
    }
}

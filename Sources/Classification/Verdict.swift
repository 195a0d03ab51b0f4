import CalendarTime
import DeliveryReports
import ReplyText

/// What a message is, why, and the facts that the pipeline acts on.
public struct Verdict: Sendable {
    public var kind: Kind
    /// Only of `auto_reply`.
    public var subkind: Subkind?
    /// Only of `reply`.
    public var intent: Intent?
    /// 0...1: how sure the kind is, from the margin over the runner-up.
    public var confidence: Double
    public var runnerUp: RunnerUp?
    /// BCP 47 tag of the visible text.
    public var language: String?
    /// Never empty.
    public var evidence: [Evidence]
    /// What a person wrote; nil for kinds that are reports.
    public var visibleReply: String?
    /// The first day back, of `out_of_office`.
    public var returnDate: CivilDate?
    public var returnDateEvidence: Evidence?
    /// False where the date was read from something vague or from an order of day and month that had to be guessed.
    public var returnDateIsCertain: Bool
    /// Every recipient that a report names, each with its action.
    public var recipients: [ReportedRecipient]
    public var reportingMTA: String?
    /// A report about a message that our side cannot have sent (only where own domains are given).
    public var forged: Bool
    /// The address whose removal somebody else asks for.
    public var otherUnsubscribe: String?
    /// Of the intent `not_now`.
    public var notNowUntil: CivilDate?
    /// The Message-ID, without angle brackets, of the sent message that this one is about.
    public var inReplyTo: String?
    /// Every Message-ID the message may be about, without angle brackets, the best first.
    public var referredMessageIDs: [String]
    public var newContact: String?
    public var newAddress: String?
    public var authentication: AuthenticationVerdict?
    /// A clear opt-out in the text its author wrote, whatever the kind.
    public var optOut: Bool
    public var needsReview: Bool
    /// The machine-readable report, if the message is one.
    public var report: DeliveryReport?
    /// The author's own text, whatever the kind.
    public var ownText: String
    /// What the classifier decoded on its way, for those who show the message as well.
    public var heading: MessageHeading?
    public var decodedPlain: DecodedText?
    /// A machine wrote it, as far as the structure tells.
    public var isAutomatic: Bool
    /// Ids of all rules that matched, whatever they argued for; ascending.
    public var matchedRules: [String]
    public var rulesVersion: String

    public init(kind: Kind, rulesVersion: String) {
        self.kind = kind
        self.rulesVersion = rulesVersion
        confidence = 0
        evidence = []
        matchedRules = []
        returnDateIsCertain = false
        recipients = []
        forged = false
        referredMessageIDs = []
        optOut = false
        needsReview = true
        ownText = ""
        isAutomatic = false
    }
}

/// The kind that came second.
public struct RunnerUp: Hashable, Sendable {
    public let kind: Kind
    /// 0...1, what its evidence alone would have given.
    public let confidence: Double
    /// Why it lost.
    public let why: String

    public init(kind: Kind, confidence: Double, why: String) {
        self.kind = kind
        self.confidence = confidence
        self.why = why
    }
}

/// Results of a trusted `Authentication-Results` field (RFC 8601): `pass`, `fail`, `none`, …, nil where not named.
public struct AuthenticationVerdict: Hashable, Sendable {
    public var spf: String?
    public var dkim: String?
    public var dmarc: String?

    public init(spf: String?, dkim: String?, dmarc: String?) {
        self.spf = spf
        self.dkim = dkim
        self.dmarc = dmarc
    }
}

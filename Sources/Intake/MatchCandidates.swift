import CalendarTime
import LeadStages

/// What the store found for `MatchKeys`: plain values, in no order that matters.
///
/// `leads` holds every lead that a key names, by address or through one of its sends; `enrollments` every enrollment of
/// these leads; `sends` every send that a key names, and the sends of these leads since `recentSends` before the
/// message was received.
public struct MatchCandidates: Hashable, Sendable {
    public var sends: [KnownSend]
    public var leads: [KnownLead]
    public var enrollments: [KnownEnrollment]
    /// Addresses and aliases of our own accounts.
    public var ownAddresses: [String]

    public init(
        sends: [KnownSend] = [], leads: [KnownLead] = [], enrollments: [KnownEnrollment] = [],
        ownAddresses: [String] = []
    ) {
        self.sends = sends
        self.leads = leads
        self.enrollments = enrollments
        self.ownAddresses = ownAddresses
    }
}

/// One mail that we sent, or that an outside sender told us of.
public struct KnownSend: Hashable, Sendable {
    public let id: Int64
    public let enrollment: Int64
    public let lead: Int64
    /// Address of the account that sent it.
    public let mailbox: String
    public let recipient: String
    /// Without angle brackets.
    public let messageID: String?
    public let token: String?
    /// As `SubjectLine.core`.
    public let subject: String?
    /// As `TextFingerprint.lines` gives it: the first long line.
    public let fingerprint: String?
    public let step: String?
    public let sentAt: Instant

    public init(
        id: Int64, enrollment: Int64, lead: Int64, mailbox: String, recipient: String, messageID: String?,
        token: String? = nil, subject: String? = nil, fingerprint: String? = nil, step: String? = nil,
        sentAt: Instant
    ) {
        self.id = id
        self.enrollment = enrollment
        self.lead = lead
        self.mailbox = mailbox
        self.recipient = recipient
        self.messageID = messageID
        self.token = token
        self.subject = subject
        self.fingerprint = fingerprint
        self.step = step
        self.sentAt = sentAt
    }
}

public struct KnownLead: Hashable, Sendable {
    public let id: Int64
    /// Main address first, then alternates.
    public let addresses: [String]
    /// Company id or domain; nil when unknown or a free-mail domain.
    public let company: String?

    public init(id: Int64, addresses: [String], company: String? = nil) {
        self.id = id
        self.addresses = addresses
        self.company = company
    }
}

public struct KnownEnrollment: Hashable, Sendable {
    public let id: Int64
    public let lead: Int64
    public let campaign: Int64
    public let settings: CampaignSettings

    public init(id: Int64, lead: Int64, campaign: Int64, settings: CampaignSettings) {
        self.id = id
        self.lead = lead
        self.campaign = campaign
        self.settings = settings
    }
}

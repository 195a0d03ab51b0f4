/// How a message was matched to a lead: the smaller, the surer.
public enum MatchLevel: Int, Comparable, Hashable, Sendable, CaseIterable {
    /// Own token in a VERP or plus address, or in the answer to List-Unsubscribe.
    case token = 1
    /// Message-ID in the returned message of a report equal to an own send.
    case reportedMessage
    /// In-Reply-To, then References newest first, equal to an own send, and the receiving account took part.
    case thread
    /// From (or the failed recipient of a bounce) is a lead with a recent send from this account: inferred.
    case address
    /// Reply-To, Sender, X-Forwarded-For, Resent-From: candidates only.
    case otherSender
    /// Subject and quoted own text: candidates only.
    case quotedText
    case unmatched

    public static func < (left: MatchLevel, right: MatchLevel) -> Bool { left.rawValue < right.rawValue }

    /// Proved by something that only the recipient of our mail knows.
    public var isProof: Bool { self <= .thread }
    /// A person has to confirm it.
    public var isCandidateOnly: Bool { self == .otherSender || self == .quotedText }
}

/// What a message was matched to.
public struct MatchResult: Hashable, Sendable {
    public let level: MatchLevel
    /// The enrollments it concerns; several only for a report about several recipients.
    public let hits: [MatchHit]
    /// Who it may concern when a person has to decide; sorted lead ids.
    public let candidateLeads: [Int64]
    /// It is one of our own mails and concerns nobody.
    public let isOwn: Bool
    /// Why it stayed undecided, in a stable word for the trace: `receiving_account_not_in_thread` …
    public let remarks: [String]

    public init(
        level: MatchLevel, hits: [MatchHit] = [], candidateLeads: [Int64] = [], isOwn: Bool = false,
        remarks: [String] = []
    ) {
        self.level = level
        self.hits = hits
        self.candidateLeads = candidateLeads
        self.isOwn = isOwn
        self.remarks = remarks
    }

    public static let own = MatchResult(level: .unmatched, isOwn: true)

    /// Level 4: plausible, and said so wherever it is shown.
    public var isInferred: Bool { level == .address }
}

/// One enrollment that a message concerns.
public struct MatchHit: Hashable, Sendable {
    public let lead: Int64
    public let enrollment: Int64
    /// The send it answers or reports on.
    public let send: Int64?
    public let step: String?
    /// Address that we wrote to.
    public let mailedAddress: String
    /// Index into `Verdict.recipients` for a report about this recipient.
    public let recipient: Int?
    public let level: MatchLevel

    public init(
        lead: Int64, enrollment: Int64, send: Int64?, step: String?, mailedAddress: String,
        recipient: Int? = nil,
        level: MatchLevel
    ) {
        self.lead = lead
        self.enrollment = enrollment
        self.send = send
        self.step = step
        self.mailedAddress = mailedAddress
        self.recipient = recipient
        self.level = level
    }
}

import CalendarTime
import Classification
import DeliveryReports
import LeadStages
import MailFormat

/// What a provider tells by a notification or its interface, in the words of section 12 of the lead stages: decided by
/// the same code as a report that comes by mail.
public struct ProviderEvent: Hashable, Sendable {
    /// The provider's own id of the event: makes it harmless when it comes again.
    public let id: String
    public let signal: Signal
    public let way: Signal.Way
    public let recipient: String
    /// Of the mail it is about, without angle brackets.
    public let messageID: String?
    /// `5.1.1`; nil where the provider gives none.
    public let status: String?
    /// Account that sent the mail, where the provider says it.
    public let mailbox: String
    public let at: Instant

    public init(
        id: String, signal: Signal, way: Signal.Way, recipient: String, messageID: String?,
        status: String? = nil, mailbox: String = "", at: Instant
    ) {
        self.id = id
        self.signal = signal
        self.way = way
        self.recipient = recipient
        self.messageID = messageID
        self.status = status
        self.mailbox = mailbox
        self.at = at
    }

    /// Stands where the version of the rules stands in a verdict of ours.
    static let rulesVersion = "provider"

    public var keys: MatchKeys {
        MatchKeys(reportedIDs: messageID.map { [$0] } ?? [], recipients: [recipient])
    }

    /// Nil for a signal that says nothing by itself: an inbound mail is classified as a mail.
    public func decide(candidates: MatchCandidates, settings: IntakeSettings = .init()) -> IntakeDecision? {
        guard let verdict else { return nil }
        let mail = InboundMail(
            message: Message([]), identity: MailIdentity(content: id, logical: "provider:\(id)"),
            mailbox: mailbox, receivedAt: at, source: way == .proven ? .signed : .sharedSecret)
        let match = Matching(mail, verdict, keys: keys, candidates: candidates, settings: settings).match()
        return Decider.decide(mail, verdict, match: match, candidates: candidates, settings: settings)
    }

    /// The same words that a report would have been read to.
    private var verdict: Verdict? {
        switch signal {
        case .hardBounce, .providerSuppressed: report(.bounce, .failed, .userunknown)
        // Without a status a temporary failure may be anything, an absence too: logged, not counted.
        case .softBounce:
            status == nil ? report(.delay, .delayed, .undefined) : report(.bounce, .failed, .undefined)
        case .delayed: report(.delay, .delayed, .undefined)
        case .blocked, .contentBlocked: report(.bounce, .failed, .blocked)
        case .complaint: report(.complaint, .failed, .feedback)
        case .unsubscribe: report(.unsubscribe, .failed, .feedback)
        case .autoReply, .resubscribe, .inboundMail: nil
        }
    }

    private func report(_ kind: Kind, _ action: ReportedRecipient.Action, _ reason: Reason) -> Verdict {
        var verdict = Verdict(kind: kind, rulesVersion: Self.rulesVersion)
        verdict.confidence = 1
        verdict.needsReview = false
        verdict.isAutomatic = true
        verdict.optOut = kind == .unsubscribe
        verdict.recipients = [
            ReportedRecipient(
                address: recipient, action: action, status: status.flatMap { EnhancedStatusCode($0) },
                statusText: status, reason: reason)
        ]
        verdict.evidence = [
            Evidence(
                rule: "provider.\(signal.rawValue)", field: "report", start: 0, length: 0, text: status ?? "",
                weight: 0)
        ]
        return verdict
    }
}

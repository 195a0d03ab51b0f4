import CalendarTime
import Classification
import DeliveryReports
import LeadStages

/// Finds whom a message concerns: levels 1 to 7, the surest that gives an answer.
///
/// Pure: the store has looked up the keys; the answer does not depend on the order of what it found.
public struct Matching {
    let mail: InboundMail
    let verdict: Verdict
    let keys: MatchKeys
    let settings: IntakeSettings
    let index: CandidateIndex

    public init(
        _ mail: InboundMail, _ verdict: Verdict, keys: MatchKeys, candidates: MatchCandidates,
        settings: IntakeSettings = .init()
    ) {
        self.init(
            mail, verdict, keys: keys,
            index: CandidateIndex(candidates, others: keys.addresses + [mail.mailbox]), settings: settings)
    }

    init(
        _ mail: InboundMail, _ verdict: Verdict, keys: MatchKeys, index: CandidateIndex,
        settings: IntakeSettings
    ) {
        self.mail = mail
        self.verdict = verdict
        self.keys = keys
        self.settings = settings
        self.index = index
    }

    public func match() -> MatchResult {
        if isOwn { return .own }
        if verdict.kind.isReport, !verdict.recipients.isEmpty || verdict.kind != .receipt {
            return matchReport()
        }
        var remarks: [String] = []
        if let send = bySend(keys.tokens.flatMap { index.sends(token: $0) }) {
            return MatchResult(level: .token, hits: [hit(send, .token)])
        }
        for id in keys.reportedIDs {
            guard let send = bySend(index.sends(messageID: id)) else { continue }
            return MatchResult(level: .reportedMessage, hits: [hit(send, .reportedMessage)])
        }
        for id in keys.threadIDs {
            guard let send = bySend(index.sends(messageID: id)) else { continue }
            if index.tookPart(mail.mailbox, inThreadOf: send) {
                return MatchResult(level: .thread, hits: [hit(send, .thread)])
            }
            remarks = ["receiving_account_not_in_thread"]
        }
        return matchByAddress(remarks)
    }

    /// Our own mail is never an answer, wherever it is found.
    private var isOwn: Bool {
        mail.folder.isOwn || keys.from.contains { index.isOwn($0) }
    }

    /// Level 4 for what a person or the robot of a person writes, then the levels that only propose.
    private func matchByAddress(_ remarks: [String]) -> MatchResult {
        let leads = index.leads(withAnyOf: keys.from)
        let recent = leads.compactMap { lead in
            latestSend(to: lead, days: settings.recentSendDays, address: nil).map { (lead, $0) }
        }
        if recent.count == 1 {
            return MatchResult(level: .address, hits: [hit(recent[0].1, .address)], remarks: remarks)
        }
        if recent.count > 1 {
            return MatchResult(
                level: .otherSender, candidateLeads: recent.map(\.0).sorted(),
                remarks: remarks + ["several_leads"])
        }
        if !leads.isEmpty {
            return MatchResult(
                level: .otherSender, candidateLeads: leads, remarks: remarks + ["no_recent_send"])
        }
        let others = index.leads(withAnyOf: keys.otherSenders)
        if !others.isEmpty {
            return MatchResult(level: .otherSender, candidateLeads: others, remarks: remarks)
        }
        let quoted = index.leads(quotedIn: keys, mailbox: mail.mailbox)
        if !quoted.isEmpty {
            return MatchResult(level: .quotedText, candidateLeads: quoted, remarks: remarks)
        }
        return MatchResult(level: .unmatched, remarks: remarks)
    }

    /// The one enrollment a set of sends speaks for: of several sends the latest before the message, ties by id.
    private func bySend(_ sends: [KnownSend]) -> KnownSend? { Self.latest(sends) }

    static func latest(_ sends: [KnownSend]) -> KnownSend? {
        sends.max { ($0.sentAt, $0.id) < ($1.sentAt, $1.id) }
    }

    /// The latest send to a lead from the receiving account, not after the message was received.
    func latestSend(to lead: Int64, days: Int, address: String?) -> KnownSend? {
        let earliest = mail.receivedAt.adding(seconds: -Int64(days) * 86_400)
        let wanted = address.map(index.wide)
        return Self.latest(
            index.sends(lead: lead).filter { send in
                send.sentAt >= earliest && send.sentAt <= mail.receivedAt
                    && index.isSame(send.mailbox, mail.mailbox)
                    && (wanted == nil || wanted == index.wide(send.recipient))
            })
    }

    func hit(_ send: KnownSend, _ level: MatchLevel, recipient: Int? = nil) -> MatchHit {
        MatchHit(
            lead: send.lead, enrollment: send.enrollment, send: send.id, step: send.step,
            mailedAddress: send.recipient, recipient: recipient, level: level)
    }
}

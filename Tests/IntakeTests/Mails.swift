import CalendarTime
import Classification
import DeliveryReports
import Intake
import LeadStages
import MailFormat

/// The setting of the tables: one campaign mail to Anna from mia@, a second campaign, and Bob, who was mailed by tom@.
enum Setting {
    static let mia = "mia@outreach.northwind.example"
    static let tom = "tom@outreach.northwind.example"
    static let received = instant("2026-03-04T09:00:00Z")

    static func instant(_ text: String) -> Instant { Instant(iso8601: text) ?? Instant(seconds: 0) }

    static let candidates = MatchCandidates(
        sends: [
            send(
                1, enrollment: 11, lead: 1, mia, "anna@firm.example", "slc.1@northwind.example", "2026-03-02"),
            send(
                2, enrollment: 11, lead: 1, mia, "anna@firm.example", "slc.2@northwind.example", "2026-03-03"),
            send(
                3, enrollment: 21, lead: 2, tom, "bob@firm.example", "slc.3@northwind.example", "2026-02-01"),
            send(
                4, enrollment: 12, lead: 1, tom, "anna@firm.example", "slc.4@northwind.example", "2026-01-02"),
        ],
        leads: [
            KnownLead(
                id: 1, addresses: ["anna@firm.example", "anna.b@private.example"], company: "firm.example"),
            KnownLead(id: 2, addresses: ["bob@firm.example"], company: "firm.example"),
        ],
        enrollments: [
            KnownEnrollment(id: 11, lead: 1, campaign: 1, settings: CampaignSettings()),
            KnownEnrollment(id: 12, lead: 1, campaign: 2, settings: CampaignSettings()),
            KnownEnrollment(id: 21, lead: 2, campaign: 1, settings: CampaignSettings()),
        ],
        ownAddresses: [mia, tom])

    private static func send(
        _ id: Int64, enrollment: Int64, lead: Int64, _ mailbox: String, _ recipient: String,
        _ messageID: String, _ day: String
    ) -> KnownSend {
        KnownSend(
            id: id, enrollment: enrollment, lead: lead, mailbox: mailbox, recipient: recipient,
            messageID: messageID, token: "tok\(id)", subject: "quick question",
            fingerprint: TextFingerprint.lines(of: ourText).first, step: "1", sentAt: instant(day))
    }

    static let ourText = "we help teams like yours to answer every mail within an hour"

    static func mail(_ header: String, mailbox: String = mia, folder: MailFolder = .inbox) -> InboundMail {
        let text = header.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\r\n")
        return InboundMail(
            message: Message(Array((text + (text.contains("\r\n\r\n") ? "" : "\r\n\r\nHello.\r\n")).utf8)),
            identity: MailIdentity(content: "c", logical: "m1"), mailbox: mailbox, folder: folder,
            receivedAt: received)
    }

    static func verdict(_ kind: Kind, _ change: (inout Verdict) -> Void = { _ in }) -> Verdict {
        var verdict = Verdict(kind: kind, rulesVersion: "test")
        verdict.confidence = 1
        verdict.needsReview = false
        change(&verdict)
        return verdict
    }

    static func failed(
        _ address: String, _ status: String = "5.1.1", _ reason: Reason = .userunknown
    ) -> ReportedRecipient {
        ReportedRecipient(
            address: address, action: .failed, status: EnhancedStatusCode(status), statusText: status,
            reason: reason)
    }

    static func match(_ mail: InboundMail, _ verdict: Verdict) -> MatchResult {
        Matching(mail, verdict, keys: MatchKeys(mail, verdict), candidates: candidates).match()
    }

    static func decide(
        _ mail: InboundMail, _ verdict: Verdict, settings: IntakeSettings = .init(),
        candidates: MatchCandidates = candidates
    ) -> IntakeDecision {
        Decider.decide(
            mail, verdict, keys: MatchKeys(mail, verdict), candidates: candidates, settings: settings)
    }
}

extension IntakeDecision {
    /// `enrollment event`, sorted: what tables compare.
    var eventNames: [String] {
        events.map { "\($0.enrollment) \($0.event.kind.name.rawValue)" }.sorted()
    }
}

import CalendarTime
import DeliveryReports
import MailFormat

extension Classifier {
    /// Recipients of one report whose words are read for a reason; the others keep that of their code.
    static let maximumRecipients = 500

    func fillReport(
        _ verdict: inout Verdict, _ message: Message, _ facts: MessageFacts, _ compiled: CompiledRules,
        without skipped: String?
    ) {
        guard let report = facts.report else { return }
        verdict.report = report
        verdict.reportingMTA = report.reportingMTA
        for piece in report.evidence {
            verdict.evidence.append(
                Evidence(
                    rule: piece.what, field: piece.field, start: piece.start, length: piece.length,
                    text: piece.text,
                    weight: 0))
        }
        guard verdict.kind.isReport, verdict.kind != .receipt else { return }
        let reasons = ReasonReader(rules: compiled, facts: facts, skipped: skipped)
        for recipient in report.recipients.prefix(Self.maximumRecipients) {
            let read = reasons.read(recipient, alone: report.recipients.count == 1)
            verdict.recipients.append(read.recipient)
            for piece in read.evidence where !verdict.evidence.contains(piece) {
                verdict.evidence.append(piece)
            }
            for id in read.matched where !verdict.matchedRules.contains(id) {
                verdict.matchedRules.append(id)
            }
        }
        verdict.recipients += report.recipients.dropFirst(Self.maximumRecipients)
        verdict.forged = isForged(report)
    }

    /// A report about a message that our side cannot have sent. A forger knows our address, but not the Message-IDs we
    /// give: where the returned message bears one, it decides, unless a service that sends for others gave it.
    private func isForged(_ report: DeliveryReport) -> Bool {
        guard !settings.ownDomains.isEmpty else { return false }
        func hasOwn(_ names: [String]) -> Bool {
            names.contains { DomainName.isOwn(address: $0, settings.ownDomains) }
        }
        let named = report.originalMessageIDs + report.returnedSenders
        if named.isEmpty || hasOwn(report.originalMessageIDs) { return false }
        let borne = report.returnedMessageIDs.filter {
            !DomainName.isOwn(address: $0, Self.relabellingServices)
        }
        return !borne.isEmpty || !hasOwn(report.returnedSenders)
    }

    /// Services that put a Message-ID of their own over the sender's.
    static let relabellingServices = [
        "amazonses.com", "mail.gmail.com", "outlook.com", "sendgrid.net", "mailgun.org", "mailgun.net",
        "mandrillapp.com", "sparkpostmail.com", "mtasv.net", "mailjet.com", "sendinblue.com", "brevo.com",
        "icloud.com", "zoho.com",
    ]

    func fillDates(
        _ verdict: inout Verdict, _ dating: Dating, _ writer: EvidenceWriter
    ) {
        if verdict.kind == .outOfOffice, let found = dating.returnDate(writer.index) {
            verdict.returnDate = found.date
            verdict.returnDateIsCertain = found.certain
            verdict.returnDateEvidence = writer.write(
                found.range, segment: found.segment, rule: "return-date", weight: 0)
        }
        if verdict.intent == .notNow { verdict.notNowUntil = dating.firstAhead(writer.index)?.date }
    }

    func fillContacts(
        _ verdict: inout Verdict, _ run: RuleRun, _ facts: MessageFacts
    ) {
        let asksForOther = run.establishes(rules.compiled.otherUnsubscribeFact)
        guard asksForOther || Self.namesContact(verdict) else { return }
        let written = AddressesInText.find(in: facts.visibleUTF8).map(\.text)
        let addresses = written.filter { address in
            address.lowercased() != facts.senderAddress
                && !DomainName.isOwn(address: address, settings.ownDomains)
        }
        if asksForOther {
            verdict.otherUnsubscribe = addresses.first ?? written.first
        }
        switch (verdict.kind, verdict.subkind, verdict.intent) {
        case (.autoReply, .addressChange?, _): verdict.newAddress = addresses.first
        case (.autoReply, .leftCompany?, _), (.autoReply, .unmonitored?, _), (.reply, _, .referral?),
            (.outOfOffice, _, _):
            verdict.newContact = addresses.first
        default: break
        }
    }

    private static func namesContact(_ verdict: Verdict) -> Bool {
        verdict.kind == .autoReply || verdict.kind == .outOfOffice || verdict.intent == .referral
    }
}

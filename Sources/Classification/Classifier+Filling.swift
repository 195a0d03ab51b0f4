import CalendarTime
import DeliveryReports
import MailFormat

extension Classifier {
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
        verdict.recipients = report.recipients.map { reasons.read($0, alone: report.recipients.count == 1) }
        let named = report.originalMessageIDs + report.returnedSenders
        verdict.forged =
            !settings.ownDomains.isEmpty && !named.isEmpty
            && !named.contains { DomainName.isOwn(address: $0, settings.ownDomains) }
    }

    func fillDates(_ verdict: inout Verdict, _ dating: Dating, _ index: TextIndex, _ writer: EvidenceWriter) {
        if verdict.kind == .outOfOffice, let found = dating.returnDate {
            verdict.returnDate = found.date
            verdict.returnDateIsCertain = found.certain
            verdict.returnDateEvidence = writer.write(
                found.range, segment: found.segment, rule: "return-date", weight: 0)
        }
        if verdict.intent == .notNow { verdict.notNowUntil = dating.firstAhead?.date }
    }

    func fillContacts(
        _ verdict: inout Verdict, _ run: RuleRun, _ index: TextIndex, _ facts: MessageFacts
    ) {
        let table = rules.compiled.decision
        let optOut = run.facts[table.optOutFact] ?? []
        verdict.optOut = optOut.contains { !$0.isWeak }
        let bytes = Array(facts.visibleReply.utf8)
        let addresses = AddressesInText.find(in: bytes).map(\.text).filter { address in
            address.lowercased() != facts.senderAddress
                && !DomainName.isOwn(address: address, settings.ownDomains)
        }
        if run.facts[table.otherUnsubscribeFact] != nil {
            verdict.otherUnsubscribe =
                addresses.first ?? AddressesInText.find(in: bytes).first?.text
        }
        switch (verdict.kind, verdict.subkind, verdict.intent) {
        case (.autoReply, .addressChange?, _): verdict.newAddress = addresses.first
        case (.autoReply, .leftCompany?, _), (.autoReply, .unmonitored?, _), (.reply, _, .referral?),
            (.outOfOffice, _, _):
            verdict.newContact = addresses.first
        default: break
        }
    }
}

/// The reason of a failure, by the words of the report: text says more than its code.
struct ReasonReader {
    let rules: CompiledRules
    let facts: MessageFacts
    let skipped: String?

    func read(_ recipient: ReportedRecipient, alone: Bool) -> ReportedRecipient {
        guard recipient.action == .failed || recipient.action == .delayed else { return recipient }
        if let diagnostic = recipient.diagnostic, let reason = reason(in: diagnostic) {
            return recipient.with(reason: reason)
        }
        if alone, let report = facts.report, !report.explanation.isEmpty,
            let reason = reason(in: report.explanation)
        {
            return recipient.with(reason: reason)
        }
        return recipient
    }

    /// The weightiest reason; a veto wins over every hard one.
    func reason(in text: String) -> Reason? {
        let index = TextIndex([TextPart(.report, text)], rules: rules)
        let evaluator = ConditionEvaluator(index: index, facts: facts, rules: rules, dates: [], language: nil)
        var points: [(reason: Reason, weight: Double, veto: Bool)] = []
        for compiled in rules.reasonRules where compiled.rule.id != skipped {
            guard let name = compiled.rule.argument.reason, let reason = Reason(rawValue: name),
                evaluator.evaluate(compiled.condition) != nil
            else { continue }
            if let place = points.firstIndex(where: { $0.reason == reason }) {
                points[place].weight += compiled.rule.weight
                points[place].veto = points[place].veto || compiled.rule.veto
            } else {
                points.append((reason, compiled.rule.weight, compiled.rule.veto))
            }
        }
        let candidates = points.contains { $0.veto } ? points.filter(\.veto) : points
        return candidates.max { ($0.weight, $1.reason.rawValue) < ($1.weight, $0.reason.rawValue) }?.reason
    }
}

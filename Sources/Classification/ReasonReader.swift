import DeliveryReports

/// The reason of a failure, by the words of the report: text says more than its code.
struct ReasonReader {
    struct Result {
        let recipient: ReportedRecipient
        var evidence: [Evidence] = []
        var matched: [String] = []
    }

    let rules: CompiledRules
    let facts: MessageFacts
    let skipped: String?

    /// Bytes of a diagnostic that are read.
    static let maximumBytes = 8_192

    /// `alone`: the report is about this recipient only, so that its explanation is about it too.
    func read(_ recipient: ReportedRecipient, alone: Bool) -> Result {
        guard recipient.action == .failed || recipient.action == .delayed else {
            return Result(recipient: recipient)
        }
        var texts = [recipient.diagnostic ?? ""]
        if alone { texts.append(facts.report?.explanation ?? "") }
        for text in texts where !text.isEmpty {
            let found = reason(in: text)
            if let reason = found.reason {
                return Result(
                    recipient: recipient.with(reason: reason), evidence: found.evidence,
                    matched: found.matched)
            }
        }
        return Result(recipient: recipient)
    }

    /// The weightiest reason; one with a veto wins over every one without.
    private func reason(in text: String) -> (reason: Reason?, evidence: [Evidence], matched: [String]) {
        let bytes = Array(text.utf8.prefix(Self.maximumBytes))
        let index = TextIndex([TextPart(.report, bytes, [0..<bytes.count])], rules: rules)
        var evaluator = ConditionEvaluator(
            index: index, facts: facts, rules: rules, dates: [], language: nil)
        let writer = EvidenceWriter(index: index, facts: facts, showsReply: false)
        var points: [(reason: Reason, weight: Double, veto: Bool)] = []
        var evidence: [(reason: Reason, piece: Evidence)] = []
        var matched: [String] = []
        for compiled in rules.reasonRules where compiled.rule.id != skipped {
            guard let name = compiled.rule.argument.reason, let reason = Reason(rawValue: name),
                evaluator.mayHold(compiled.needs), let findings = evaluator.evaluate(compiled.condition)
            else { continue }
            matched.append(compiled.rule.id)
            if let first = findings.first {
                evidence.append((reason, writer.write(first, compiled.rule)))
            }
            if let place = points.firstIndex(where: { $0.reason == reason }) {
                points[place].weight += compiled.rule.weight
                points[place].veto = points[place].veto || compiled.rule.veto
            } else {
                points.append((reason, compiled.rule.weight, compiled.rule.veto))
            }
        }
        let candidates = points.contains { $0.veto } ? points.filter(\.veto) : points
        let best = candidates.max { ($0.weight, $1.reason.rawValue) < ($1.weight, $0.reason.rawValue) }?
            .reason
        return (best, evidence.filter { $0.reason == best }.map(\.piece), matched)
    }
}

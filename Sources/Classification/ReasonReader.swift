import DeliveryReports

/// The reason of a failure: the words of the report, the dialogue around them, and the code, weighed together.
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
    /// Words of this weight are an answer, and what else the report says is not looked at.
    static let someWords = 1.3
    /// What a code weighs beside words: more than vague ones, less than plain ones.
    static let statusWeight = 2.5
    static let replyWeight = 1.5
    static let actionWeight = 0.5

    /// `alone`: the report is about this recipient only, so that its explanation is about it too.
    func read(_ recipient: ReportedRecipient, alone: Bool) -> Result {
        guard recipient.action == .failed || recipient.action == .delayed else {
            return Result(recipient: recipient)
        }
        var texts = [recipient.diagnostic ?? "", recipient.words ?? ""]
        if alone { texts.append(facts.report?.explanation ?? "") }
        let dialogue = Self.dialogue(recipient)
        var best: Points?
        for text in texts where !text.isEmpty {
            guard let found = points(in: text, dialogue).best else { continue }
            if found.words > best?.words ?? 0 { best = found }
            if found.words >= Self.someWords || found.veto { break }
        }
        guard let best,
            best.words + codeWeight(of: best.reason, recipient) >= codeWeight(recipient) || best.veto
        else { return Result(recipient: recipient) }
        return Result(
            recipient: recipient.with(reason: best.reason), evidence: best.evidence, matched: best.matched)
    }

    /// What rules find under `in: smtp`, one fact a line. A class alone (`5.0.0`) says nothing and is told as such.
    private static func dialogue(_ recipient: ReportedRecipient) -> String {
        var lines: [String] = []
        if let host = recipient.speaker { lines.append("host \(host)") }
        if let at = recipient.address.lastIndex(of: "@") {
            lines.append("domain \(recipient.address[recipient.address.index(after: at)...])")
        }
        if let step = recipient.step { lines.append("step \(step.rawValue)") }
        if let reply = recipient.smtpReply { lines.append("reply \(reply)") }
        if let status = recipient.status {
            lines.append(status.saysClassOnly ? "class \(status.class.rawValue)" : "status \(status)")
        }
        return lines.joined(separator: "\n")
    }

    /// `unknown@spam.example` says nothing of users or spam: addresses become blanks, so that offsets stay.
    private static func withoutAddresses(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0x40) else { return bytes }
        var out = bytes
        for address in AddressesInText.find(in: bytes) {
            for place in address.range { out[place] = 0x20 }
        }
        return out
    }

    private func codeWeight(_ recipient: ReportedRecipient) -> Double {
        if recipient.reason == .undefined { return 0 }
        if let status = recipient.status, !status.saysClassOnly { return Self.statusWeight }
        return recipient.smtpReply == nil ? Self.actionWeight : Self.replyWeight
    }

    private func codeWeight(of reason: Reason, _ recipient: ReportedRecipient) -> Double {
        reason == recipient.reason ? codeWeight(recipient) : 0
    }

    /// What the rules of one reason make of one text.
    fileprivate struct Points {
        let reason: Reason
        var words = 0.0
        var veto = false
        var evidence: [Evidence] = []
        var matched: [String] = []
    }

    private func points(in text: String, _ dialogue: String) -> [Points] {
        let bytes = Self.withoutAddresses(Array(text.utf8.prefix(Self.maximumBytes)))
        let index = TextIndex(
            [TextPart(.report, bytes, [0..<bytes.count]), TextPart(.smtp, dialogue)], rules: rules,
            ownText: nil, phrases: rules.phrases.servers)
        var evaluator = ConditionEvaluator(
            index: index, facts: facts, rules: rules, dates: [], language: nil)
        let writer = EvidenceWriter(index: index, facts: facts, showsReply: false)
        var found: [Points] = []
        evaluator.signs().withUnsafeBufferPointer { signs in
            rules.forEachReasonRule(signs) { compiled, signs in
                if let skipped, compiled.rule.id == skipped { return }
                guard let findings = evaluator.evaluate(compiled.condition, signs),
                    let name = compiled.rule.argument.reason, let reason = Reason(rawValue: name)
                else { return }
                let place = found.firstIndex { $0.reason == reason } ?? found.count
                if place == found.count { found.append(Points(reason: reason)) }
                found[place].words += compiled.rule.weight
                found[place].veto = found[place].veto || compiled.rule.veto
                found[place].matched.append(compiled.rule.id)
                if let first = findings.first {
                    found[place].evidence.append(writer.write(first, compiled.rule))
                }
            }
        }
        return found
    }
}

extension [ReasonReader.Points] {
    /// The weightiest; one with a veto wins over every one without. Ties go to the name that sorts first.
    fileprivate var best: ReasonReader.Points? {
        let candidates = contains { $0.veto } ? filter(\.veto) : self
        return candidates.max { ($0.words, $1.reason.rawValue) < ($1.words, $0.reason.rawValue) }
    }
}

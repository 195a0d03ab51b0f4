import Classification
import MailFormat

/// The whole of a verdict for a person who asks why.
struct Explanation {
    let record: MessageRecord

    var text: String {
        let verdict = record.verdict
        var lines = [
            place,
            field(
                "kind", "\(VerdictSummary.kind(verdict)), \(VerdictSummary.percent(verdict.confidence)) sure"),
        ]
        lines.append(field("from", record.message.from.map(\.address).joined(separator: ", ")))
        lines.append(field("subject", record.message.subject ?? "none"))
        lines += because(verdict) + findings(verdict)
        if let reply = verdict.visibleReply {
            lines.append("  says")
            lines += PlainText.lines(reply).split(separator: "\n").map { "    | \($0)" }
        }
        if !record.message.defects.isEmpty {
            let kinds = Set(record.message.defects.map(\.kind.rawValue)).sorted()
            lines.append(field("defects", kinds.joined(separator: ", ")))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var place: String {
        PlainText.line(record.file) + (record.index.map { " [\($0)]" } ?? "")
    }

    private func because(_ verdict: Verdict) -> [String] {
        var lines = ["  because"]
        for evidence in verdict.evidence {
            let weight =
                evidence.weight == evidence.weight.rounded() && abs(evidence.weight) < 1e9
                ? "\(Int(evidence.weight))" : "\(evidence.weight)"
            let span = evidence.length > 0 ? " \(evidence.start)+\(evidence.length)" : ""
            let quoted = evidence.text.isEmpty ? "" : " \"\(PlainText.line(evidence.text))\""
            lines.append("    \(weight)  \(evidence.rule), \(PlainText.line(evidence.field))\(span)\(quoted)")
        }
        if let second = verdict.runnerUp {
            let share = VerdictSummary.percent(second.confidence)
            lines.append("  and not \(second.kind.rawValue) (\(share)): \(PlainText.line(second.why))")
        }
        return lines
    }

    private func findings(_ verdict: Verdict) -> [String] {
        var lines: [String] = []
        func add(_ name: String, _ value: String?) {
            if let value { lines.append(field(name, value)) }
        }
        add("language", verdict.language)
        for recipient in verdict.recipients { add("recipient", VerdictSummary.recipient(recipient)) }
        if let date = verdict.returnDate {
            let span = verdict.returnDateEvidence.map { ", from \"\($0.text)\"" } ?? ""
            add("back", "\(date)\(verdict.returnDateIsCertain ? "" : " (not certain)")\(span)")
        }
        add("not now", verdict.notNowUntil.map { "until \($0)" })
        add("about", verdict.inReplyTo.map { "<\($0)>" })
        add("new contact", verdict.newContact)
        add("new address", verdict.newAddress)
        add("remove", verdict.otherUnsubscribe)
        if let results = verdict.authentication {
            let named = [("spf", results.spf), ("dkim", results.dkim), ("dmarc", results.dmarc)]
            add(
                "sender",
                named.compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: " "))
        }
        if verdict.optOut && verdict.kind != .unsubscribe { add("opt-out", "asks to be left alone") }
        if verdict.needsReview { add("review", "a person should look at it") }
        return lines
    }

    private func field(_ name: String, _ value: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, 12 - name.count)) + PlainText.line(value)
    }
}

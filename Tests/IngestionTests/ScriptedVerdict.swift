import CalendarTime
import Classification
import DeliveryReports
import Ingestion
import MailFormat

/// Verdicts that the mail of a test names itself, in a header field, so that the pipeline is tested and not the rules:
/// `kind=bounce; failed=a@b.example 5.1.1 userunknown; about=id`.
enum ScriptedVerdict {
    static func source(version: String = "script-1", field: FieldName = "x-verdict") -> VerdictSource {
        VerdictSource(version: version) { message, _ in
            let script = message.fields(field).first ?? message.fields("x-verdict").first
            return verdict(script.map { message.unfolded($0) } ?? "kind=other", version)
        }
    }

    static func verdict(_ script: String, _ version: String) -> Verdict {
        var verdict = Verdict(kind: .other, rulesVersion: version)
        verdict.confidence = 0.9
        verdict.needsReview = false
        verdict.evidence = [
            Evidence(rule: "script.rule", field: "reply", start: 0, length: 4, text: "word", weight: 1)
        ]
        for item in script.split(separator: ";") {
            let pair = item.split(separator: "=", maxSplits: 1).map { $0.trimmed }
            guard pair.count == 2 else { continue }
            set(&verdict, pair[0], pair[1])
        }
        verdict.visibleReply = verdict.kind.isReport ? nil : "word of the person"
        return verdict
    }

    private static func set(_ verdict: inout Verdict, _ key: String, _ value: String) {
        switch key {
        case "kind": verdict.kind = Kind(rawValue: value) ?? .other
        case "subkind": verdict.subkind = Subkind(rawValue: value)
        case "intent": verdict.intent = Intent(rawValue: value)
        case "return":
            verdict.returnDate = CivilDate(iso8601: value)
            verdict.returnDateIsCertain = true
            verdict.returnDateEvidence = Evidence(
                rule: "date", field: "reply", start: 0, length: value.utf8.count, text: value, weight: 0)
        case "unsure": verdict.needsReview = true
        case "optout": verdict.optOut = true
        case "other": verdict.otherUnsubscribe = value
        case "contact": verdict.newContact = value
        case "about": verdict.referredMessageIDs.append(value)
        case "failed", "delayed", "delivered":
            let parts = value.split(separator: " ").map(String.init)
            verdict.recipients.append(
                ReportedRecipient(
                    address: parts[0], action: ReportedRecipient.Action(rawValue: key) ?? .failed,
                    status: parts.count > 1 ? EnhancedStatusCode(parts[1]) : nil,
                    statusText: parts.count > 1 ? parts[1] : nil,
                    reason: parts.count > 2 ? Reason(rawValue: parts[2]) ?? .undefined : .undefined))
        default: break
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

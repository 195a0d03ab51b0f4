import CalendarTime
import Ingestion
import Store

/// What a verdict says, in words.
enum VerdictText {
    static func kind(_ kind: String) -> String {
        switch kind {
        case "bounce": "Bounce"
        case "delay": "Delayed"
        case "delivered": "Delivered"
        case "complaint": "Complaint"
        case "out_of_office": "Out of office"
        case "auto_reply": "Automatic answer"
        case "unsubscribe": "Asks to be removed"
        case "reply": "Reply"
        case "receipt": "Receipt"
        default: "Something else"
        }
    }

    /// Of a subkind or an intent: `not_now` is "not now".
    static func words(_ name: String?) -> String? { name?.replacing("_", with: " ") }

    /// `Reply, meeting, 94%`
    static func line(_ verdict: StoredVerdict) -> String {
        [kind(verdict.kind), words(verdict.subkind ?? verdict.intent), PageText.percent(verdict.confidence)]
            .compactMap(\.self).joined(separator: ", ")
    }

    /// `out-of-office.back-on-date` is "Out of office: back on date".
    static func rule(_ id: String) -> String {
        if id == "human.correction" { return "A person corrected it" }
        let parts = id.split(separator: ".").map { $0.replacing("-", with: " ") }
        guard let first = parts.first?.first else { return id }
        let head = first.uppercased() + (parts.first?.dropFirst() ?? "")
        return parts.count > 1 ? "\(head): \(parts.dropFirst().joined(separator: ", "))" : head
    }

    static func place(_ field: String) -> String {
        switch field {
        case "subject": "subject"
        case "reply": "visible reply"
        case "body": "text"
        case "report": "report"
        case "structure": "form of the message"
        default: field.hasPrefix("header:") ? String(field.dropFirst("header:".count)) : field
        }
    }

    /// For `_evidence`.
    static func evidence(_ items: [VerdictDetail.Item]) -> [View] {
        items.enumerated().map { index, item in
            [
                "number": .number(index + 1), "description": .text(rule(item.rule)), "rule": .text(item.rule),
                "place": .text(place(item.field)), "quote": .text(String(item.text.prefix(300))),
                "weight": .text(item.weight == 0 ? nil : weight(item.weight)),
            ]
        }
    }

    static func weight(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }

    /// For `_verdict`.
    static func view(_ verdict: StoredVerdict, _ detail: VerdictDetail?) -> View {
        let author = verdict.actor == "rules" ? "rules \(verdict.rulesVersion)" : verdict.actor
        let decided: [View] = [["label": "Decided by", "value": .text(author)]]
        return [
            "kindLabel": .text(kind(verdict.kind)),
            "intentLabel": .text(words(verdict.subkind ?? verdict.intent)),
            "confidence": .text(PageText.percent(verdict.confidence)),
            "confidencePercent": .number(Int((verdict.confidence * 100).rounded())),
            "runnerUp": .text(
                detail?.runnerUp.map { "\(kind($0.kind).lowercased()), \(PageText.percent($0.confidence))" }),
            "runnerUpWhy": .text(detail?.runnerUp?.why),
            "facts": .list(detail.map { facts($0) + decided } ?? decided),
            "evidence": .list(evidence(detail?.evidence ?? [])),
        ]
    }

    static func facts(_ detail: VerdictDetail) -> [View] {
        var rows: [(String, String?)] = [
            ("Language", detail.language),
            (
                "Return date",
                detail.returnDate.map { date in detail.returnDateText.map { "\(date), from “\($0)”" } ?? date
                }
            ),
            ("Not now until", detail.notNowUntil), ("New contact", detail.newContact),
            ("New address", detail.newAddress), ("Asks for the removal of", detail.otherUnsubscribe),
            ("Forged", detail.forged ? "The message it is about cannot be ours" : nil),
        ]
        for recipient in detail.recipients.prefix(20) {
            let parts = [
                recipient.address, recipient.action, recipient.status, words(recipient.reason),
                recipient.hard.map { $0 ? "hard" : "soft" },
                recipient.diagnostic.map { String($0.prefix(300)) },
            ]
            rows.append(("Recipient", parts.compactMap(\.self).joined(separator: " · ")))
        }
        return rows.compactMap { label, value in value.map { ["label": .text(label), "value": .text($0)] } }
    }
}

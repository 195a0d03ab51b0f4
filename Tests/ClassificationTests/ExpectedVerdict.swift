import Classification
import DeliveryReports
import Foundation

/// Compares one key of an expected file with a verdict, as fixtures/README.md says.
enum ExpectedVerdict {
    /// Nil where they agree.
    static func difference(_ key: String, _ expected: Any, _ verdict: Verdict) -> String? {
        switch key {
        case "recipients": return recipients(expected, verdict)
        case "visible_reply":
            return same(key, blanks(expected as? String), blanks(verdict.visibleReply))
        case "forged": return same(key, expected as? Bool, verdict.forged)
        case "in_reply_to": return same(key, expected as? String, verdict.inReplyTo.map { "<\($0)>" })
        case "other_unsubscribe", "new_contact", "new_address":
            return same(key, (expected as? String)?.lowercased(), value(key, verdict)?.lowercased())
        case "kind", "subkind", "intent", "return_date", "not_now_until", "language":
            return same(key, expected as? String, value(key, verdict))
        default: return nil
        }
    }

    private static func value(_ key: String, _ verdict: Verdict) -> String? {
        switch key {
        case "kind": verdict.kind.rawValue
        case "subkind": verdict.subkind?.rawValue
        case "intent": verdict.intent?.rawValue
        case "return_date": verdict.returnDate?.description
        case "not_now_until": verdict.notNowUntil?.description
        case "language": verdict.language
        case "other_unsubscribe": verdict.otherUnsubscribe
        case "new_contact": verdict.newContact
        case "new_address": verdict.newAddress
        default: nil
        }
    }

    private static func same<T: Equatable>(_ key: String, _ expected: T?, _ actual: T?) -> String? {
        if expected == actual { return nil }
        return "\(key) is \(actual.map { "\($0)" } ?? "null") and not \(expected.map { "\($0)" } ?? "null")"
    }

    private static func blanks(_ text: String?) -> String? {
        text?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func recipients(_ expected: Any, _ verdict: Verdict) -> String? {
        guard let rows = expected as? [[String: Any]] else { return "recipients are no list" }
        guard rows.count == verdict.recipients.count else {
            return "recipients: \(verdict.recipients.map(\.address)) instead of \(rows.count)"
        }
        for row in rows {
            let address = (row["address"] as? String ?? "").lowercased()
            guard let found = verdict.recipients.first(where: { $0.address.lowercased() == address }) else {
                return "recipient \(address) is missing"
            }
            for key in row.keys.sorted() where key != "address" {
                let fault =
                    switch key {
                    case "status": same(key, row[key] as? String, found.statusText)
                    case "hard": same(key, row[key] as? Bool, found.hard)
                    case "action": same(key, row[key] as? String, found.action.rawValue)
                    case "reason": same(key, row[key] as? String, found.reason.rawValue)
                    case "smtp_reply": same(key, row[key] as? String, found.smtpReply)
                    default: Optional<String>.none
                    }
                if let fault { return "\(address): \(fault)" }
            }
        }
        return nil
    }
}

import CalendarTime
import Crypto
import DataFormats
import Foundation
import Store

/// One event as a request has it: the same id and the same bytes with each attempt.
public struct WebhookMessage: Hashable, Sendable {
    /// The receiver's key against doing things twice. Made of the event's id, which may hold a `.`.
    public let id: String
    public let body: [UInt8]

    /// - Parameter publicURL: of the web service; with it the event says where its trace is shown.
    public init(_ event: OutboxEvent, workspace: RowID<Workspace>, publicURL: String? = nil) {
        let hash = SHA256.hash(data: Data("sluice webhook \(workspace) \(event.eventID)".utf8))
        id = "msg_" + Hex.encode(hash.prefix(16))
        let members = [
            "\"type\":" + Self.quoted(event.topic),
            "\"timestamp\":" + Self.quoted(Self.timestamp(event.createdAt)),
            "\"data\":" + Self.data(event, publicURL),
        ]
        body = Array(("{" + members.joined(separator: ",") + "}").utf8)
    }

    /// The payload, a JSON object, with the id of the event and the page of its trace as its first members.
    private static func data(_ event: OutboxEvent, _ publicURL: String?) -> String {
        var first = "{\"event_id\":" + quoted(event.eventID)
        if let publicURL, let path = tracePath(event) {
            first += ",\"trace_url\":" + quoted(publicURL + path)
        }
        let rest = event.payload.dropFirst()
        return first + (rest == "}" ? "" : ",") + rest
    }

    /// The chain of evidence of the enrollment, or the conversation.
    private static func tracePath(_ event: OutboxEvent) -> String? {
        guard let payload = JSONTree(parsing: event.payload) else { return nil }
        let pages = [("enrollment", "/enrollments/"), ("opportunity", "/opportunities/")]
        for (member, path) in pages {
            if case .text(let id) = payload[member] { return path + id }
        }
        return nil
    }

    /// ISO 8601 in UTC with milliseconds.
    private static func timestamp(_ instant: Instant) -> String {
        let milliseconds = (instant.microseconds - instant.seconds * 1_000_000) / 1_000
        let digits = String(milliseconds)
        let whole = Instant(seconds: instant.seconds).iso8601.dropLast()
        return "\(whole).\(String(repeating: "0", count: 3 - digits.count))\(digits)Z"
    }

    /// A JSON string (RFC 8259 §7).
    private static func quoted(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "\"") { out, scalar in
            switch scalar {
            case "\"", "\\": out += "\\\(scalar)"
            case "\0"..<" ": out += "\\u00" + Hex.encode([UInt8(scalar.value)])
            default: out.unicodeScalars.append(scalar)
            }
        } + "\""
    }
}

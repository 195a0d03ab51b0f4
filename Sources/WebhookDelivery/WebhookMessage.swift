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

    public init(_ event: OutboxEvent, workspace: RowID<Workspace>) {
        let hash = SHA256.hash(data: Data("sluice webhook \(workspace) \(event.eventID)".utf8))
        id = "msg_" + Hex.encode(hash.prefix(16))
        let members = [
            "\"type\":" + Self.quoted(event.topic),
            "\"timestamp\":" + Self.quoted(Self.timestamp(event.createdAt)),
            "\"data\":" + Self.data(event),
        ]
        body = Array(("{" + members.joined(separator: ",") + "}").utf8)
    }

    /// The payload, a JSON object, with the id of the event as its first member.
    private static func data(_ event: OutboxEvent) -> String {
        let first = "{\"event_id\":" + quoted(event.eventID)
        let rest = event.payload.dropFirst()
        return first + (rest == "}" ? "" : ",") + rest
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

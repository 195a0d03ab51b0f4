import CalendarTime
import Foundation
import LeadStages

/// One line of a send file (JSON Lines): what an outside sender sent, or the error it met.
struct SendLine: Decodable {
    var messageID: String?
    var lead: String
    var campaign: String
    /// Position of the step, from 1.
    var step: Int?
    var mailbox: String?
    var sentAt: String?
    var subject: String?
    /// The text of the mail, or its first line: lets an answer without references be recognised.
    var text: String?
    var token: String?
    /// A code of `LeadErrorCode`: the mail was not sent.
    var error: String?

    enum CodingKeys: String, CodingKey {
        case lead, campaign, step, mailbox, subject, text, token, error
        case messageID = "message_id"
        case sentAt = "sent_at"
    }

    init(_ line: String) throws(ImportFault) {
        do {
            self = try JSONDecoder().decode(SendLine.self, from: Data(line.utf8))
        } catch DecodingError.keyNotFound(let key, _) {
            throw ImportFault(line: nil, "'\(key.stringValue)' is missing")
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
            let name = context.codingPath.last?.stringValue ?? "the line"
            throw ImportFault(line: nil, "'\(name)' has the wrong type")
        } catch {
            throw ImportFault(line: nil, "is no JSON object")
        }
    }

    /// Without angle brackets.
    var id: String? {
        let bare = messageID.map(Self.bare) ?? ""
        return bare.isEmpty ? nil : bare
    }

    /// A Message-ID without its angle brackets.
    static func bare(_ messageID: String) -> String {
        messageID.trimmingCharacters(in: CharacterSet(charactersIn: "<> \t"))
    }

    func time() throws(ImportFault) -> Instant {
        guard let sentAt else { throw ImportFault(line: nil, "'sent_at' is missing") }
        guard let time = Instant(iso8601: sentAt) else {
            throw ImportFault(line: nil, "'sent_at' is no ISO 8601 date: use 2026-03-02T08:00:00Z")
        }
        return time
    }

    func errorCode() throws(ImportFault) -> LeadErrorCode? {
        guard let error else { return nil }
        guard let code = LeadErrorCode(rawValue: error) else {
            throw ImportFault(
                line: nil,
                "'error' is none of \(LeadErrorCode.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return code
    }
}

import CalendarTime
import Classification
import Store

/// What is kept of a verdict besides its columns: enough to explain it without the mail.
public struct VerdictDetail: Codable, Hashable, Sendable {
    public struct Item: Codable, Hashable, Sendable {
        public let rule: String
        public let field: String
        public let start: Int
        public let length: Int
        public let text: String
        public let weight: Double
    }

    public struct Second: Codable, Hashable, Sendable {
        public let kind: String
        public let confidence: Double
        public let why: String
    }

    public struct Recipient: Codable, Hashable, Sendable {
        public let address: String
        public let action: String
        public let status: String?
        public let reason: String
        public let hard: Bool?
        public let diagnostic: String?
    }

    public var evidence: [Item]
    public var runnerUp: Second?
    public var language: String?
    public var visibleReply: String?
    public var returnDate: String?
    public var returnDateText: String?
    public var notNowUntil: String?
    public var recipients: [Recipient]
    public var forged: Bool
    public var optOut: Bool
    public var otherUnsubscribe: String?
    public var newContact: String?
    public var newAddress: String?
    public var needsReview: Bool
    /// How the message was matched, in stable words.
    public var matchRemarks: [String]

    enum CodingKeys: String, CodingKey {
        case evidence, language, recipients, forged
        case runnerUp = "runner_up"
        case visibleReply = "visible_reply"
        case returnDate = "return_date"
        case returnDateText = "return_date_text"
        case notNowUntil = "not_now_until"
        case optOut = "opt_out"
        case otherUnsubscribe = "other_unsubscribe"
        case newContact = "new_contact"
        case newAddress = "new_address"
        case needsReview = "needs_review"
        case matchRemarks = "match_remarks"
    }

    /// Characters of one text of a verdict that are kept.
    static let maximumText = 4_000

    public init(_ verdict: Verdict, matchRemarks: [String] = []) {
        func cut(_ text: String) -> String {
            text.utf8.count <= Self.maximumText ? text : String(text.prefix(Self.maximumText))
        }
        evidence = verdict.evidence.map {
            Item(
                rule: $0.rule, field: $0.field, start: $0.start, length: $0.length, text: cut($0.text),
                weight: $0.weight)
        }
        runnerUp = verdict.runnerUp.map {
            Second(kind: $0.kind.rawValue, confidence: $0.confidence, why: $0.why)
        }
        language = verdict.language
        visibleReply = verdict.visibleReply.map(cut)
        returnDate = verdict.returnDate?.description
        returnDateText = verdict.returnDateEvidence.map { cut($0.text) }
        notNowUntil = verdict.notNowUntil?.description
        recipients = verdict.recipients.map {
            Recipient(
                address: $0.address, action: $0.action.rawValue, status: $0.statusText,
                reason: $0.reason.rawValue, hard: $0.hard, diagnostic: $0.diagnostic.map(cut))
        }
        forged = verdict.forged
        optOut = verdict.optOut
        otherUnsubscribe = verdict.otherUnsubscribe
        newContact = verdict.newContact
        newAddress = verdict.newAddress
        needsReview = verdict.needsReview
        self.matchRemarks = matchRemarks
    }

    /// JSON, keys sorted.
    var text: String {
        get throws { try StoreJSON.text(self) }
    }

    public init(json: String) throws {
        self = try StoreJSON.value(VerdictDetail.self, json)
    }
}

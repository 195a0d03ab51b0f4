import Classification

/// Why an event happened, as a receiver is told: the rule, and the words it rests on.
public struct EventEvidence: Hashable, Sendable, Codable {
    public let rule: String
    /// As in `Evidence`; nil where it is not known.
    public let field: String?
    public let text: String?

    /// Pieces of one event, and characters of one text: a request stays small.
    static let maximumCount = 5
    static let maximumText = 200

    public init(rule: String, field: String? = nil, text: String? = nil) {
        self.rule = rule
        self.field = field
        self.text = text
    }

    /// The weightiest of a verdict.
    public static func list(_ evidence: [Evidence]) -> [EventEvidence] {
        evidence.prefix(maximumCount).map {
            EventEvidence(
                rule: $0.rule, field: $0.field,
                text: $0.text.isEmpty ? nil : String($0.text.prefix(maximumText)))
        }
    }
}

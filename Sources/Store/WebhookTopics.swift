/// Which events an endpoint wants: names such as `lead.stage_changed`, groups such as `lead.*`, or `*` for all.
public struct WebhookTopics: Hashable, Sendable, Codable {
    /// Sorted, each once.
    public let patterns: [String]

    public static let maximumPatterns = 64
    /// Bytes of one.
    public static let maximumPatternLength = 128

    /// Throws `bad_topics` for an empty list, a longer one, or a pattern of other characters than `[a-zA-Z0-9_.]`.
    public init(_ patterns: [String]) throws {
        guard !patterns.isEmpty, patterns.count <= Self.maximumPatterns, patterns.allSatisfy(Self.isPattern)
        else {
            throw StoreError.refused(
                code: "bad_topics",
                "give 1 to \(Self.maximumPatterns) topics such as lead.replied, lead.* or *")
        }
        self.patterns = Set(patterns).sorted()
    }

    public init(from decoder: any Decoder) throws {
        try self.init([String](from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        try patterns.encode(to: encoder)
    }

    public func contains(_ topic: String) -> Bool {
        patterns.contains { pattern in
            if pattern == "*" || pattern == topic { return true }
            // `lead.*` is every topic that begins with `lead.`.
            return pattern.hasSuffix(".*") && topic.hasPrefix(pattern.dropLast())
        }
    }

    private static func isPattern(_ text: String) -> Bool {
        if text == "*" { return true }
        let name = text.hasSuffix(".*") ? text.dropLast(2) : text[...]
        guard !name.isEmpty, name.utf8.count <= maximumPatternLength else { return false }
        let isNamed = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isNamed && !name.split(separator: ".", omittingEmptySubsequences: false).contains("")
    }
}

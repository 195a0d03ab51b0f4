/// Rules, lexicon, date tables and decision, compiled: immutable, shared by all threads, swapped as one.
public struct RuleSet: Sendable {
    /// Hash of the rule files, given by who read them.
    public let version: String
    public let rules: [Rule]

    public init(version: String) {
        self.version = version
        rules = []
    }
}

/// One rule as written, for listing and for `rules why`.
public struct Rule: Sendable {
    public let id: String
    public let kind: Kind?
    public let weight: Double
    public let catches: [String]
    public let spares: [String]
    public let file: String
    public let line: Int
}

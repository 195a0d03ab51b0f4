import Classification

/// One file of the rules folder: `path` is relative to it, such as `lexicon/de.yaml`.
public struct RuleFileText: Hashable, Sendable {
    public let path: String
    public let text: String

    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// Reads a rules folder's files into a compiled set, or says everything that is wrong with them.
public enum RuleFileLoader {
    /// - Parameters:
    ///   - version: a hash of the files; it is stored with every verdict.
    ///   - fixtures: names such as `reply/en-question`, or nil where the fixtures are not at hand.
    public static func load(
        _ files: [RuleFileText], version: String, fixtures: Set<String>?
    ) throws(RuleFileFaults) -> RuleSet {
        RuleSet(version: version)
    }
}

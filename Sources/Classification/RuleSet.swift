/// Rules, lexicon, date tables and decision, compiled: immutable, shared by all threads, swapped as one.
public struct RuleSet: Sendable {
    /// Hash of the rule files, given by who read them.
    public let version: String
    /// In order of their ids.
    public let rules: [Rule]
    let compiled: CompiledRules

    /// The caller has checked the source: names that nobody defines never match.
    public init(_ source: RuleSource, version: String) {
        self.version = version
        rules = source.rules.map(\.rule).sorted { $0.id < $1.id }
        compiled = CompiledRules(source)
    }

    public var decision: DecisionTable { compiled.decision }
}

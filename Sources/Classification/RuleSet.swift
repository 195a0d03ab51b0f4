/// Rules, lexicon, date tables and decision, compiled: immutable, shared by all threads, swapped as one.
public struct RuleSet: Sendable {
    /// Hash of the rule files, given by who read them.
    public let version: String
    /// In order of their ids.
    public let rules: [Rule]
    /// To be kept for the next start.
    public let lexicon: CompiledLexicon
    let compiled: CompiledRules

    /// The caller has checked the source: names that nobody defines never match.
    ///
    /// - Parameter lexicon: of a rule set of the same files, whose concepts and languages `source` has; then no phrase
    ///   of it is looked at.
    public init(_ source: RuleSource, version: String, lexicon: CompiledLexicon? = nil) {
        self.version = version
        rules = source.rules.map(\.rule).sorted { $0.id < $1.id }
        compiled = CompiledRules(source, phrases: lexicon?.phrases)
        self.lexicon = lexicon ?? CompiledLexicon(source, compiled.phrases)
    }

    public var decision: DecisionTable { compiled.decision }

    /// There are more phrases than the engine can tell apart, and none is found: such a set is not to be used.
    public var lacksRoom: Bool { compiled.phrases.mail.lacksRoom || compiled.phrases.servers.lacksRoom }
}

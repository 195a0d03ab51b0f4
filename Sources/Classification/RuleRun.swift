/// Which rules matched one message, and what each argued for.
struct RuleRun: Sendable {
    struct Match: Sendable {
        let compiled: CompiledRules.CompiledRule
        let findings: [Finding]
        /// Rests on nothing but a quote, a signature or a header that people's mail carries too.
        let isWeak: Bool
        var rule: Rule { compiled.rule }
    }

    /// What one match argues for: plain values, for they are gone through once for each kind and intent.
    struct Vote: Sendable {
        let kind: Kind?
        let subkind: Subkind?
        let intent: Intent?
        let weight: Double
        let isWeak: Bool
        let isUnsure: Bool

        init(_ rule: Rule, isWeak: Bool) {
            kind = rule.argument.kind
            subkind = rule.argument.subkind
            intent = rule.argument.intent
            weight = rule.weight
            isUnsure = rule.isUnsure
            self.isWeak = isWeak
        }
    }

    private(set) var matches: [Match] = []
    /// Of each of them.
    private(set) var votes: [Vote] = []
    /// Of rules that establish facts, each with the place of its fact in `CompiledRules.facts`.
    private var facts: [(fact: Int, match: Match)] = []

    init(_ evaluator: inout ConditionEvaluator, without skipped: String?) {
        let rules = evaluator.rules
        var signs = evaluator.signs()
        matches.reserveCapacity(Self.usualMatches)
        votes.reserveCapacity(Self.usualMatches)
        facts.reserveCapacity(Self.usualMatches)
        signs.withUnsafeMutableBufferPointer { signs in
            rules.forEachFactRule(UnsafeBufferPointer(signs)) { compiled, signs in
                if let skipped, compiled.rule.id == skipped { return }
                if let found = Self.fact(compiled, &evaluator, signs) { facts.append(found) }
            }
            for (fact, _) in facts { evaluator.establish(fact, in: signs) }
            rules.forEachKindRule(UnsafeBufferPointer(signs)) { compiled, signs in
                if let skipped, compiled.rule.id == skipped { return }
                if let match = Self.match(compiled, &evaluator, signs) {
                    matches.append(match)
                    votes.append(Vote(compiled.rule, isWeak: match.isWeak))
                }
            }
        }
    }

    /// Room that is enough for most messages.
    private static let usualMatches = 8

    var matchedIDs: [String] { matches.map(\.rule.id) + facts.map(\.match.rule.id) }

    /// What established a fact.
    func matches(of fact: Int?) -> [Match] { facts.filter { $0.fact == fact }.map(\.match) }

    func establishes(_ fact: Int?) -> Bool { facts.contains { $0.fact == fact } }

    private static func fact(
        _ compiled: CompiledRules.CompiledRule, _ evaluator: inout ConditionEvaluator,
        _ signs: UnsafeBufferPointer<UInt64>
    ) -> (fact: Int, match: Match)? {
        evaluator.hasPassedOverThing = false
        if let match = match(compiled, &evaluator, signs) { return compiled.fact.map { ($0, match) } }
        guard evaluator.hasPassedOverThing, let other = compiled.factOfThing else { return nil }
        evaluator.readsThingsAsMail = true
        defer { evaluator.readsThingsAsMail = false }
        return match(compiled, &evaluator, signs).map { (other, $0) }
    }

    private static func match(
        _ compiled: CompiledRules.CompiledRule, _ evaluator: inout ConditionEvaluator,
        _ signs: UnsafeBufferPointer<UInt64>
    ) -> Match? {
        guard let findings = evaluator.evaluate(compiled.condition, signs) else { return nil }
        return Match(compiled: compiled, findings: findings, isWeak: isWeak(findings, evaluator))
    }

    private static func isWeak(_ findings: [Finding], _ evaluator: ConditionEvaluator) -> Bool {
        guard !findings.isEmpty else { return false }
        return findings.allSatisfy { finding in
            switch finding {
            case .hit(let hit):
                let zone = evaluator.index.zone(of: hit)
                return zone == .quoted || zone == .signature
            case .header(let name, _):
                return evaluator.rules.decision.sharedHeaders.contains(name.lowercased())
            case .structure: return false
            }
        }
    }
}

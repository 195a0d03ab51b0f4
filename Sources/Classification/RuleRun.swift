/// Which rules matched one message, and what each argued for.
struct RuleRun: Sendable {
    struct Match: Sendable {
        let compiled: CompiledRules.CompiledRule
        let findings: [Finding]
        /// Rests on nothing but a quote, a signature or a header that people's mail carries too.
        let isWeak: Bool
        var rule: Rule { compiled.rule }
    }

    private(set) var matches: [Match] = []
    private(set) var facts: [String: [Match]] = [:]

    init(_ evaluator: ConditionEvaluator, without skipped: String?) {
        let rules = evaluator.rules
        var established = evaluator.established
        var signs = evaluator.signs()
        for compiled in rules.factRules(signs) where skipped == nil || compiled.rule.id != skipped {
            guard let (match, fact) = Self.fact(compiled, evaluator, signs) else { continue }
            facts[fact, default: []].append(match)
            if let number = rules.facts.firstIndex(of: fact) { established[number] = true }
        }
        evaluator.established = established
        evaluator.markFacts(in: &signs)
        for compiled in rules.kindRules(signs) where skipped == nil || compiled.rule.id != skipped {
            if let match = Self.match(compiled, evaluator, signs) { matches.append(match) }
        }
    }

    var matchedIDs: [String] {
        matches.map(\.rule.id) + facts.values.joined().map(\.rule.id)
    }

    private static func fact(
        _ compiled: CompiledRules.CompiledRule, _ evaluator: ConditionEvaluator, _ signs: [UInt64]
    ) -> (Match, fact: String)? {
        evaluator.hasPassedOverThing = false
        if let match = match(compiled, evaluator, signs) {
            return compiled.rule.argument.fact.map { (match, $0) }
        }
        guard evaluator.hasPassedOverThing, let other = compiled.rule.argument.factOfThing else { return nil }
        evaluator.readsThingsAsMail = true
        defer { evaluator.readsThingsAsMail = false }
        return match(compiled, evaluator, signs).map { ($0, other) }
    }

    private static func match(
        _ compiled: CompiledRules.CompiledRule, _ evaluator: ConditionEvaluator, _ signs: [UInt64]
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

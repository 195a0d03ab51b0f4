/// Which rules matched one message, and what each argued for.
struct RuleRun: Sendable {
    struct Match: Sendable {
        let rule: Rule
        let findings: [Finding]
        /// Rests on nothing but a quote, a signature or a header that people's mail carries too.
        let isWeak: Bool
    }

    private(set) var matches: [Match] = []
    private(set) var facts: [String: [Match]] = [:]

    init(_ evaluator: ConditionEvaluator, without skipped: String?) {
        var evaluator = evaluator
        for compiled in evaluator.rules.factRules where compiled.rule.id != skipped {
            guard let match = Self.match(compiled, evaluator), let fact = compiled.rule.argument.fact
            else {
                continue
            }
            facts[fact, default: []].append(match)
        }
        evaluator.established = Set(facts.keys)
        for compiled in evaluator.rules.kindRules where compiled.rule.id != skipped {
            if let match = Self.match(compiled, evaluator) { matches.append(match) }
        }
    }

    var matchedIDs: [String] {
        matches.map(\.rule.id) + facts.values.joined().map(\.rule.id)
    }

    private static func match(_ compiled: CompiledRules.CompiledRule, _ evaluator: ConditionEvaluator)
        -> Match?
    {
        guard let findings = evaluator.evaluate(compiled.condition) else { return nil }
        return Match(rule: compiled.rule, findings: findings, isWeak: isWeak(findings, evaluator))
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

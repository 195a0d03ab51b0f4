/// Adds up what the rules argue for and picks the kind.
struct Decision: Sendable {
    let kind: Kind
    let confidence: Double
    let runnerUp: RunnerUp?
    let subkind: Subkind?
    let intent: Intent?
    let matches: [RuleRun.Match]

    init(_ run: RuleRun, table: DecisionTable) {
        let ranked = Self.rank(run.matches, table)
        let first = ranked[0]
        let second = ranked.count > 1 ? ranked[1] : nil
        kind = first.kind
        if let doubt = Self.doubt(run.matches, first.kind) {
            confidence = table.confidence(ofMargin: 0)
            runnerUp = RunnerUp(
                kind: doubt, confidence: min(1 - confidence, 0.5),
                why: "its words may be meant of something else")
        } else {
            let margin = first.points - max(0, second?.points ?? 0)
            confidence = table.confidence(ofMargin: margin)
            runnerUp = second.map { Self.runnerUp($0, after: first, table) }
        }
        subkind = first.kind == .autoReply ? Self.subkind(run) ?? .ack : nil
        intent = first.kind == .reply ? Self.intent(run, table) : nil
        matches = run.matches.filter { match in
            match.rule.argument.kind == first.kind || match.rule.isUnsure
                || (first.kind == .reply && match.rule.argument.intent != nil)
        }
    }

    /// Candidates, best first: points, within a tie the order of kinds. A kind with weak evidence only is none.
    private static func rank(
        _ matches: [RuleRun.Match], _ table: DecisionTable
    ) -> [(kind: Kind, points: Double)] {
        var candidates: [(kind: Kind, points: Double)] = []
        for kind in table.order {
            var sum = 0.0
            var strong = 0.0
            for match in matches where match.rule.argument.kind == kind {
                sum += match.rule.weight
                if !match.isWeak { strong += match.rule.weight }
            }
            guard sum > 0, strong > 0, sum >= table.floors[kind] ?? 0 else { continue }
            candidates.append((kind, sum))
        }
        guard let top = candidates.map(\.points).max() else { return [(.other, 0)] }
        // The order decides among those that are as good as the best.
        let winner = candidates.firstIndex { top - $0.points <= table.tie } ?? 0
        let first = candidates.remove(at: winner)
        var rest = candidates.enumerated().sorted {
            ($1.element.points, $0.offset) < ($0.element.points, $1.offset)
        }.map(\.element)
        rest.insert(first, at: 0)
        return rest
    }

    /// Another kind that a rule is unsure about.
    private static func doubt(_ matches: [RuleRun.Match], _ first: Kind) -> Kind? {
        matches.first { $0.rule.isUnsure && !$0.isWeak && $0.rule.kind != first }?.rule.kind
    }

    private static func runnerUp(
        _ second: (kind: Kind, points: Double), after first: (kind: Kind, points: Double),
        _ table: DecisionTable
    ) -> RunnerUp {
        let why =
            first.points - second.points > table.tie
            ? "less evidence" : "as much evidence, and \(first.kind.rawValue) comes first"
        return RunnerUp(
            kind: second.kind,
            confidence: min(1 - table.confidence(ofMargin: first.points - second.points), 0.5),
            why: why)
    }

    private static func subkind(_ run: RuleRun) -> Subkind? {
        best(
            run.matches.filter { $0.rule.argument.subkind != nil }, order: Subkind.byPrecedence, floor: 0
        ) {
            $0.argument.subkind
        }
    }

    private static func intent(_ run: RuleRun, _ table: DecisionTable) -> Intent {
        best(
            run.matches.filter { $0.rule.argument.intent != nil }, order: table.intentOrder,
            floor: table.intentFloor
        ) { $0.argument.intent } ?? .other
    }

    private static func best<T: Equatable>(
        _ matches: [RuleRun.Match], order: [T], floor: Double, _ pick: (Rule) -> T?
    ) -> T? {
        var winner: T?
        var most = 0.0
        for value in order {
            var sum = 0.0
            for match in matches where !match.isWeak && pick(match.rule) == value { sum += match.rule.weight }
            if sum > most, sum >= floor {
                winner = value
                most = sum
            }
        }
        return winner
    }
}

extension Subkind {
    /// The one that says more about the lead comes first.
    static let byPrecedence: [Subkind] = [
        .leftCompany, .addressChange, .challenge, .unmonitored, .ack,
    ]
}

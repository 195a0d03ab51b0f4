/// Adds up what the rules argue for, and beside them the words of the text, and picks the kind.
struct Decision: Sendable {
    let kind: Kind
    let confidence: Double
    let runnerUp: RunnerUp?
    let subkind: Subkind?
    let intent: Intent?
    let matches: [RuleRun.Match]
    /// The kind that the rules alone say, where the words of the text speak against it.
    let overruled: Kind?
    /// The words that decided where the rules alone say another kind or intent.
    let words: [WordEvidence]

    /// A word of the text that decided, and the points it lends one choice more than the other.
    struct WordEvidence: Sendable {
        let place: OwnWords.Place
        let points: Double
        /// Kind or intent.
        let choice: String
    }

    /// A candidate and its points.
    private typealias Candidate = (kind: Kind, points: Double)

    /// Words that are shown where they decided.
    private static let maximumWordsShown = 4

    init(_ run: RuleRun, _ evaluator: ConditionEvaluator) {
        let rules = evaluator.rules
        let byRules = Self.rank(run.votes, rules.decision)
        let own = Self.ownWords(byRules[0].kind, evaluator)
        var ranking = Ranking(candidates: byRules)
        if let weighed = rules.kindWords, Self.mayWeigh(byRules[0], weighed.choices),
            let tally = own.flatMap({ WordTally($0, weighed.points) })
        {
            let candidates = Self.rank(run.votes, weighed.choices, tally, byRules, rules.decision)
            ranking = Ranking(
                candidates: candidates, isWeighed: true,
                overruled: candidates[0].kind == byRules[0].kind ? nil : byRules[0].kind,
                words: Self.evidence(tally, weighed, for: candidates[0].kind, against: byRules[0].kind))
        }
        let kind = ranking.candidates[0].kind
        self.kind = kind
        overruled = ranking.overruled
        (confidence, runnerUp) = Self.sureness(ranking, run.votes, rules.decision)
        subkind = kind == .autoReply ? Self.subkind(run) ?? .ack : nil
        if kind == .reply {
            let (intent, told) = Self.intent(run, own, rules)
            self.intent = intent
            words = ranking.words + told
        } else {
            intent = nil
            words = ranking.words
        }
        matches = zip(run.matches, run.votes).filter { _, vote in
            vote.kind == kind || vote.isUnsure || (kind == .reply && vote.intent != nil)
        }.map(\.0)
    }

    /// Candidates, best first, and what words had to do with it.
    private struct Ranking {
        var candidates: [Candidate]
        var isWeighed = false
        var overruled: Kind?
        var words: [WordEvidence] = []
    }

    /// Nil where there are no points of words, and of reports.
    private static func ownWords(_ byRules: Kind, _ evaluator: ConditionEvaluator) -> OwnWords? {
        let rules = evaluator.rules
        guard rules.kindWords != nil || rules.intentWords != nil, !byRules.isReport else { return nil }
        return OwnWords(evaluator.index, names: evaluator.facts.personNames)
    }

    private static func sureness(
        _ ranking: Ranking, _ votes: [RuleRun.Vote], _ table: DecisionTable
    ) -> (Double, RunnerUp?) {
        let first = ranking.candidates[0]
        let second = ranking.candidates.dropFirst().first
        func runnerUp(_ kind: Kind, _ confidence: Double, _ why: String) -> RunnerUp {
            RunnerUp(kind: kind, confidence: min(1 - confidence, 0.5), why: why)
        }
        let least = table.confidence(ofMargin: 0)
        if let doubt = doubt(votes, first.kind) {
            return (least, runnerUp(doubt, least, "its words may be meant of something else"))
        }
        if ranking.isWeighed, ranking.overruled == nil, leansToOptOut(ranking.candidates, table) {
            return (least, runnerUp(.unsubscribe, least, "its words are not far from those of one"))
        }
        let confidence = table.confidence(ofMargin: first.points - max(0, second?.points ?? 0))
        if let overruled = ranking.overruled {
            let why = "the rules alone say so, and the words of the text another kind"
            return (confidence, runnerUp(overruled, confidence, why))
        }
        return (confidence, second.map { Self.runnerUp($0, after: first, table) })
    }

    /// Candidates, best first: points, within a tie the order of kinds. A kind with weak evidence only is none.
    private static func rank(_ votes: [RuleRun.Vote], _ table: DecisionTable) -> [Candidate] {
        var candidates: [Candidate] = []
        candidates.reserveCapacity(table.order.count)
        for kind in table.order {
            var sum = 0.0
            var strong = 0.0
            for vote in votes where vote.kind == kind {
                sum += vote.weight
                if !vote.isWeak { strong += vote.weight }
            }
            guard sum > 0, strong > 0, sum >= table.floors[kind] ?? 0 else { continue }
            candidates.append((kind, sum))
        }
        return inOrder(candidates, table)
    }

    /// A reply that an opt-out is close to.
    private static func leansToOptOut(_ ranked: [Candidate], _ table: DecisionTable) -> Bool {
        guard ranked[0].kind == .reply, let optOut = ranked.first(where: { $0.kind == .unsubscribe }) else {
            return false
        }
        return ranked[0].points - optOut.points < table.words.reviewBehindReply
    }

    /// Reports are told from their structure; what no rule speaks for may be anything.
    private static func mayWeigh(_ first: Candidate, _ kinds: [Kind]) -> Bool {
        kinds.contains(first.kind) || (first.kind == .other && first.points == 0)
    }

    /// The kinds that words are weighed for, best first: what the rules argue up to a bound, and what the words do. Behind
    /// the best stand those that are told from structure too.
    private static func rank(
        _ votes: [RuleRun.Vote], _ kinds: [Kind], _ tally: WordTally, _ byRules: [Candidate],
        _ table: DecisionTable
    ) -> [Candidate] {
        var candidates: [Candidate] = []
        candidates.reserveCapacity(table.order.count)
        for kind in table.order {
            guard let column = kinds.firstIndex(of: kind) else { continue }
            var sum = 0.0
            for vote in votes where vote.kind == kind { sum += vote.weight }
            var points = min(sum, table.words.rulesAtMost) + tally.points(column)
            // That a person answers speaks for an opt-out as well.
            if byRules[0].kind == .reply, kind != .reply, kind != .unsubscribe {
                points -= table.words.leadOfReply
            }
            candidates.append((kind, points))
        }
        var ranked = inOrder(candidates, table)
        for other in byRules where !kinds.contains(other.kind) { insert(other, behindFirstOf: &ranked) }
        return ranked
    }

    private static func inOrder(_ candidates: [Candidate], _ table: DecisionTable) -> [Candidate] {
        var top = -Double.infinity
        for candidate in candidates { top = max(top, candidate.points) }
        // The order decides among those that are as good as the best.
        guard let winner = candidates.firstIndex(where: { top - $0.points <= table.tie }) else {
            return [(.other, 0)]
        }
        var ranked: [Candidate] = []
        ranked.reserveCapacity(table.order.count)
        ranked.append(candidates[winner])
        for place in candidates.indices where place != winner {
            insert(candidates[place], behindFirstOf: &ranked)
        }
        return ranked
    }

    /// Most points first; of equal ones the order stays.
    private static func insert(_ candidate: Candidate, behindFirstOf ranked: inout [Candidate]) {
        var place = ranked.count
        while place > 1, ranked[place - 1].points < candidate.points { place -= 1 }
        ranked.insert(candidate, at: place)
    }

    /// Another kind that a rule is unsure about.
    private static func doubt(_ votes: [RuleRun.Vote], _ first: Kind) -> Kind? {
        votes.first { $0.isUnsure && !$0.isWeak && $0.kind != first }?.kind
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
        best(run.votes, order: Subkind.byPrecedence, floor: 0) { $0.subkind }
    }

    private static func intent(
        _ run: RuleRun, _ own: OwnWords?, _ rules: CompiledRules
    ) -> (Intent, [WordEvidence]) {
        let table = rules.decision
        let byRules =
            best(run.votes, order: table.intentOrder, floor: table.intentFloor) { $0.intent } ?? .other
        guard let weighed = rules.intentWords, let tally = own.flatMap({ WordTally($0, weighed.points) })
        else { return (byRules, []) }
        var winner = byRules
        var most = -Double.infinity
        for intent in table.intentOrder {
            guard let column = weighed.choices.firstIndex(of: intent) else { continue }
            var sum = intent == .other ? table.words.otherBeginsWith : 0
            for vote in run.votes where !vote.isWeak && vote.intent == intent { sum += vote.weight }
            let points = min(sum, table.words.intentsAtMost) + tally.points(column)
            if points > most { (winner, most) = (intent, points) }
        }
        return (winner, evidence(tally, weighed, for: winner, against: byRules))
    }

    /// Nothing where the words agree with the rules.
    private static func evidence<Choice: RawRepresentable<String> & Equatable>(
        _ tally: WordTally, _ weighed: WeighedWords<Choice>, for winner: Choice, against loser: Choice
    ) -> [WordEvidence] {
        guard winner != loser, let column = weighed.choices.firstIndex(of: winner),
            let other = weighed.choices.firstIndex(of: loser)
        else { return [] }
        return tally.arguing(for: column, against: other, atMost: maximumWordsShown).map {
            WordEvidence(place: $0.place, points: $0.points, choice: winner.rawValue)
        }
    }

    private static func best<T: Equatable>(
        _ votes: [RuleRun.Vote], order: [T], floor: Double, _ pick: (RuleRun.Vote) -> T?
    ) -> T? {
        var winner: T?
        var most = 0.0
        for value in order {
            var sum = 0.0
            for vote in votes where !vote.isWeak && pick(vote) == value { sum += vote.weight }
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

import Testing

@testable import Classification

private func verdict(
    _ points: [(Kind, Double)], unsure: [Kind] = [], tie: Double = 0.25, floors: [Kind: Double] = [:],
    intents: [(Intent, Double)] = [], words: RuleSource = RuleSource()
) -> Decision {
    var source = words
    source.decision.tie = tie
    source.decision.floors = floors
    source.decision.order = [
        .complaint, .bounce, .delay, .delivered, .receipt, .outOfOffice, .autoReply, .unsubscribe, .reply,
        .other,
    ]
    source.decision.confidence = [.init(margin: 0, confidence: 0.5), .init(margin: 4, confidence: 0.9)]
    for (number, (kind, weight)) in points.enumerated() {
        let rule = Rule(
            id: "r\(number)", argument: Argument(kind: kind), weight: weight,
            isUnsure: unsure.contains(kind), catches: [], spares: [], file: "", line: 1)
        source.rules.append(RuleText(rule: rule, condition: .shortReply(words: 100)))
    }
    for (number, (intent, weight)) in intents.enumerated() {
        let rule = Rule(
            id: "i\(number)", argument: Argument(intent: intent), weight: weight, catches: [], spares: [],
            file: "", line: 1)
        source.rules.append(RuleText(rule: rule, condition: .shortReply(words: 100)))
    }
    let set = RuleSet(source, version: "1")
    let index = TextIndex([TextPart(.reply, "text")], rules: set.compiled, ownText: nil)
    let facts = MessageFacts(
        .init(Array("Subject: x\n\ntext\n".utf8)), rules: set.compiled, settings: .init())
    var evaluator = ConditionEvaluator(
        index: index, facts: facts, rules: set.compiled, dates: [], language: nil)
    let run = RuleRun(&evaluator, without: nil)
    return Decision(run, evaluator)
}

private let decisions: [(points: [(Kind, Double)], kind: Kind)] = [
    ([(.reply, 2), (.unsubscribe, 3)], .unsubscribe),
    ([(.reply, 3), (.unsubscribe, 3)], .unsubscribe),  // equal: the order decides
    ([(.bounce, 3), (.complaint, 3), (.other, 3)], .complaint),
    ([(.outOfOffice, 3), (.autoReply, 3.2)], .outOfOffice),  // within the tie
    ([(.outOfOffice, 3), (.autoReply, 3.5)], .autoReply),
    ([(.reply, 2), (.unsubscribe, 5), (.unsubscribe, -4)], .reply),
    ([], .other),
]

@Test("evidence adds up, the order settles ties", arguments: decisions)
func decides(_ points: [(Kind, Double)], _ kind: Kind) {
    #expect(verdict(points).kind == kind)
}

@Test("a kind below its floor is no candidate")
func keepsFloors() {
    #expect(verdict([(.unsubscribe, 2), (.reply, 1)], floors: [.unsubscribe: 2.5]).kind == .reply)
}

@Test("confidence is the calibrated margin")
func calibrates() {
    #expect(verdict([(.reply, 4)]).confidence == 0.9)
    #expect(verdict([(.reply, 4), (.other, 2)]).confidence == 0.7)
    #expect(verdict([(.reply, 4), (.other, 2)]).runnerUp?.kind == .other)
}

@Test("an unsure rule leaves the kind and asks a person")
func doubts() {
    let doubtful = verdict([(.reply, 4), (.other, 3), (.unsubscribe, 1)], unsure: [.unsubscribe])
    #expect(doubtful.kind == .reply)
    #expect(doubtful.confidence == 0.5)
    #expect(doubtful.runnerUp?.kind == .unsubscribe)
    #expect(doubtful.matches.contains { $0.rule.isUnsure })
    #expect(verdict([(.reply, 1), (.unsubscribe, 5)], unsure: [.unsubscribe]).confidence == 0.9)
}

/// Words whose one word, "text", argues for a kind and an intent.
private func words(for kind: Kind, _ points: Int16, intent: Intent = .other, _ more: Int16 = 0) -> RuleSource
{
    let kinds: [Kind] = [.reply, .unsubscribe, .outOfOffice, .autoReply]
    var source = RuleSource()
    source.kindWords = WordPointsSource(
        columns: kinds.map(\.rawValue), start: [0, 0, 0, 0],
        rows: [.init(word: "text", points: kinds.map { $0 == kind ? points : 0 })])
    source.intentWords = WordPointsSource(
        columns: Intent.allCases.map(\.rawValue), start: Intent.allCases.map { _ in 0 },
        rows: [.init(word: "text", points: Intent.allCases.map { $0 == intent ? more : 0 })])
    return source
}

@Test("words add to what the rules argue for, and who they contradict is told")
func weighsWords() {
    let overruled = verdict([(.reply, 2), (.unsubscribe, 5)], words: words(for: .reply, 400))
    #expect(overruled.kind == .reply)
    #expect(overruled.overruled == .unsubscribe)
    #expect(overruled.runnerUp?.kind == .unsubscribe)
    #expect(overruled.words.map(\.choice) == ["reply"])
    let agreed = verdict([(.reply, 2), (.unsubscribe, 5)], words: words(for: .unsubscribe, 400))
    #expect(agreed.kind == .unsubscribe)
    #expect(agreed.overruled == nil)
    #expect(agreed.words.isEmpty)
}

@Test("words must lead to make an absence of a reply")
func leads() {
    #expect(verdict([(.reply, 2)], words: words(for: .outOfOffice, 360)).kind == .reply)
    #expect(verdict([(.reply, 2)], words: words(for: .outOfOffice, 440)).kind == .outOfOffice)
}

@Test("an opt-out needs no lead over a reply, and a person looks at what is close to one")
func leansToOptOut() {
    func decision(_ points: Int16) -> Decision {
        verdict([(.reply, 3)], words: words(for: .unsubscribe, points))
    }
    #expect(decision(340).kind == .unsubscribe)
    #expect(decision(340).overruled == .reply)
    #expect(decision(260).kind == .reply)
    #expect(decision(60).runnerUp?.kind == .unsubscribe)
    #expect(decision(60).confidence == 0.5)
    #expect(decision(40).confidence > 0.5)
}

@Test("no rule counts against words beyond a bound")
func bounds() {
    #expect(verdict([(.unsubscribe, 40), (.reply, 2)], words: words(for: .reply, 900)).kind == .reply)
    #expect(verdict([(.unsubscribe, 40), (.reply, 2)], words: words(for: .reply, 700)).kind == .unsubscribe)
}

@Test("no word makes a report anything else, nor the reverse")
func leavesReportsAlone() {
    #expect(verdict([(.bounce, 4)], words: words(for: .reply, 9_000)).kind == .bounce)
    #expect(verdict([(.other, 3)], words: words(for: .reply, 9_000)).kind == .other)
    #expect(verdict([], words: words(for: .reply, 100)).kind == .reply)  // nothing is known
    let runnerUp = verdict([(.autoReply, 5), (.bounce, 4)], words: words(for: .autoReply, 100)).runnerUp
    #expect(runnerUp?.kind == .bounce)
}

@Test("words of an intent, against what `other` begins with")
func weighsIntents() {
    func intent(_ points: [(Intent, Double)], _ intent: Intent, _ more: Int16) -> Intent? {
        verdict([(.reply, 5)], intents: points, words: words(for: .reply, 0, intent: intent, more)).intent
    }
    #expect(intent([(.question, 2)], .question, 100) == .question)
    #expect(intent([(.question, 1.5)], .other, 0) == .other)
    #expect(intent([], .interested, 190) == .other)
    #expect(intent([], .interested, 210) == .interested)
    #expect(intent([(.meeting, 40)], .interested, 700) == .interested)
}

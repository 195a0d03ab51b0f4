import Testing

@testable import Classification

private func verdict(
    _ points: [(Kind, Double)], unsure: [Kind] = [], tie: Double = 0.25, floors: [Kind: Double] = [:]
) -> Decision {
    var source = RuleSource()
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
    let set = RuleSet(source, version: "1")
    let index = TextIndex([TextPart(.reply, "text")], rules: set.compiled, ownText: nil)
    let facts = MessageFacts(
        .init(Array("Subject: x\n\ntext\n".utf8)), rules: set.compiled, settings: .init())
    let evaluator = ConditionEvaluator(
        index: index, facts: facts, rules: set.compiled, dates: [], language: nil)
    return Decision(RuleRun(evaluator, without: nil), table: set.decision)
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

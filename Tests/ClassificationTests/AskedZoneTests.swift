import Testing

@testable import Classification

/// Words are sought only where a rule asks for them, and dates in what the author wrote.
private func zonesOfHits(_ parts: [TextPart], asked zones: ZoneSet) -> [Zone] {
    var source = RuleSource()
    source.concepts = [ConceptSource(name: "pause", phrases: ["pause"])]
    var words = WordCondition(words: WordTarget(concepts: ["pause"]))
    words.zones = zones
    let rule = Rule(
        id: "r", argument: Argument(kind: .reply), weight: 1, catches: [], spares: [], file: "", line: 1)
    source.rules = [RuleText(rule: rule, condition: .words(words))]
    let rules = RuleSet(source, version: "1").compiled
    let index = TextIndex(parts, rules: rules, ownText: nil)
    return index.hits(of: 0).map { index.zone(of: $0) }
}

private let zones: [(asked: ZoneSet, found: [Zone])] = [
    (ZoneSet(.reply), [.reply]),
    (ZoneSet(.signature), [.signature]),
    (ZoneSet(.from), [.from]),
    ([ZoneSet(.reply), ZoneSet(.from)], [.reply, .from]),
]

@Test("a word counts in the zones where a rule asks for it", arguments: zones)
func countsWhereAsked(_ asked: ZoneSet, _ found: [Zone]) {
    let parts = [Zone.reply, .from, .signature].map { TextPart($0, "a pause") }
    #expect(zonesOfHits(parts, asked: asked) == found)
}

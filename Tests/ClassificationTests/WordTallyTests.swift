import MailFormat
import Testing

@testable import Classification

private func words(_ text: String, names: String = "") -> [String] {
    let index = TextIndex(
        [TextPart(.reply, text)], rules: RuleSet(RuleSource(), version: "1").compiled, ownText: nil)
    return OwnWords(index, names: Array(names.utf8)).words.map {
        String(decoding: index.text.bytes[$0.place.range], as: UTF8.self)
    }
}

private let texts: [(text: String, words: [String])] = [
    ("Please STOP, thanks.", ["please", "stop", "thanks"]),
    ("Don’t – thank you", ["don't", "thank", "you"]),  // an apostrophe inside a word is part of it
    ("'quoted' l'usine", ["quoted", "l'usine"]),
    ("Año Été", ["ano", "ete"]),  // as the matcher folds
    ("at 9:30 on 24/3, KW12", ["at", "on"]),  // what has a digit tells of one message
    ("write to kim.doe@firm.example now", ["write", "to", "now"]),
    ("see www.firm.example. Thanks", ["see", "thanks"]),
    ("不要再发", ["不要", "不要再", "要再", "要再发", "再发"]),  // two and three letters in a row
    ("不，要", []),  // a mark stands between them
    ("ok 不要 ok", ["ok", "不要", "ok"]),
    ("구독 취소", ["구독", "취소"]),  // written with blanks
    ("", []),
    (String(repeating: "a", count: 49), []),
]

@Test("the words that are counted", arguments: texts)
func countsWords(_ text: String, _ expected: [String]) {
    #expect(words(text).sorted() == expected.sorted())
}

@Test("names of those who write and are written to are not counted")
func leavesNamesOut() {
    #expect(words("Hi Mia, Kim here", names: "Mia Berg mia Kim Doe kim doe") == ["hi", "here"])
}

@Test("each word counts once, and the start of every text")
func sums() throws {
    let source = WordPointsSource(
        columns: ["reply", "unsubscribe"], start: [100, -50],
        rows: [.init(word: "stop", points: [-120, 130]), .init(word: "thanks", points: [25, -25])])
    let table = WordPoints(source)
    let index = TextIndex(
        [TextPart(.reply, "Stop. Stop it, thanks.")], rules: RuleSet(RuleSource(), version: "1").compiled,
        ownText: nil)
    let tally = try #require(WordTally(OwnWords(index, names: []), table))
    #expect(tally.sums == [5, 55])
    let shown = tally.arguing(for: 1, against: 0, atMost: 4)
    #expect(shown.map(\.points) == [2.5])
    #expect(shown.first?.place.range == 0..<4)
    let other = TextIndex(
        [TextPart(.reply, "Hello")], rules: RuleSet(RuleSource(), version: "1").compiled, ownText: nil)
    #expect(WordTally(OwnWords(other, names: []), table) == nil)
}

/// Texts of two kinds: three words of each, one that both have, and one that only two texts have.
private func fit(repeating count: Int = 10, weight: Double = 1) -> WordPointsSource {
    var fit = WordFit(columns: ["reply", "unsubscribe"], scale: 1)
    for _ in 0..<count {
        fit.add(words: ["and", "price", "thanks"], column: 0)
        fit.add(words: ["and", "remove", "stop"], column: 1, weight: weight)
    }
    for _ in 0..<2 { fit.add(words: ["rare", "stop"], column: 1) }
    return fit.points()
}

@Test("words get points for what they tell apart")
func fits() throws {
    let source = fit()
    let points = Dictionary(uniqueKeysWithValues: source.rows.map { ($0.word, $0.points) })
    #expect(source.rows.map(\.word) == source.rows.map(\.word).sorted())
    let (stop, price) = (try #require(points["stop"]), try #require(points["price"]))
    #expect(stop[1] > 20 && price[0] > 20)
    #expect(stop[0] == -stop[1] && price[0] == -price[1])  // their mean is 0
    #expect(points["rare"] == nil)  // of two texts
    #expect(points["and"].map { abs($0[0]) < 15 } ?? true)
    #expect(fit() == source)  // the same texts, the same points
}

@Test("more texts make surer points, and so does weight")
func weighs() throws {
    func stop(_ source: WordPointsSource) throws -> Int16 {
        try #require(source.rows.first { $0.word == "stop" }).points[1]
    }
    #expect(try stop(fit(repeating: 40)) > stop(fit()))
    #expect(try stop(fit(weight: 3)) > stop(fit()))
}

@Test("without texts there are no words")
func fitsNothing() {
    let source = WordFit(columns: ["reply", "unsubscribe"], scale: 1).points()
    #expect(source.rows.isEmpty)
    #expect(source.start == [0, 0])
}

import Testing

@testable import Classification

private func found(_ phrases: [String], in text: String) -> [String] {
    var book = PatternBook()
    for (number, phrase) in phrases.enumerated() { book.add(phrase, meaning: UInt32(number)) }
    let (automaton, meanings) = book.build()
    let matches = automaton.matches(in: NormalizedText(text))
    return matches.flatMap { match in meanings[match.pattern].map { phrases[Int($0)] } }
}

private let searches: [(phrases: [String], text: String, found: [String])] = [
    (["stop"], "Please STOP.", ["stop"]),
    (["stop"], "unstoppable", []),
    (["stop*"], "stopping", ["stop*"]),
    (["*urlaub"], "im Sommerurlaub", ["*urlaub"]),
    (["*urlaub"], "Urlaubszeit", []),
    (["he", "she", "hers", "his"], "ushers she his", ["she", "his"]),
    (["out of office"], "Out-of-Office", ["out of office"]),
    (["zurück"], "zurueck, zuruck, zurück", ["zurück", "zurück", "zurück"]),
    (["don't stop"], "dont stop", ["don't stop"]),
    (["don't stop"], "don’t\nstop", ["don't stop"]),
    (["退订"], "请退订谢谢", ["退订"]),  // no blanks between words
    (["ab", "abc", "bc"], "abc ab bc", ["abc", "ab", "bc"]),
    (["new address", "address"], "new address", ["new address", "address"]),
    (["stop", "stop*"], "stop", ["stop", "stop*"]),
]

@Test("phrases", arguments: searches)
func findsPhrases(_ phrases: [String], _ text: String, _ expected: [String]) {
    #expect(found(phrases, in: text).sorted() == expected.sorted())
}

@Test("hostile text takes time in proportion to its length")
func staysLinear() {
    var book = PatternBook()
    for length in 1...60 { book.add(String(repeating: "a", count: length) + "*", meaning: UInt32(length)) }
    book.add(String(repeating: "a ", count: 40) + "b", meaning: 99)
    let (automaton, _) = book.build()
    func time(_ count: Int) -> Duration {
        let text = NormalizedText(String(repeating: "a ", count: count))
        return ContinuousClock().measure { _ = automaton.matches(in: text) }
    }
    _ = time(1_000)
    let small = time(20_000)
    let large = time(80_000)
    #expect(large < small * 16)  // four times the text; four times the time and room for noise
    let one = NormalizedText(String(repeating: "a", count: 200_000))
    #expect(automaton.matches(in: one).count <= PhraseAutomaton.maximumMatches + 61)
}

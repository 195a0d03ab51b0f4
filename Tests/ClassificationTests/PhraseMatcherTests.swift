import Testing

@testable import Classification

private func matcher(_ phrases: [String]) -> PhraseMatcher {
    var book = PatternBook()
    for (number, phrase) in phrases.enumerated() { book.add(phrase, meaning: UInt32(number)) }
    book.sort()
    return book.takeMatcher()
}

private func found(_ phrases: [String], in text: String) -> [String] {
    let matcher = matcher(phrases)
    let text = NormalizedText(text)
    var found: [String] = []
    matcher.forEachMatch(in: text.bytes, text.bytes.indices) { place, _, _ in
        matcher.forEachMeaning(of: place) { meaning, _ in found.append(phrases[Int(meaning)]) }
        return true
    }
    return found
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
    (["*stop", "stop", "*top*"], "nonstop", ["*stop", "*top*"]),
    (["#1", "no. 1"], "we are #1, no. 1", ["#1", "no. 1"]),
    (["a", "a b", "a b c"], "a-b\nc", ["a", "a b", "a b c"]),
    (["日本", "本"], "日本語", ["日本", "本"]),
    (["stop it", "stop it now", "stop it not"], "stop it-now", ["stop it", "stop it now"]),
    (["stop me", "stop us", "halt me", "halt us"], "stop us or halt me", ["stop us", "halt me"]),
    (["a*", "a", "b a", "b a*"], "b a", ["a", "a*", "b a", "b a*"]),  // all four end in one state
    (["only phrase"], "only phrases", []),
    (["only phrase"], "only", []),
    (["only phrase"], "only\nphrase", ["only phrase"]),  // the rest is compared with line ends for blanks
    (["grüße*", "gruesse"], "Gruesse", ["grüße*", "gruesse"]),
]

@Test("phrases", arguments: searches)
func findsPhrases(_ phrases: [String], _ text: String, _ expected: [String]) {
    #expect(found(phrases, in: text).sorted() == expected.sorted())
}

@Test("every phrase of a large lexicon is found, and nothing else")
func findsAllOfMany() {
    // Words of a few letters, so that the phrases share beginnings and ends.
    let syllables = ["an", "ba", "é", "ta", "n", "あ", "жи", " "]
    var phrases: Set<String> = []
    for number in 0..<4_096 {
        let phrase = (0..<4).map { syllables[number >> (3 * $0) & 7] }.joined()
        phrases.insert(phrase.split(separator: " ").joined(separator: " "))
    }
    phrases.remove("")
    let sorted = phrases.sorted()
    let matcher = matcher(sorted)
    for (number, phrase) in sorted.enumerated() {
        let text = NormalizedText("\(phrase)|")
        var wholes: [Int] = []
        matcher.forEachMatch(in: text.bytes, text.bytes.indices) { place, start, end in
            if start == 0, end == text.bytes.count - 1 {
                matcher.forEachMeaning(of: place) { meaning, _ in wholes.append(Int(meaning)) }
            }
            return true
        }
        #expect(wholes.contains(number), "\(phrase)")
        let folded = NormalizedText(phrase).bytes
        #expect(wholes.allSatisfy { NormalizedText(sorted[$0]).bytes == folded })
    }
}

@Test("hostile text takes time in proportion to its length")
func staysLinear() {
    let phrases =
        (1...60).map { String(repeating: "a", count: $0) + "*" } + [
            String(repeating: "a ", count: 40) + "b", "*aaaaaaaab",
        ]
    let matcher = matcher(phrases)
    func count(_ text: NormalizedText) -> Int {
        var count = 0
        matcher.forEachMatch(in: text.bytes, text.bytes.indices) { _, _, _ in
            count += 1
            return count < PhraseMatcher.maximumMatches
        }
        return count
    }
    func time(_ count: Int) -> Duration {
        let text = NormalizedText(String(repeating: "a ", count: count))
        return ContinuousClock().measure {
            matcher.forEachMatch(in: text.bytes, text.bytes.indices) { _, _, _ in true }
        }
    }
    _ = time(1_000)
    let small = time(20_000)
    let large = time(80_000)
    #expect(large < small * 16)  // four times the text; four times the time and room for noise
    #expect(count(NormalizedText(String(repeating: "a", count: 200_000))) == 60)
}

@Test("more phrases than arcs can tell apart are refused, not lost in part")
func lacksRoom() {
    var list = PhraseList()
    for phrase in ["stop", "stay"] {
        list.append(Array(phrase.utf8), opensRight: false, meaning: 0, languages: LanguageGroups.always)
    }
    list.sort()
    var meanings = PatternMeaningsBuilder()
    var (enough, few) = (list, list)
    #expect(!PhraseGraph(taking: &enough, &meanings).lacksRoom)
    #expect(PhraseGraph(taking: &few, &meanings, maximumBase: 3).lacksRoom)
    #expect(few.entries.isEmpty)
}

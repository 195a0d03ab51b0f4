import Testing

@testable import Classification

private let spelling: Spelling = {
    var book = PatternBook()
    for word in ["unsubscribe", "abmelden", "wypisać", "удалите адрес", "please", "odhlásit"] {
        book.add(word, meaning: 0)
    }
    for word in ["anmelden", "wpisać", "ohlas*", "unsub*"] { book.add(word, meaning: 1) }
    var others = PatternBook()
    others.add("pleased", meaning: 2)
    book.sort()
    return Spelling(book.closed, others: [others.closed], concepts: ["opt-out-phrase": 0])
}()

private let slips: [(text: String, meant: String?)] = [
    ("unsubcribe", "unsubscribe"), ("unsubscirbe", "unsubscribe"), ("unsubscribee", "unsubscribe"),
    ("plaese", "please"), ("удалте", "удалите"), ("адрсе", "адрес"), ("wypsiac", "wypisac"),
    ("abmeldn", "abmelden"),
    ("unsubscribe", nil),  // right
    ("anmelden", nil), ("wpisac", nil),  // other words, and known
    ("absenden", nil),  // two slips
    ("abmeiden", nil),  // another letter
    ("ohlasit", nil),  // a stem makes it known
    ("lease", nil),  // begins with another letter
    ("pleas", "please"), ("plea", nil),  // too short
    ("pleased", nil),  // known from elsewhere
    ("nsubscribe", nil), ("取消订阅取消", nil), ("", nil),
]

@Test("a word of an opt-out with one slip is the word that was meant", arguments: slips)
func mendsSlip(_ text: String, _ meant: String?) {
    let found = spelling.meant(by: NormalizedText(text).bytes[...])
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == meant)
}

@Test("nothing is mended where no concept is watched, nor in bytes that are no text")
func mendsNothing() {
    var unwatched = PatternBook()
    unwatched.add("please", meaning: 0)
    unwatched.sort()
    #expect(Spelling(unwatched.closed, concepts: [:]).meant(by: Array("plaese".utf8)[...]) == nil)
    #expect(spelling.meant(by: [UInt8](repeating: 0xFF, count: 12)[...]) == nil)
}

import Testing

@testable import Classification

private let inked: [(text: String, count: Int)] = [
    ("", 0),
    ("a b\n\tc", 3),
    ("é", 1),  // two octets
    ("à", 1),  // its second octet, 0xA0, is that of the no-break space
    ("Â", 1),  // its first octet, 0xC2, too
    ("a\u{A0}b", 2),
    ("退订 😀", 3),
]

@Test("characters that leave a mark are counted, not octets", arguments: inked)
func countsInk(_ text: String, _ count: Int) {
    let bytes = Array(text.utf8)
    #expect(InkedText.count(bytes, 0..<bytes.count) == count)
    let last = InkedText.character(count - 1, in: bytes, from: 0)
    #expect((last == nil) == (count == 0))
    #expect(InkedText.character(count, in: bytes, from: 0) == nil)
}

@Test("a character of several octets is found whole")
func findsWholeCharacters() {
    let bytes = Array("là\u{A0}退订".utf8)
    let found = (0..<4).map { number in
        InkedText.character(number, in: bytes, from: 0).map { String(decoding: bytes[$0], as: UTF8.self) }
    }
    #expect(found == ["l", "à", "退", "订"])
}

import Testing

@testable import ReplyText

private func folded(_ text: String) -> String {
    String(decoding: Folding.fold(Array(text.utf8)[...]), as: UTF8.self)
}

private let foldings: [(text: String, folded: String)] = [
    ("Kind Regards, Ann @ [Shop] `Z`", "kind regards, ann @ [shop] `z`"),
    ("  two  blanks\tand a tab  ", "two blanks and a tab"),
    ("It\u{2019}s \u{A0} here", "it's here"),
    ("GRÜSSE aus KÖLN \u{2014} ПРИВЕТ", "grüsse aus köln - привет"),
    ("İstanbul １２：３０", "istanbul 12:30"),
    ("so\u{AD}ft hy\u{200B}phen", "soft hyphen"),
    ("delete\u{7F} stays \u{7F}", "delete\u{7F} stays \u{7F}"),
    ("", ""),
]

@Test("one form for comparing", arguments: foldings)
func folds(_ text: String, _ expected: String) { #expect(folded(text) == expected) }

/// Plain ASCII is read eight bytes at a time: where the eight begin must not matter.
@Test("folding does not depend on the place", arguments: 0..<17)
func foldsAtEveryPlace(_ count: Int) {
    let front = String(repeating: "x", count: count)
    for (text, expected) in foldings where text.first != " " && !text.isEmpty {
        #expect(folded(front + text + " " + text) == front + expected + " " + expected)
    }
}

@Test("what is no UTF-8 becomes U+FFFD")
func foldsBrokenBytes() {
    let broken = Folding.fold([0x41, 0xC3, 0x28, 0xFF, 0xE2, 0x82])
    #expect(String(validating: broken, as: UTF8.self) == "a\u{FFFD}(\u{FFFD}\u{FFFD}\u{FFFD}")
}

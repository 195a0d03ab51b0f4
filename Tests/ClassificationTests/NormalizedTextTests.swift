import Testing

@testable import Classification

private let foldings: [(text: String, folded: String)] = [
    ("Hello", "hello"),
    ("ÜBER Straße", "uber strasse"),
    ("cafe\u{301} Café", "cafe cafe"),  // combining accent and letter with accent are one
    ("l’été – d`ici", "l'ete - d'ici"),
    ("a  \t b", "a b"),
    ("a \n  b", "a\nb"),
    ("non\u{A0}breaking\u{202F}blank", "non breaking blank"),
    ("un\u{AD}sub\u{200B}scribe", "unsubscribe"),
    ("\u{FF35}\u{FF2E}", "un"),
    ("“quoted” «too»", "\"quoted\" \"too\""), ("「引」", "\"引\""),
    ("Ёлка", "елка"),
    ("ΆΝΟΙΞΗ", "ανοιξη"),
    ("Łódź Ørsted Œuvre", "lodz orsted oeuvre"),
    ("İstanbul ılık", "istanbul ilik"),
    ("مُحَمَّد", "محمد"),
    ("שָׁלוֹם", "שלום"),
    ("退订。谢谢", "退订.谢谢"),
    ("", ""),
    ("Señor mañana", "senor manana"),
    ("متى؟ الآن، ثم؛", "متي? الان, ثم;"),
    ("کتاب یکی", "كتاب يكي"),  // of a Persian keyboard, as of an Arabic one
    ("رسالة", "رساله"),
    ("١٤ ۱۴ १४ ๑๔ ১৪", "14 14 14 14 14"),
    ("Πότε; Τώρα", "ποτε? τωρα"),  // the Greek question mark
    ("now; later", "now; later"),
]

@Test("folding", arguments: foldings)
func folds(_ text: String, _ folded: String) {
    #expect(String(decoding: NormalizedText(text).bytes, as: UTF8.self) == folded)
}

@Test("every folded byte knows where it came from")
func mapsBack() {
    let text = "Straße  zurück"
    let folded = NormalizedText(text)
    let source = Array(text.utf8)
    let place = String(decoding: folded.bytes, as: UTF8.self).utf8.count - 1
    #expect(Int(folded.origins[place]) == source.count - 1)
    #expect(folded.origins.count == folded.bytes.count)
    #expect(zip(folded.origins, folded.origins.dropFirst()).allSatisfy { $0 <= $1 })
}

private let sentences: [(text: String, count: Int)] = [
    ("One. Two. Three.", 3),
    ("Ich bin am 3. August zurück.", 1),
    ("Back on Aug. 3 at noon.", 1),
    ("z.B. dies hier", 1),
    ("I do not trust it. Take me off.", 2),
    ("Ask Dr. Reed in St. Gallen.", 1),
    ("It. goes on", 1),
    ("thats it. stop writing", 2),
    ("merci, je suis là. ôtez-moi", 2),
    ("ring on nr. five", 1),
    ("Thanks\n\nBye", 2),
    ("Is it? Yes! Fine.", 3),
    ("متى؟ الآن", 2),
    ("वह कल है। धन्यवाद", 2),
    ("行吗？好。是！对", 4),
]

@Test("sentences", arguments: sentences)
func splitsSentences(_ text: String, _ count: Int) {
    let folded = NormalizedText(text)
    #expect(folded.sentence(at: folded.bytes.count - 1) + 1 == count)
}

@Test("bytes that are no UTF-8 stay and do not trap")
func keepsBrokenBytes() {
    var text = NormalizedText()
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x20, 0xE2, 0x82, 0x62, 0xF0]
    text.append(bytes, in: 0..<bytes.count)
    #expect(text.bytes.contains(0xFF))
}

@Test(
    "folding never needs more room than it was given",
    arguments: ["Ⱥ", "ŉ", "İ", "ß", "\u{FF01}", "😀", "\u{3000}"])
func keepsToItsRoom(_ letter: String) {
    let text = String(repeating: letter, count: 500)
    #expect(NormalizedText(text).bytes.count <= TextFolder.room(for: text.utf8.count))
}

private let lengths: [(text: String, words: Int)] = [
    ("two words", 2),
    ("请不要再给我发邮件", 4),  // nine letters
    ("退订", 1),
    ("stop 退订 now", 3),
    ("อย่าส่งอีก", 4),  // vowels above and below count as letters
    ("", 0),
]

@Test("two or three letters of a script without blanks are a word", arguments: lengths)
func measuresWords(_ text: String, _ words: Int) {
    let folded = NormalizedText(text)
    #expect(folded.length(ofWords: folded.wordStarts.indices) == words)
}

@Test("question marks are known by sentence")
func knowsQuestions() {
    let text = NormalizedText("Is it? Yes, certainly. Is it？ No")
    #expect((0..<4).map { text.isQuestion(sentence: $0) } == [true, false, true, false])
}

@Test("the bits of structural facts are their places", arguments: Array(Structure.allCases.enumerated()))
func numbersStructures(_ place: Int, _ structure: Structure) {
    #expect(structure.bit == 1 << UInt64(place))
    #expect(Structure.first(in: structure.bit) == structure)
}

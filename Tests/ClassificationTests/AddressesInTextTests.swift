import Testing

@testable import Classification

private let texts: [(text: String, addresses: [String])] = [
    ("Write to ann@shop.example.", ["ann@shop.example"]),
    ("担当の山本（yamamoto@shop.example）までお願いします。", ["yamamoto@shop.example"]),
    ("連絡先はyamamoto@shop.exampleです。", ["yamamoto@shop.example"]),
    ("kim@shop.example로 보내주세요", ["kim@shop.example"]),
    ("请联系wang@shop.example，谢谢", ["wang@shop.example"]),
    ("ติดต่อann@shop.exampleครับ", ["ann@shop.example"]),
    // RFC 6532: letters beyond ASCII on both sides.
    ("Bitte an jürgen@müller.example", ["jürgen@müller.example"]),
    ("新しい宛先: <用户@例え.jp>", ["用户@例え.jp"]),
    ("почта@пример.example — новый адрес", ["почта@пример.example"]),
    ("“ann@shop.example”", ["ann@shop.example"]),
    ("@shop.example and ann@localhost", []),
    ("a@", []),
]

@Test("addresses end where the sentence around them goes on", arguments: texts)
func findsAddresses(_ text: String, _ addresses: [String]) {
    #expect(AddressesInText.find(in: Array(text.utf8)).map(\.text) == addresses)
}

private let questions: [(text: String, asks: Bool)] = [
    ("Is it?", true), ("いくらですか？", true), ("كم السعر؟", true), ("Πόσο κοστίζει;", true), ("Πόσο\u{37E}", true),
    ("First this; then that.", false), ("Yes.", false), ("", false),
    ("我们不需要！", false),  // U+FF01 shares two bytes with U+FF1F
]

@Test("question marks of all scripts", arguments: questions)
func findsQuestionMarks(_ text: String, _ asks: Bool) {
    #expect(QuestionMarks.stand(in: Array(text.utf8)) == asks)
}

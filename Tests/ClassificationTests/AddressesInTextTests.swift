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
    // Commas, full stops and question marks of other scripts.
    ("وبريده omar@petra.example، اكتبوا له", ["omar@petra.example"]),
    ("هل هو omar@petra.example؟", ["omar@petra.example"]),
    ("ali@shop.example؛ reza@shop.example۔", ["ali@shop.example", "reza@shop.example"]),
    ("راسلونا بـomar@petra.example", ["omar@petra.example"]),
    ("תכתבו ל-avi@sapar.example", ["avi@sapar.example"]),
    ("כתבו לavi@sapar.example", ["avi@sapar.example"]),
    ("कृपया ann@shop.example।", ["ann@shop.example"]),
    ("Գրեք ann@shop.example։", ["ann@shop.example"]),
    ("ወደ ann@shop.example።", ["ann@shop.example"]),
    ("សូមសរសេរ ann@shop.example។", ["ann@shop.example"]),
    ("📧ann@shop.example✅", ["ann@shop.example"]),
    ("بريد@مثال.إختبار، شكرا", ["بريد@مثال.إختبار"]),
    ("मेल@उदाहरण.परीक्षा", ["मेल@उदाहरण.परीक्षा"]),  // vowel signs belong to the label
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
    // A link asks nobody.
    ("Type the word: https://guests.example/v?t=9c1e", false), ("<https://guests.example/v?t=9c1e>", false),
    ("(www.guests.example/?id=7)", false), ("Is it https://guests.example/v?", true),
    ("https://guests.example/v?t=1 Is it?", true), ("What?No", true),
]

@Test("question marks of all scripts", arguments: questions)
func findsQuestionMarks(_ text: String, _ asks: Bool) {
    #expect(QuestionMarks.stand(in: Array(text.utf8)) == asks)
}

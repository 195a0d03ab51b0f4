import Testing

@testable import DeliveryReports

private let steps: [(text: String, step: DialogueStep?)] = [
    ("host mx.example[192.0.2.4] said: 550 no (in reply to RCPT TO command)", .rcpt),
    ("host mx.example[192.0.2.4] said: 550 no (in reply to end of DATA command)", .data),
    ("SMTP error from remote mail server after MAIL FROM:<a@b.example>: 553 no", .mail),
    ("SMTP error from remote mail server after end of data: 554 no", .data),
    ("192.0.2.4 does not like recipient. Remote host said: 550 no", .rcpt),
    ("Connected to 192.0.2.4 but sender was rejected.", .mail),
    ("... while talking to mx.example.:\n>>> DATA\n<<< 550 5.2.1 no", .data),
    (">>> RCPT To:<a@b.example>\n<<< 550 no", .rcpt),
    // Commands were sent ahead: the answer below DATA is that to RCPT.
    (">>> DATA\n<<< 550 5.1.1 no\n550 5.1.1 a@b.example... no\n<<< 503 5.0.0 Need RCPT (recipient)", .rcpt),
    (">>> DATA\n<<< 354 go on", nil),  // no refusal
    ("Nobody of that name", nil),
    ("", nil),
]

@Test("step of the dialogue", arguments: steps)
func readsDialogueStep(_ text: String, _ step: DialogueStep?) {
    #expect(DialogueStep(in: text) == step)
}

@Test("phrases are found at any place, in any case, once each")
func findsPhrases() {
    let set = PhraseSet<Int>(["abc": 1, "abcd": 2, "xyz": 3, "жж": 4, "xy": 5])
    #expect(set.first(in: Array("ABCD".utf8)) == 1)  // the one written first
    #expect(set.first(in: Array("--xYz".utf8)) == 3)
    #expect(set.first(in: Array("a жж".utf8)) == 4)
    #expect(set.first(in: Array("xy abd".utf8)) == nil)  // two bytes are no phrase
    #expect(set.beginning("Abc-".utf8.span) == 1)
    #expect(set.beginning("-abc".utf8.span) == nil)
    #expect(set.first(in: Array("x".utf8)) == nil)
    #expect(set.first(in: []) == nil)
}

private let words: [(text: String, isWord: Bool)] = [
    ("abuse", true), ("ABUSE", true), ("abus", false), ("abuses", false), ("", false),
    ("mailerdaemon", false),
]

@Test("a word is one of a table, in any case", arguments: words)
func findsWords(_ text: String, _ isWord: Bool) {
    #expect(WordTable(["abuse", "postmaster"]).contains(text.utf8.span) == isWord)
}

@Test("few addresses and many, each once and in order", arguments: [0, 1, 12, 13, 40])
func keepsAddresses(_ count: Int) {
    let keys = (0..<count).map { "a\($0)@b.example" }
    let set = AddressSet(keys + keys.reversed())
    #expect(set.keys == keys)
    #expect(keys.allSatisfy(set.contains))
    #expect(!set.contains("b@b.example"))
    #expect(set.union(AddressSet(["b@b.example"])).contains("b@b.example"))
    #expect(set.subtracting(AddressSet(keys.prefix(1))).keys == Array(keys.dropFirst()))
}

private let delays: [(subject: String, text: String, delayed: Bool)] = [
    ("Warning: could not send message for past 4 hours", "", true),
    (
        "Mail", "Your message could not be delivered for 4 hours. It will be retried until it is 5 days old.",
        true
    ),
    ("Mail", "Message could not be delivered for 5 days. Giving up.", false),
    ("Доставка письма задерживается", "", true),
    ("Mail", "wird  weiter\n versucht", true),  // white space as it comes
    ("Mail", "No such user", false),
]

@Test("delay in words", arguments: delays)
func tellsDelayInWords(_ subject: String, _ text: String, _ delayed: Bool) {
    #expect(DelayWords.sayDelay(subject: subject, text: text) == delayed)
}

private let ids: [(address: String, isID: Bool)] = [
    ("slc.2f8tk670hg@out.example", true),
    ("20230530130202.F70E96D71B@mx.example", true),
    ("E1rcY4f5-0003ly-2K@mx.example", true),
    ("000501da6445$7c1e2f30$745a8d90$@pc.example", true),
    ("ann.reed@shop.example", false),
    ("sales2024@shop.example", false),  // a year is no token
    ("vertrieb-sued@shop.example", false),
    ("x1@shop.example", false),
]

@Test("what has the form of a Message-ID", arguments: ids)
func knowsMessageIDs(_ address: String, _ isID: Bool) {
    #expect(AddressScanner.looksLikeMessageID(address) == isID)
}

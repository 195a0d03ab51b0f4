import Classification
import Testing

@testable import RuleFiles

private let expansions: [(text: String, phrases: [String])] = [
    ("stop", ["stop"]),
    ("{stop|cease} it", ["stop it", "cease it"]),
    ("stop {me|us|}", ["stop me", "stop us", "stop"]),
    ("{please|} stop", ["please stop", "stop"]),
    ("do {really|} not", ["do really not", "do not"]),  // one blank where nothing stands
    ("stop{s|ped|}", ["stops", "stopped", "stop"]),
    ("{stop|cease}", ["stop", "cease"]),
    ("{stop}", ["stop"]),
    ("{a|b}{c|d}", ["ac", "ad", "bc", "bd"]),
    ("{|my} *mail{s|}*", ["*mails*", "*mail*", "my *mails*", "my *mail*"]),
    ("a|b", ["a|b"]),  // outside braces it is itself
    ("{退订|取消}{我|}", ["退订我", "退订", "取消我", "取消"]),
]

@Test("alternatives in a phrase", arguments: expansions)
func expandsAlternatives(_ text: String, _ phrases: [String]) throws {
    #expect(try PhraseAlternatives(text).phrases == phrases)
}

private let faulty: [(text: String, fault: String)] = [
    ("{stop|cease it", "'x' has a '{' without '}' in \"{stop|cease it\""),
    ("stop} it", "'x' has a '}' without '{' in \"stop} it\""),
    ("{stop|{cease|end}}", "'x' has braces in braces in \"{stop|{cease|end}}\""),
    (
        String(repeating: "{a|b}", count: 11),
        "\"\(String(repeating: "{a|b}", count: 11))\" in 'x' stands for 2048 phrases or more, and no entry may for "
            + "more than 2000"
    ),
]

@Test("alternatives that cannot be read", arguments: faulty)
func refusesAlternatives(_ text: String, _ fault: String) {
    #expect {
        try PhraseAlternatives(text)
    } throws: { error in
        (error as? PhraseAlternatives.Fault)?.texts(key: "x", phrase: text).fault == fault
    }
}

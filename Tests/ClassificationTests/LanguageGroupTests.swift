import MailFormat
import RuleFiles
import Testing

@testable import Classification

private let lexicons = [
    "en": "function-words: [the, and, is, to]\nconcepts:\n  later: [later]\n  stop: [stop]\n",
    "de": """
    function-words: [ich, und, das, nicht, wir, mit, bitte, für, die]
    concepts:
      later: [später]
      stop: [abmelden]

    """,
    "cs": "function-words: [je, na, se, že]\nconcepts:\n  later: [za]\n  stop: [nic]\n",
    "nb":
        "function-words: [jeg, og, det, ikke, vi, med, til, på]\nconcepts:\n  later: [senere]\n  stop: [slutt]\n",
    "sv": "function-words: [jag, och, det, inte, vi, med, till, på]\nconcepts:\n  stop: [sluta, avsluta]\n",
]

/// Does the concept stand in a message of this text?
private func stands(_ concept: String, in text: String, subject: String = "") throws -> Bool {
    let rule =
        "- {id: a.b, kind: reply, when: {concept: \(concept)}, weight: 1, catches: [a/b], spares: [a/c]}\n"
    let order =
        "order: [complaint, bounce, delay, delivered, receipt, out_of_office, auto_reply, unsubscribe, reply, other]"
    var files = lexicons.map { RuleFileText(path: "lexicon/\($0).yaml", text: "language: \($0)\n\($1)") }
    files.append(RuleFileText(path: "decision.yaml", text: order))
    files.append(RuleFileText(path: "reply.yaml", text: rule))
    let rules = try RuleFileLoader.load(files, version: "1", fixtures: nil)
    let message =
        "From: Ann <ann@customer.example>\nSubject: \(subject)\n"
        + "Content-Type: text/plain; charset=utf-8\n\n\(text)\n"
    let verdict = Classifier(rules: rules).classify(Message(Array(message.utf8)), receivedAt: nil)
    return verdict.matchedRules == ["a.b"]
}

private let german = "ich weiß nicht und wir sind mit das und die Leute für das Projekt hier und da"

private let texts: [(concept: String, text: String, subject: String, stands: Bool)] = [
    ("later", "\(german) später", "", true),
    ("later", "\(german) za Projekt", "", false),  // Czech
    ("later", "\(german) later Projekt", "", true),  // English counts everywhere
    ("later", "das klingt gut, det låter bra", "", false),  // but not with Swedish letters
    ("stop", "\(german) nic", "", false),
    ("stop", "\(german).\n\nNic.\n\nich und das", "", true),  // a sentence of one word may be of any language
    ("stop", "\(german)", "Nic", true),  // and so may the subject
    ("stop", "nic und das", "", true),  // too short to be sure
    ("stop", "jag och det inte vi med till på slutt nu då", "", true),  // neighbours count together
    ("stop", "ich und das nicht wir mit je na se že je na nic ted", "", true),  // two languages
]

@Test("words of other languages do not count where the language is plain", arguments: texts)
func countsOwnWords(_ concept: String, _ text: String, _ subject: String, _ expected: Bool) throws {
    #expect(try stands(concept, in: text, subject: subject) == expected)
}

private let counts: [(counts: [Int], groups: [UInt64], language: UInt64, inForce: UInt64)] = [
    ([9, 0, 0], [1, 2, 4], 1, 1),
    ([9, 4, 0], [1, 2, 4], 1, 1),
    ([9, 5, 0], [1, 2, 4], 1, 3),
    ([5, 0, 0], [1, 2, 4], 1, .max),  // too few
    ([9, 0, 0], [1, 2, 4], 2, .max),  // the script says otherwise
    ([9, 0, 6], [1, 1, 1], 1, 1),  // neighbours
    ([], [], 1, .max),
]

@Test("languages in force", arguments: counts)
func findsLanguagesInForce(_ counts: [Int], _ groups: [UInt64], _ language: UInt64, _ inForce: UInt64) {
    let expected = inForce == .max ? inForce : inForce | LanguageGroups.always | LanguageGroups.english
    #expect(LanguageGroups.inForce(counts: counts, groups: groups, language: language) == expected)
}

@Test("neighbours share a bit, English and the mail servers' words have their own")
func sharesBits() {
    let groups = LanguageGroups(["en", "mul", "de", "nb", "sv", "ru", "uk"])
    #expect(groups.bit(of: "nb") == groups.bit(of: "sv"))
    #expect(groups.bit(of: "ru") == groups.bit(of: "uk"))
    #expect(groups.bit(of: "ru") != groups.bit(of: "de"))
    #expect(groups.bit(of: "en") == LanguageGroups.english)
    #expect(groups.bit(of: "mul") == LanguageGroups.always)
    #expect(groups.bit(of: nil) == LanguageGroups.always)
    #expect(groups.bit(of: "tlh") == LanguageGroups.always)
}

private let pairs: [(first: String, second: String, hold: Bool)] = [
    ("nu", "trimite", true),
    ("nu", "stuur", false),  // Romanian and Dutch
    ("niet", "stuur", true),
    ("ikke", "skicka", true),  // Danish and Swedish stand in each other's mail
    ("never", "stuur", false),
    ("never", "mail", true),  // of both languages
    ("nogo", "stuur", true),  // of no language
]

@Test("words near each other are of one language, and so is what negates", arguments: pairs)
func pairsWithinLanguages(_ first: String, _ second: String, _ expected: Bool) throws {
    let lexicons = [
        ("en", "never", "mail"), ("nl", "niet", "stuur, mail"), ("ro", "nu", "trimite"),
        ("da", "ikke", "send"),
        ("sv", "inte", "skicka"), ("mul", "nogo", "go"),
    ]
    var files = lexicons.map { tag, no, verbs in
        RuleFileText(
            path: "lexicon/\(tag).yaml",
            text: "language: \(tag)\nconcepts:\n  negation: [\(no)]\n  dont: [\(no)]\n  write: [\(verbs)]\n")
    }
    let order =
        "order: [complaint, bounce, delay, delivered, receipt, out_of_office, auto_reply, unsubscribe, reply, other]"
    let rest = "weight: 1, catches: [a/b], spares: [a/c]}\n"
    files.append(RuleFileText(path: "decision.yaml", text: order))
    files.append(
        RuleFileText(
            path: "reply.yaml",
            text: "- {id: a.near, kind: reply, when: {concept: dont, near: {concept: write}}, \(rest)"
                + "- {id: a.plain, kind: reply, when: {concept: write, not: negated}, \(rest)"))
    let rules = try RuleFileLoader.load(files, version: "1", fixtures: nil)
    let message = "From: Ann <ann@customer.example>\nSubject: x\n\n\(first) xyz \(second)\n"
    let verdict = Classifier(rules: rules).classify(Message(Array(message.utf8)), receivedAt: nil)
    #expect(verdict.matchedRules == [expected ? "a.near" : "a.plain"])
}

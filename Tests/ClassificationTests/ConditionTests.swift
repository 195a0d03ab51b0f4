import CalendarTime
import MailFormat
import RuleFiles
import Testing

@testable import Classification

private let lexicon = """
    language: en
    function-words: [the, and, is]
    concepts:
      negation: [not, never, "don't"]
      negation-after: [nicht]
      stop: [stop, cease, do stop]
      mail: [email, emails, mails]
      absence: [on holiday, away]
      until: [until]
      deal-thing: [contract, from the offers, stop the bus]
      mail-at-large: [offers, anything]
    """
private let dates = """
    language: en
    order: either
    months: {8: [august]}
    cues: {until: [until], back: [back]}
    """
private let decision =
    "order: [complaint, bounce, delay, delivered, receipt, out_of_office, auto_reply, unsubscribe, reply, other]"

/// Does the condition hold for a message with this subject, text and extra header?
private func holds(_ when: String, subject: String = "", text: String, header: String = "") throws -> Bool {
    let rule = """
        - id: test.rule
          kind: unsubscribe
          when: \(when)
          weight: 1
          catches: [a/b]
          spares: [a/c]
        """
    let rules = try RuleFileLoader.load(
        [
            RuleFileText(path: "lexicon/en.yaml", text: lexicon),
            RuleFileText(path: "dates/en.yaml", text: dates),
            RuleFileText(path: "decision.yaml", text: decision), RuleFileText(path: "test.yaml", text: rule),
        ], version: "1", fixtures: nil)
    let message =
        "From: Ann <ann@customer.example>\nSubject: \(subject)\n\(header)Date: Wed, 17 Jun 2026 10:00:00 +0000\n"
        + "Content-Type: text/plain; charset=utf-8\n\n\(text)\n"
    let verdict = Classifier(rules: rules).classify(Message(Array(message.utf8)), receivedAt: nil)
    return verdict.matchedRules == ["test.rule"]
}

private let words: [(when: String, text: String, holds: Bool)] = [
    ("{concept: stop}", "Please cease.", true),
    ("{concept: stop}", "Please go on.", false),
    // No word of an address is said.
    ("{concept: stop}", "Write to b.cease@firm.example.", false),
    ("{concept: stop}", "Write to ann@cease-and-sons.example.", false),
    ("{concept: stop}", "Cease: ann@firm.example", true),
    ("{concept: [mail, stop]}", "One email came", true),
    ("{phrase: [big red]}", "the Big  Red bus", true),
    ("{concept: stop, not: negated}", "do not stop now", false),
    ("{concept: stop, not: negated}", "I don't want you to stop", false),
    ("{concept: stop, not: negated}", "not now, stop it", true),  // the comma ends what is negated
    ("{concept: stop, not: negated}", "It is not. Stop it.", true),  // another sentence
    ("{concept: stop, not: negated}", "stop nicht", false),  // put after, as German does
    ("{concept: stop, not: about-a-thing}", "Stop it.", true),
    ("{concept: stop, not: about-a-thing}", "Stop sending me that contract.", false),
    ("{concept: stop, not: about-a-thing}", "The contract must stop.", false),  // before its verb
    ("{concept: stop, not: about-a-thing}", "Stop sending me and all others that contract.", true),
    ("{concept: stop, not: about-a-thing}", "Stop it, the contract is signed.", true),
    ("{concept: stop, not: about-a-thing}", "Stop that. The contract is signed.", true),
    ("{concept: stop, not: about-a-thing}", "Stop the contract, the offers, the calls.", true),
    ("{concept: stop, not: about-a-thing}", "Stop that line from the offers.", false),  // no offers
    ("{concept: [mail, absence], not: about-a-thing}", "emails", true),
    ("{concept: stop, not: [negated, about-a-thing]}", "Never stop it.", false),
    ("{concept: stop, near: {concept: mail}, within: 3}", "stop these annoying emails", true),
    ("{concept: stop, near: {concept: mail}, within: 1}", "stop these annoying emails", false),
    ("{concept: stop, near: {concept: mail, order: before}}", "stop the emails", true),
    ("{concept: stop, near: {concept: mail, order: after}}", "stop the emails", false),
    ("{concept: stop, near: {concept: mail}}", "Stop. Emails are fine.", false),
    ("{concept: stop, near: {concept: mail}, same-sentence: false}", "Stop. Emails are fine.", true),
    ("{concept: stop, unless-near: {concept: mail, within: 4}}", "stop the emails", false),
    ("{concept: stop, near: {concept: stop}}", "stop it, I say stop", true),
    ("{concept: stop, quotation: false}", "Your mail says “stop” at its end.", false),
    ("{concept: stop, quotation: false}", "“stop” says your mail, and I say stop", true),
    ("{concept: stop, quotation: true}", "Your mail says 「stop」 at its end.", true),
    ("{concept: stop, quotation: true}", "He said \"hello\", so stop", false),
    ("{concept: stop, near: {concept: stop}}", "do stop now", false),  // one in another, and told once
    ("{concept: absence, near: {date: true, within: 5}}", "I am away until 3 August", true),
    ("{concept: absence, near: {date: true, within: 5}}", "I am away for long", false),
    ("{date: true, in: reply}", "until 3 August", true),
    ("{concept: stop, only-if-short: 3}", "stop it now", true),
    ("{concept: stop, only-if-short: 3}", "stop it now please", false),
    ("{concept: stop, first-words: 2}", "please stop", true),
    ("{concept: stop, first-words: 2}", "would you please stop", false),
    ("{concept: stop, short-sentence: 2}", "I have read it all. Stop it.", true),
    ("{concept: stop, short-sentence: 2}", "Stop it at once. I have read it all.", false),
    ("{concept: stop, short-sentence: 2}", "是的。请不要 stop。好的。", false),
    ("{concept: stop, question: true}", "Will you stop? Yes.", true),
    ("{concept: stop, question: true}", "Will you? Stop.", false),
    ("{concept: stop, question: true}", "stop؟ نعم", true),
    ("{concept: stop, question: true}", "stop？ 是", true),
    ("{concept: stop, first-words: 3}", "请不要再 stop", true),  // four letters, two words
    ("{concept: stop, first-words: 2}", "请不要再 stop", false),
    ("{concept: stop, near: {concept: mail}, within: 2}", "stop 请不要再 emails", true),
    ("{concept: stop, near: {concept: mail}, within: 1}", "stop 请不要再 emails", false),
    ("{concept: stop, only-if-short: 3}", "请不要再 stop", true),
    ("{concept: stop, alone: true}", "Stop!", true),
    ("{concept: stop, alone: true}", "Stop it", false),
    ("{concept: stop, last: true}", "I say it again: stop!", true),
    ("{concept: stop, last: true}", "Stop it", false),
    ("{concept: stop, in: quoted}", "Fine.\n\nOn 1 May 2026 Mia wrote:\n> stop\n", true),
    ("{concept: stop, in: reply}", "Fine.\n\nOn 1 May 2026 Mia wrote:\n> stop\n", false),
    ("{concept: stop, in: body}", "Fine.\n\nOn 1 May 2026 Mia wrote:\n> stop\n", true),
    ("{short-reply: 2}", "two words", true),
    ("{short-reply: 2}", "now three words", false),
    ("{long-reply: 3}", "now three words", true),
    ("{short-reply: 4}", "请不要再给我发邮件", true),
    ("{long-reply: 5}", "请不要再给我发邮件", false),
    ("{all: [{concept: stop}, {concept: mail}]}", "stop emails", true),
    ("{all: [{concept: stop}, {concept: mail}]}", "stop", false),
    ("{any: [{concept: stop}, {concept: mail}]}", "emails", true),
    ("{none: [{concept: stop}, {concept: mail}]}", "hello", true),
    ("{not: {concept: stop}}", "stop", false),
    ("{structure: question-mark}", "Really?", true),
    ("{structure: [quotes-mail, empty-reply]}", "text", false),
    ("{field: reply, starts-with: [please]}", "Please do", true),
    ("{field: reply, starts-with: [do]}", "Please do", false),
    ("{field: reply, ends-with: [do]}", "Please do.", true),
    ("{field: reply, contains: [leas]}", "Please do", true),
    ("{field: reply, equals: [please do]}", "Please do!", true),
    ("{language: en}", "the cat and the dog is here", true),
    ("{language: de}", "the cat and the dog is here", false),
]

@Test("conditions on words", arguments: words)
func wordConditions(_ when: String, _ text: String, _ expected: Bool) throws {
    #expect(try holds(when, text: text) == expected)
}

private let headers: [(when: String, header: String, holds: Bool)] = [
    ("{header: X-Autoreply}", "X-Autoreply: yes\n", true),
    ("{header: X-Autoreply}", "", false),
    ("{header: x-autoreply, exists: true}", "X-AutoReply: yes\n", true),
    ("{header: X-Autoreply, exists: false}", "", true),
    ("{header: [X-One, X-Two]}", "X-Two: 1\n", true),
    ("{header: Precedence, equals: [auto_reply]}", "Precedence: Auto_Reply\n", true),
    ("{header: Precedence, equals: [auto]}", "Precedence: auto_reply\n", false),
    ("{header: Precedence, starts-with: [auto]}", "Precedence: auto_reply\n", true),
    ("{header: Precedence, contains: [reply]}", "Precedence: auto_reply\n", true),
]

@Test("conditions on header fields", arguments: headers)
func headerConditions(_ when: String, _ header: String, _ expected: Bool) throws {
    #expect(try holds(when, text: "text", header: header) == expected)
}

private let subjects: [(subject: String, holds: Bool)] = [
    ("Stop", true), ("Please stop", false), ("STOP!", true),
    ("Re: Stop", false),  // after Re: stands our own subject
]

@Test("the subject", arguments: subjects)
func subjectConditions(_ subject: String, _ expected: Bool) throws {
    #expect(try holds("{field: subject, equals: [stop]}", subject: subject, text: "Regards") == expected)
}

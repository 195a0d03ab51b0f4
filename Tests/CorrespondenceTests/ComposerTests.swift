import CalendarTime
import MailFormat
import ReplyText
import Testing

@testable import Correspondence

private let berlin = ZoneTable(identifier: "Europe/Berlin", initialOffset: 3_600)
private let now = Instant(iso8601: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)
private let nonce: [UInt8] = Array(0..<16)

private let parent = AnsweredMessage(
    messageID: "p2@their.example", references: ["p0@ours.example", "p1@their.example"],
    from: [Mailbox(name: "Anna Example", address: "anna@their.example")], subject: "Quick question",
    date: Instant(iso8601: "2026-03-01T18:30:00Z"), text: "Yes, please.\n\n> May I call?\n")

private func compose(
    _ draft: ReplyDraft, answering original: AnsweredMessage = parent
) throws(ReplyFault) -> ComposedReply {
    try ReplyComposer(sender: "mia@Ours.example", zone: berlin)
        .compose(draft, answering: original, at: now, nonce: nonce)
}

private func text(_ reply: ComposedReply) -> String { String(decoding: reply.message, as: UTF8.self) }

/// What holds for every message, whatever is in it.
private func expectSound(_ reply: ComposedReply, _ location: SourceLocation = #_sourceLocation) {
    #expect(reply.message.allSatisfy { $0 < 0x80 && $0 != 0 }, sourceLocation: location)
    let lines = text(reply).replacing("\r\n", with: "\u{1}")
    #expect(!lines.contains { $0 == "\r" || $0 == "\n" || $0 == "\r\n" }, sourceLocation: location)
    for line in lines.split(separator: "\u{1}") {
        #expect(line.utf8.count <= 998, sourceLocation: location)
        if line.contains("=?utf-8?") { #expect(line.utf8.count <= 76, "\(line)", sourceLocation: location) }
    }
    let parsed = Message(reply.message)
    #expect(parsed.defects.isEmpty, sourceLocation: location)
    #expect(parsed.from.map(\.address) == ["mia@Ours.example"], sourceLocation: location)
    #expect(parsed.messageID == reply.messageID, sourceLocation: location)
}

@Test("a whole answer, byte for byte")
func composesAnswer() throws {
    let reply = try compose(
        ReplyDraft(
            senderName: "Mia Muster", cc: [Mailbox(name: "", address: "tom@ours.example")],
            text: "Fine!\n\nMia"))
    #expect(
        text(reply) == """
            Date: Mon, 2 Mar 2026 10:00:00 +0100\r
            From: Mia Muster <mia@Ours.example>\r
            To: Anna Example <anna@their.example>\r
            Cc: tom@ours.example\r
            Message-ID: <000102030405060708090a0b0c0d0e0f@ours.example>\r
            In-Reply-To: <p2@their.example>\r
            References: <p0@ours.example> <p1@their.example> <p2@their.example>\r
            Subject: Re: Quick question\r
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Transfer-Encoding: 7bit\r
            \r
            Fine!\r
            \r
            Mia\r
            \r
            On Sun, 1 Mar 2026 at 19:30, Anna Example wrote:\r
            > Yes, please.\r
            >\r
            >> May I call?\r

            """)
    #expect(reply.recipients == ["anna@their.example", "tom@ours.example"])
    expectSound(reply)
}

@Test("it says nothing that a robot says")
func isPersonal() throws {
    let header = text(try compose(ReplyDraft(text: "x"))).lowercased()
    for field in ["auto-submitted", "list-unsubscribe", "precedence", "x-auto"] {
        #expect(!header.contains(field))
    }
}

private let names: [String] = [
    "Mia", "Mia Muster", "Muster, Mia", "Mia \"The Fox\" Muster", "back\\slash", "Mia (Sales)", "a@b.example",
    "Müller", "Zoë Ångström", "李小龍", "Мия Иванова", "👩‍👩‍👧‍👦 Family", "x=?utf-8?q?y?=z", "  two   blanks ",
    String(repeating: "ab ", count: 100), String(repeating: "ü", count: 400),
    String(repeating: "😀", count: 200),
    String(repeating: "x", count: 300), "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}",
]

@Test("names come back as they were", arguments: names)
func writesNames(_ name: String) throws {
    let reply = try compose(
        ReplyDraft(
            senderName: name, to: [Mailbox(name: name, address: "a@b.example"), parent.from[0]], text: "x"))
    let parsed = Message(reply.message)
    let collapsed = name.split(separator: " ").joined(separator: " ")
    #expect(parsed.from.map(\.name) == [collapsed])
    #expect(parsed.to.map(\.name) == [collapsed, "Anna Example"])
    #expect(parsed.to.map(\.address) == ["a@b.example", "anna@their.example"])
    expectSound(reply)
}

private let subjects: [(of: String, answer: String)] = [
    ("Quick question", "Re: Quick question"), ("", "Re:"), ("Re: x", "Re: x"), ("RE:x", "Re: x"),
    ("AW: Re: SV: Antw: RV: x", "Re: x"), ("Re[2]: x", "Re: x"), ("AW (3): x", "Re: x"), ("Re^2: x", "Re: x"),
    ("RE : x", "Re: x"), ("回复：报价", "Re: 报价"), ("Odp: Ynt: x", "Re: x"),
    ("Fwd: x", "Re: Fwd: x"),  // what was forwarded is answered
    ("Regarding: x", "Re: Regarding: x"), ("Re", "Re: Re"), ("Rev 2: x", "Re: Rev 2: x"),
    ("a\r\nBcc: b@c.example", "Re: a Bcc: b@c.example"), ("a\u{0}b", "Re: a b"),
    ("Grüße aus Köln", "Re: Grüße aus Köln"), ("\u{2028}x", "Re: x"),
]

@Test("Re: once", arguments: subjects)
func answersSubjects(_ subject: String, _ answer: String) throws {
    var original = parent
    original.subject = subject
    let reply = try compose(ReplyDraft(text: "x"), answering: original)
    #expect(Message(reply.message).subject == answer)
    expectSound(reply)
}

private let longSubjects: [String] = [
    String(repeating: "word ", count: 90) + "end", String(repeating: "Ärger ", count: 80) + "Ende",
    String(repeating: "x", count: 490), String(repeating: "日本語", count: 160),
    String(repeating: "🧑🏽‍🚀", count: 100),
]

@Test("long subjects are folded and come back", arguments: longSubjects)
func foldsSubjects(_ subject: String) throws {
    let reply = try compose(ReplyDraft(subject: subject, text: "x"))
    #expect(Message(reply.message).subject == subject)
    expectSound(reply)
}

@Test("each encoded word decodes by itself, RFC 2047 §5")
func tearsNoCharacter() {
    let text = String(repeating: "aü€😀 ", count: 60)
    let words = EncodedWordWriter.words(text, firstRoom: 41)
    #expect(words.count > 5)
    #expect(words[0].utf8.count <= 41)
    for word in words {
        #expect(word.utf8.count <= 75)
        #expect(!EncodedWords.decode(word).contains("\u{FFFD}"))
    }
    #expect(words.map { EncodedWords.decode($0) }.joined() == text)
}

// MARK: Threads

private let threads:
    [(id: String?, references: [String], inReplyTo: [String], answer: String?, chain: [String])] = [
        ("m", ["a", "b"], ["b"], "m", ["a", "b", "m"]),
        ("m", [], ["b"], "m", ["b", "m"]),  // In-Reply-To stands for References
        ("m", [], ["b", "c"], "m", ["m"]),  // unless it names several
        ("m", [], [], "m", ["m"]),
        (nil, ["a"], [], nil, ["a"]),
        (nil, [], [], nil, []),
        ("m", ["a", "m", "a"], [], "m", ["a", "m"]),
        ("m\r\nBcc: x", ["a>", "b c", "ü"], [], nil, []),  // no ids
        (String(repeating: "x", count: 901), ["a"], [], nil, ["a"]),
    ]

@Test("In-Reply-To and References, RFC 5322 §3.6.4", arguments: threads)
func threads(
    _ id: String?, _ references: [String], _ inReplyTo: [String], _ answer: String?, _ chain: [String]
) {
    let thread = ReplyThread(
        answering: AnsweredMessage(messageID: id, references: references, inReplyTo: inReplyTo))
    #expect(thread.inReplyTo == answer)
    #expect(thread.references == chain)
}

@Test("of many references the first and the newest stay, one on a line where they are long")
func boundsReferences() throws {
    var original = parent
    original.references = (1...40).map { "reference-number-\($0)-of-a-long-conversation@their.example" }
    let reply = try compose(ReplyDraft(text: "x"), answering: original)
    let found = Message(reply.message).references
    #expect(found.count == ReplyThread.maximumReferences)
    #expect(found.first == original.references.first)
    #expect(found.suffix(2) == [original.references[39], "p2@their.example"])
    expectSound(reply)
}

// MARK: Recipients

private let recipients: [(replyTo: [String], from: [String], to: [String])] = [
    (["r@x.example"], ["f@x.example"], ["r@x.example"]), ([], ["f@x.example"], ["f@x.example"]),
    (["r@x.example", "s@x.example"], ["f@x.example"], ["r@x.example", "s@x.example"]),
    (["r@x.example", "R@x.example"], [], ["r@x.example"]),
    ([""], ["f@x.example"], ["f@x.example"]),
    (["r@x.example", "a b@x.example"], [], ["r@x.example"]),
]

@Test("an answer goes to Reply-To, else to From", arguments: recipients)
func chooses(_ replyTo: [String], _ from: [String], _ to: [String]) throws {
    var original = parent
    original.replyTo = replyTo.map { Mailbox(name: "", address: $0) }
    original.from = from.map { Mailbox(name: "", address: $0) }
    #expect(try compose(ReplyDraft(text: "x"), answering: original).recipients == to)
}

private let address = "a@b.example"
private let faults: [(draft: ReplyDraft, fault: ReplyFault)] = [
    (ReplyDraft(senderName: "a\r\nBcc: x@y.example", text: "x"), .controlCharacter(field: "From")),
    (ReplyDraft(senderName: "a\u{0}", text: "x"), .controlCharacter(field: "From")),
    (ReplyDraft(subject: "a\nb", text: "x"), .controlCharacter(field: "Subject")),
    (ReplyDraft(subject: "a\u{2028}b", text: "x"), .controlCharacter(field: "Subject")),
    (ReplyDraft(to: [Mailbox(name: "a\rb", address: address)], text: "x"), .controlCharacter(field: "To")),
    (ReplyDraft(cc: [Mailbox(name: "\u{85}", address: address)], text: "x"), .controlCharacter(field: "Cc")),
    (
        ReplyDraft(to: [Mailbox(name: "", address: "a@b\r\nBcc: c@d")], text: "x"),
        .invalidAddress(field: "To")
    ),
    (ReplyDraft(to: [Mailbox(name: "", address: "a@b> SIZE=1 <")], text: "x"), .invalidAddress(field: "To")),
    (ReplyDraft(to: [Mailbox(name: "", address: "a@b,c@d")], text: "x"), .invalidAddress(field: "To")),
    (ReplyDraft(cc: [Mailbox(name: "", address: "ü@b.example")], text: "x"), .invalidAddress(field: "Cc")),
    (ReplyDraft(cc: [Mailbox(name: "", address: "")], text: "x"), .invalidAddress(field: "Cc")),
    (ReplyDraft(to: [Mailbox(name: "", address: ".a@b.example")], text: "x"), .invalidAddress(field: "To")),
    (ReplyDraft(to: [], text: "x"), .noRecipient),
    (ReplyDraft(text: " \n\t"), .emptyText),
    (ReplyDraft(subject: String(repeating: "x", count: 501), text: "x"), .fieldTooLong(field: "Subject")),
    (
        ReplyDraft(text: String(repeating: "x", count: ReplyDraft.maximumTextLength + 1)),
        .textTooLong(ReplyDraft.maximumTextLength)
    ),
    (
        ReplyDraft(cc: Array(repeating: Mailbox(name: "", address: address), count: 50), text: "x"),
        .tooManyRecipients(51)
    ),
]

@Test("what would break the header, or is no answer, is refused", arguments: faults)
func refuses(_ draft: ReplyDraft, _ fault: ReplyFault) {
    #expect(throws: fault) { try compose(draft) }
}

@Test("what the message answered brings cannot break the header either")
func survivesHostileOriginal() throws {
    let original = AnsweredMessage(
        messageID: "x>\r\nBcc: a@b.example", references: ["\r\n\r\nbody"],
        from: [Mailbox(name: "A\r\nBcc: v@w.example\u{0}", address: "a@b.example")],
        replyTo: [Mailbox(name: "", address: "r@b.example\r\nDATA")],
        subject: "s\r\nBcc: v@w.example\r\n\r\nbody",
        text: "a\u{0}b\r.\r\nc")
    #expect(throws: ReplyFault.noRecipient) { try compose(ReplyDraft(text: "x"), answering: original) }
    let draft = ReplyDraft(to: [Mailbox(name: "", address: address)], text: "x")
    let reply = try compose(draft, answering: original)
    let parsed = Message(reply.message)
    #expect(parsed.fields("bcc").isEmpty)
    #expect(parsed.subject == "Re: s Bcc: v@w.example body")
    #expect(reply.recipients == [address])
    expectSound(reply)
}

// MARK: Text

private let texts: [(text: String, encoding: String)] = [
    ("plain", "7bit"), ("two\nlines\n\n\n", "7bit"), ("crlf\r\nlines\rand cr", "7bit"), (".\n..", "7bit"),
    ("Grüße", "quoted-printable"), ("-- \nMia", "quoted-printable"), ("From here", "quoted-printable"),
    ("tab\tin", "quoted-printable"), (String(repeating: "long ", count: 60) + "end", "quoted-printable"),
    (String(repeating: "ä=😀 ", count: 90) + ".", "quoted-printable"), ("end blank \nx", "quoted-printable"),
    (String(repeating: "x", count: 76), "7bit"), (String(repeating: "x", count: 77), "quoted-printable"),
    (String(repeating: "é", count: 200), "quoted-printable"),
]

@Test("text comes back, in lines of at most 76", arguments: texts)
func encodesText(_ text: String, _ encoding: String) throws {
    let reply = try compose(ReplyDraft(text: text, quotesOriginal: false))
    let parsed = Message(reply.message)
    #expect(TextBody(text).transferEncoding == encoding)
    let expected = TextBody.lines(text).joined(separator: "\n")
    let found = parsed.text(of: 0).replacing("\r\n", with: "\n")
    #expect(found == expected + "\n")
    for line in TextBody(text).encoded.split(separator: "\r\n") { #expect(line.utf8.count <= 76) }
    expectSound(reply)
}

@Test("control characters of a text are left out")
func dropsControls() {
    #expect(TextBody.lines("a\u{0}b\u{7}c\u{1B}[0m\td\r\ne") == ["abc[0m\td", "e"])
}

@Test(
    "what is quoted is recognised as quoted, by us too", arguments: [parent.text, "Ja.\r\nGruß", "one line"])
func quotesRecognisably(_ original: String) throws {
    var answered = parent
    answered.text = original
    let reply = try compose(ReplyDraft(text: "Thank you,\n\nsee you on Monday at 9"), answering: answered)
    let read = ReplyReader().read(Message(reply.message))
    // Empty lines are not part of it.
    #expect(read.visibleReply == "Thank you,\nsee you on Monday at 9")
}

private let longTexts: [(text: String, count: Int)] = [
    (Array(repeating: "line", count: 1_000).joined(separator: "\n"), QuotedOriginal.maximumLines + 2),
    (Array(repeating: String(repeating: "x", count: 40_000), count: 3).joined(separator: "\n"), 3),
]

@Test("what is quoted is bounded", arguments: longTexts)
func boundsQuote(_ text: String, _ count: Int) {
    var answered = parent
    answered.text = text
    let lines = QuotedOriginal(answered, zone: .utc).lines
    #expect(lines.count == count)
    #expect(lines.last == "> […]")
}

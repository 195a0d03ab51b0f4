import CalendarTime
import MailFormat
import ReplyText
import Testing

@testable import Correspondence

private let berlin = ZoneTable(identifier: "Europe/Berlin", initialOffset: 3_600)
private let now = Instant(iso8601: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)
private let nonce: [UInt8] = Array(0..<16)
private let tom = Mailbox(name: "", address: "tom@ours.example")

private let original = """
    From: Anna Example <anna@their.example>\r
    To: Mia <mia@ours.example>\r
    Subject: Re: Quick question\r
    Date: Sun, 1 Mar 2026 18:30:00 +0000\r
    Message-ID: <p2@their.example>\r
    References: <p0@ours.example> <p1@their.example>\r
    \r
    Yes, please.\r

    """

private func compose(_ draft: ForwardDraft, _ bytes: [UInt8]) throws(ReplyFault) -> ComposedReply {
    try ForwardComposer(sender: "mia@Ours.example", zone: berlin).compose(
        draft, forwarding: AnsweredMessage(Message(bytes)), bytes, at: now, nonce: nonce)
}

@Test("a whole forward, byte for byte")
func composesForward() throws {
    let forward = try compose(
        ForwardDraft(senderName: "Mia Muster", to: [tom], note: "Can you take her?\n"), Array(original.utf8))
    let boundary = "=_000102030405060708090a0b0c0d0e0f"
    #expect(
        String(decoding: forward.message, as: UTF8.self) == """
            Date: Mon, 2 Mar 2026 10:00:00 +0100\r
            From: Mia Muster <mia@Ours.example>\r
            To: tom@ours.example\r
            Message-ID: <000102030405060708090a0b0c0d0e0f@ours.example>\r
            References: <p0@ours.example> <p1@their.example> <p2@their.example>\r
            Subject: Fwd: Quick question\r
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed; boundary="\(boundary)"\r
            Content-Transfer-Encoding: 7bit\r
            \r
            \r
            --\(boundary)\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Transfer-Encoding: 7bit\r
            \r
            Can you take her?\r
            \r
            ---------- Forwarded message ----------\r
            From: Anna Example <anna@their.example>\r
            Date: Sun, 1 Mar 2026 19:30:00 +0100\r
            Subject: Re: Quick question\r
            To: Mia <mia@ours.example>\r
            \r
            > Yes, please.\r
            \r
            --\(boundary)\r
            Content-Type: message/rfc822\r
            Content-Disposition: attachment; filename="forwarded-message.eml"\r
            Content-Transfer-Encoding: 7bit\r
            \r
            \(original)\r
            --\(boundary)--\r

            """)
    #expect(forward.recipients == ["tom@ours.example"])
    #expect(Message(forward.message).defects.isEmpty)
}

@Test(
    "our reader tells the note from what is forwarded",
    arguments: ["Can you take her?", "", "Tom,\n\nplease call her on Monday at 9"])
func separatesNote(_ note: String) throws {
    let forward = try compose(ForwardDraft(to: [tom], note: note), Array(original.utf8))
    let reading = ReplyReader().read(Message(forward.message))
    #expect(reading.isForward)
    #expect(reading.visibleReply == note.replacing("\n\n", with: "\n"))
}

private let subjects: [(of: String, forward: String)] = [
    ("Quick question", "Fwd: Quick question"), ("", "Fwd:"), ("Re: x", "Fwd: x"), ("AW: WG: x", "Fwd: x"),
    ("FW: Re: Fwd: x", "Fwd: x"), ("TR : x", "Fwd: x"), ("Forwarding: x", "Fwd: Forwarding: x"),
    ("a\r\nBcc: b@c.example", "Fwd: a Bcc: b@c.example"), ("转发：报价", "Fwd: 报价"),
]

@Test("Fwd: once, and no Re: behind it", arguments: subjects)
func forwardsSubjects(_ subject: String, _ forward: String) {
    #expect(AnswerSubject.forwarding(subject) == forward)
}

// MARK: The attached original

private func attached(_ body: String, _ header: String = "") -> [UInt8] {
    Array("Subject: s\r\n\(header)\r\n\(body)".utf8)
}

private let originals: [(bytes: [UInt8], type: String, encoding: String, whole: String)] = [
    (attached("plain\r\n"), "rfc822", "7bit", "7bit"), (attached(""), "rfc822", "7bit", "7bit"),
    (attached("Grüße\r\n"), "rfc822", "8bit", "8bit"),
    (attached(String(repeating: "x", count: 998) + "\r\n"), "rfc822", "7bit", "7bit"),
    // What SMTP does not carry in a message/rfc822, which knows no transfer encoding, goes as a file.
    (attached(String(repeating: "x", count: 999) + "\r\n"), "octet-stream", "base64", "7bit"),
    (attached("a\u{0}b\r\n"), "octet-stream", "base64", "7bit"),
]

@Test("the original goes along as SMTP can carry it", arguments: originals)
func attaches(_ bytes: [UInt8], _ type: String, _ encoding: String, _ whole: String) throws {
    let attached = AttachedMessage(bytes)
    let forward = Message(try compose(ForwardDraft(to: [tom]), bytes).message)
    let part = try #require(forward.parts.indices.first { forward.parts[$0].parent == 0 && $0 > 1 })
    #expect(forward.parts[part].mediaType.subtype == type)
    #expect(attached.fields.last?.tokens == [encoding])
    #expect(forward.fields("content-transfer-encoding").count == 1)
    let told = try #require(forward.fields("content-transfer-encoding").first)
    #expect(forward.unstructured(told) == whole)
    if type == "octet-stream" { #expect(forward.body(of: part) == bytes) }
}

private let lineEnds: [(of: String, carried: String)] = [
    ("a\nb\n", "a\r\nb\r\n"), ("a\rb", "a\r\nb"), ("a\r", "a\r\n"), ("\r\n\n\r\r\n", "\r\n\r\n\r\n\r\n"),
]

@Test("bare CR and LF become line ends", arguments: lineEnds)
func normalises(_ text: String, _ carried: String) {
    #expect(String(decoding: AttachedMessage(Array(text.utf8)).encoded, as: UTF8.self) == carried)
}

@Test("a message that carries boundaries of its own does not end the forward")
func survivesBoundaries() throws {
    let inner = attached(
        "--=_inner\r\n\r\na\r\n--=_inner--\r\n", "Content-Type: multipart/mixed; boundary=\"=_inner\"\r\n")
    let forward = Message(try compose(ForwardDraft(to: [tom]), inner).message)
    #expect(forward.parts.count { $0.parent == 0 } == 2)
    #expect(forward.defects.isEmpty)
}

// MARK: Drafts

private let typed: [(text: String, found: [Mailbox])] = [
    ("tom@ours.example", [tom]), (" tom@ours.example ,, ; \n", [tom]), ("", []),
    (
        "tom@ours.example; eva@x.example\neva@y.example",
        [
            tom, Mailbox(name: "", address: "eva@x.example"), Mailbox(name: "", address: "eva@y.example"),
        ]
    ),
    ("Tom Muster <tom@ours.example>", [Mailbox(name: "Tom Muster", address: "tom@ours.example")]),
    ("\"Tom\" <tom@ours.example>", [Mailbox(name: "Tom", address: "tom@ours.example")]),
    // No address: it stays in the list, to be refused.
    ("tom", [Mailbox(name: "", address: "tom")]), ("<tom", [Mailbox(name: "", address: "<tom")]),
    ("tom@ours.example eva@x.example", [Mailbox(name: "", address: "tom@ours.example eva@x.example")]),
]

@Test("recipients as people type them", arguments: typed)
func readsTyped(_ text: String, _ found: [Mailbox]) {
    #expect(ForwardDraft.recipients(typed: text) == found)
}

private let faults: [(draft: ForwardDraft, fault: ReplyFault)] = [
    (ForwardDraft(to: []), .noRecipient),
    (ForwardDraft(to: [Mailbox(name: "", address: "tom")]), .invalidAddress(field: "To")),
    (
        ForwardDraft(to: [Mailbox(name: "a\r\nBcc: x@y.example", address: tom.address)]),
        .controlCharacter(field: "To")
    ),
    (ForwardDraft(senderName: "a\nb", to: [tom]), .controlCharacter(field: "From")),
    (ForwardDraft(to: Array(repeating: tom, count: 51)), .tooManyRecipients(51)),
    (
        ForwardDraft(to: [tom], note: String(repeating: "x", count: ReplyDraft.maximumTextLength + 1)),
        .textTooLong(ReplyDraft.maximumTextLength)
    ),
]

@Test("what would break the header, or reaches nobody, is refused", arguments: faults)
func refusesForward(_ draft: ForwardDraft, _ fault: ReplyFault) {
    #expect(throws: fault) { try compose(draft, Array(original.utf8)) }
}

@Test("what the original brings cannot break the header, nor write lines of its own above the text")
func survivesHostileForward() throws {
    let hostile = Array(
        """
        From: =?utf-8?q?A=0D=0ABcc:_v=40w.example?= <a@b.example>\r
        Subject: =?utf-8?q?s=0D=0ATo:_v=40w.example?=\r
        Message-ID: <x y>\r
        \r
        text\r

        """.utf8)
    let forward = Message(try compose(ForwardDraft(to: [tom]), hostile).message)
    #expect(forward.fields("bcc").isEmpty && forward.to == [tom])
    #expect(forward.subject == "Fwd: s To: v@w.example")
    let lines = forward.text(of: 1).split(whereSeparator: \.isNewline)
    #expect(lines.contains("From: A Bcc: v@w.example <a@b.example>"))
    #expect(!lines.contains { $0.hasPrefix("To:") || $0.hasPrefix("Bcc:") })
}

@Test("of many recipients of the original the first are named")
func boundsNamed() {
    var message = AnsweredMessage(Message(Array(original.utf8)))
    message.to = Array(repeating: tom, count: 1_000)
    let line = QuotedOriginal(forwarded: message, zone: .utc).lines.first { $0.hasPrefix("To: ") }
    #expect(line?.split(separator: ",").count == QuotedOriginal.maximumListed + 1)
    #expect(line?.hasSuffix(", …") == true)
}

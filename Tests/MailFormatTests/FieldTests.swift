import CalendarTime
import Testing

@testable import MailFormat

@Test("what the root header says")
func rootConveniences() {
    let message = Samples.message(Samples.plain)
    #expect(message.subject == "Grüße aus Köln €")
    #expect(message.from == [Mailbox(name: "Doe, Jane", address: "jane@lead.example")])
    #expect(message.to.map(\.address) == ["a@one.example", "b@two.example"])
    #expect(message.messageID == "one@lead.example")
    #expect(message.inReplyTo == ["zero@ours.example"])
    #expect(message.references == ["minus@ours.example", "zero@ours.example"])
    #expect(message.returnPath == "")
    #expect(message.date?.instant.iso8601 == "2025-03-04T09:00:00Z")
    #expect(message.date?.offsetSeconds == 3600)
    #expect(message.receivedDate?.instant.iso8601 == "2025-03-04T09:00:05Z")
    #expect(message.text(of: 0) == "Grüße \naus Köln\n> zitiert\n-- \nJane")
    #expect(message.readableText(of: 0) == "Grüße aus Köln\n> zitiert\n-- \nJane")
    #expect(message.field("date").map(message.name(of:)) == "Date")
    #expect(message.field("X-None") == nil)
    #expect(message.bytes[message.bodyRange].starts(with: "Gr=C3".utf8))
}

@Test("field names are compared without case")
func fieldNamesIgnoreCase() {
    #expect(FieldName("SUBJECT") == .subject)
    #expect(("X-Own" as FieldName) == "x-OWN")
    #expect(("X-Own" as FieldName) != .other)
    let message = Samples.message("x-own: 1\nX-OWN: 2\nX-Owner: 3\n\n")
    #expect(message.fields("X-Own").map(message.unfolded) == ["1", "2"])
}

private let words: [(text: String, decoded: String)] = [
    ("plain", "plain"),
    ("=?iso-8859-1?Q?a?=", "a"),
    ("=?ISO-8859-1?q?a?= b", "a b"),
    ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
    ("=?utf-8?Q?a_?=  \t =?iso-8859-1?Q?=FC?=", "a ü"),
    ("=?utf-8?B?w6TDtsO8?=", "äöü"),
    ("=?utf-8?B?w6TDtsO8", "=?utf-8?B?w6TDtsO8"),  // not closed
    ("=?utf-8?B?w6T?=x", "äx"),
    ("=?utf-8?B?w6?= =?utf-8?B?pA==?=", "ä"),  // one character in two words
    ("=?utf-8?Q?=C3?= =?utf-8?Q?=A4?=", "ä"),
    ("=?utf-8*de?Q?=C3=A4?=", "ä"),  // RFC 2231 §5
    ("=?gb2312?B?xOO6ww==?=", "你好"),
    ("=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", "日本"),
    ("=?nonsense?Q?=C3=A4?=", "ä"),  // an unknown charset loses nothing
    ("=?nonsense?Q?=E4?=", "ä"),
    ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    ("=?utf-8?Q?a b?c?=", "a b?c"),  // spaces and question marks, not allowed, common
    ("=?utf-8?Q??=", ""),
    ("=?utf-8?Q?=3D?=", "="),
    ("=?utf-8?Q?open =?utf-8?Q?b?=", "=?utf-8?Q?open b"),
    ("=?utf-8?Q?a=0D=0ABcc:_x?=", "a Bcc: x"),  // no line end gets through
    ("=?=?=?=?", "=?=?=?=?"),
    ("a =? b ?= c", "a =? b ?= c"),
]

@Test("encoded words, RFC 2047", arguments: words)
func decodesWords(_ text: String, _ decoded: String) {
    #expect(EncodedWords.decode(text) == decoded)
}

private let addresses: [(text: String, mailboxes: [Mailbox])] = [
    ("a@b.example", [Mailbox(name: "", address: "a@b.example")]),
    ("<a@b.example>", [Mailbox(name: "", address: "a@b.example")]),
    ("J. Doe <a@b.example>", [Mailbox(name: "J. Doe", address: "a@b.example")]),
    ("Jane  Doe <a@b.example>", [Mailbox(name: "Jane Doe", address: "a@b.example")]),
    ("\"Jane  Doe \" <a@b.example>", [Mailbox(name: "Jane  Doe", address: "a@b.example")]),  // as quoted
    ("c@d.example <a@b.example>", [Mailbox(name: "c@d.example", address: "a@b.example")]),
    ("\"Doe, \\\"J\\\"\" <a@b.example>", [Mailbox(name: "Doe, \"J\"", address: "a@b.example")]),
    ("a@b.example (Jane (x) Doe)", [Mailbox(name: "Jane (x) Doe", address: "a@b.example")]),
    ("pete(his) @ silly . test (host)", [Mailbox(name: "his", address: "pete@silly.test")]),
    ("<@one,@two:a@b.example>", [Mailbox(name: "", address: "a@b.example")]),  // obsolete route
    ("\"a b\"@c.example", [Mailbox(name: "", address: "\"a b\"@c.example")]),
    ("\"ab\"@c.example", [Mailbox(name: "", address: "ab@c.example")]),
    ("a@[192.0.2.1]", [Mailbox(name: "", address: "a@[192.0.2.1]")]),
    ("a@[IPv6:2001:db8::1]", [Mailbox(name: "", address: "a@[IPv6:2001:db8::1]")]),
    (
        "g: a@b.example, c@d.example; , e@f.example",
        [
            Mailbox(name: "", address: "a@b.example"), Mailbox(name: "", address: "c@d.example"),
            Mailbox(name: "", address: "e@f.example"),
        ]
    ),
    ("undisclosed-recipients:;", []),
    (
        "a@b.example; c@d.example",
        [
            Mailbox(name: "", address: "a@b.example"), Mailbox(name: "", address: "c@d.example"),
        ]
    ),
    ("=?utf-8?Q?Doe,_J=C3=BCrg?= <a@b.example>", [Mailbox(name: "Doe, Jürg", address: "a@b.example")]),
    ("\"=?utf-8?Q?J=C3=BCrg?=\" <a@b.example>", [Mailbox(name: "Jürg", address: "a@b.example")]),
    ("Jürg <jürg@bücher.example>", [Mailbox(name: "Jürg", address: "jürg@bücher.example")]),  // RFC 6532
    ("Mail Delivery System <>", [Mailbox(name: "Mail Delivery System", address: "")]),
    ("Jane Doe", [Mailbox(name: "Jane Doe", address: "")]),
    ("\"Jane <a@b.example>", [Mailbox(name: "Jane", address: "a@b.example")]),  // open quote
    ("Jane <a@b.example", [Mailbox(name: "Jane", address: "a@b.example")]),
    ("<<a@b.example>>", [Mailbox(name: "", address: "a@b.example")]),
    ("Jane a@b.example", [Mailbox(name: "Jane", address: "a@b.example")]),
    ("<mailto:a@b.example>", [Mailbox(name: "", address: "a@b.example")]),
    (",, ,a@b.example,", [Mailbox(name: "", address: "a@b.example")]),
    ("", []),
]

@Test("address lists, RFC 5322 §3.4", arguments: addresses)
func readsAddresses(_ text: String, _ mailboxes: [Mailbox]) {
    #expect(Mailbox.parseList(text) == mailboxes)
    // A field has a shorter way for what is plain.
    let message = Samples.message("From: \(text)\nReturn-Path: \(text)\n\n")
    #expect(message.from == mailboxes)
    #expect(message.returnPath == mailboxes.first?.address ?? "")
}

private let dates: [(text: String, instant: String?, offset: Int?)] = [
    ("Tue, 4 Mar 2025 10:00:00 +0100", "2025-03-04T09:00:00Z", 3600),
    ("4 Mar 2025 10:00 -0330 (NST)", "2025-03-04T13:30:00Z", -12_600),
    ("Tue, 04 Mar 25 10:00:00 GMT", "2025-03-04T10:00:00Z", 0),
    ("Fri, 21 Nov 97 09:55:06 EST", "1997-11-21T14:55:06Z", -18_000),
    ("21 Nov 103 09:55:06 PDT", "2003-11-21T16:55:06Z", -25_200),  // three digits: a C program added to 1900
    ("Tue, 4 Mar 2025 10:00:00 -0000", "2025-03-04T10:00:00Z", nil),
    ("Tue, 4 Mar 2025 10:00:00 A", "2025-03-04T10:00:00Z", nil),  // military letters say nothing
    ("Tue Mar  4 10:00:00 2025", "2025-03-04T10:00:00Z", nil),
    ("2025-03-04T10:00:00+01:00", "2025-03-04T09:00:00Z", 3600),
    ("2025-03-04 10:00:00", "2025-03-04T10:00:00Z", nil),
    ("4-Mar-2025 10:00:00 +0100", "2025-03-04T09:00:00Z", 3600),
    ("March 4, 2025 3:05 PM", "2025-03-04T15:05:00Z", nil),
    ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T15:55:06Z", -21_600),
    ("Tue, 4 Mar 2025 23:59:60 +0000", "2025-03-04T23:59:59Z", 0),  // leap second
    ("Tue, 4 Mar 2025 25:00:00 +0000", "2025-03-04T00:00:00Z", nil),  // no such time: the day is what is left
    ("Tue, 30 Feb 2025 10:00:00 +0000", nil, nil),
    ("99999999999999999999 Mar 2025 10:00:00", nil, nil),
    ("4 Mar 999999999 10:00:00 +0000", nil, nil),
    ("4 Mar 2025 10:00:00 +99999999999999999999", "2025-03-04T10:00:00Z", nil),
    ("((((", nil, nil),
    ("", nil, nil),
]

@Test("dates, RFC 5322 §3.3 and §4.3", arguments: dates)
func readsDates(_ text: String, _ instant: String?, _ offset: Int?) {
    let date = DateReader.read(Array(text.utf8))
    #expect(date?.instant.iso8601 == instant)
    #expect(date?.offsetSeconds == offset)
}

private let identifiers: [(text: String, ids: [String])] = [
    ("<a@b>", ["a@b"]),
    ("<a@b>\n <c@d>", ["a@b", "c@d"]),
    ("Message of Monday <a@b>", ["a@b"]),
    ("a@b", ["a@b"]),
    ("words a@b", ["a@b"]),
    ("<a\n @b>", ["a@b"]),
    ("<1234 @ local(blah) .machine .example>", ["1234@local.machine.example"]),
    ("<open@b <c@d>", ["open@b", "c@d"]),
    ("<a(b@c>", ["a(b@c"]),
    ("<>", []),
    ("", []),
]

@Test("message identifiers, RFC 5322 §3.6.4", arguments: identifiers)
func readsIdentifiers(_ text: String, _ ids: [String]) {
    #expect(MessageIdentifiers.read(Array(text.utf8)[...], limits: .standard) == ids)
}

@Test("of very many identifiers the first and the last are kept")
func boundsIdentifiers() {
    var limits = MailLimits()
    limits.maximumMessageIDs = 4
    let text = (0..<9).map { "<\($0)@x>" }.joined(separator: " ")
    #expect(MessageIdentifiers.read(Array(text.utf8)[...], limits: limits) == ["0@x", "1@x", "7@x", "8@x"])
}

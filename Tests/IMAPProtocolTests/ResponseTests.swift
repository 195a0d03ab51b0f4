import IMAPProtocol
import Testing

private let tag = Reading.tagPrefix + "-7"

/// A response without its line end, and what is read from it.
private let responses: [(text: String, summary: String)] = [
    ("* OK ready", "* OK ready"),
    ("* ok [ALERT] Hi", "* OK [ALERT] Hi"),
    ("* BYE Autologout; idle for too long", "* BYE Autologout; idle for too long"),
    ("* PREAUTH in", "* PREAUTH in"),
    ("* NO [OVERQUOTA] Account exceeded", "* NO [OVERQUOTA] Account exceeded"),
    ("* OK", "* OK "),
    ("* OK [UIDVALIDITY 3857529045] UIDs valid", "* OK [UIDVALIDITY] UIDs valid"),
    ("* OK [UIDNEXT 0] none", "* OK [UIDNEXT] none"),
    ("* OK [PERMANENTFLAGS (\\Answered [Gmail]] \\*)] Limited", "* OK [PERMANENTFLAGS] Limited"),
    ("* OK [ALERT no bracket closes", "* OK [ALERT no bracket closes"),
    ("* OK the text says {1000000}", "* OK the text says {1000000}"),  // a status has no literal
    ("\(tag) OK [READ-ONLY] done", "tag OK [READ-ONLY] done"),
    ("\(tag) BAD Request is throttled", "tag BAD Request is throttled"),
    ("+ idling", "+"),
    ("+", "+"),
    ("* CAPABILITY imap4rev1 SASL-IR AUTH=PLAIN", "capability IMAP4REV1,SASL-IR,AUTH=PLAIN"),
    ("* 23 EXISTS", "exists 23"),
    ("* 5 RECENT", "other RECENT"),
    ("* 44 EXPUNGE", "expunge 44"),
    ("* 99999999999 EXISTS", "other 99999999999"),  // more than 32 bits
    ("* SEARCH 2 84 882", "search 2,84,882"),
    ("* SEARCH", "search "),
    ("* SEARCH 0 x 7 (MODSEQ 12)", "search 7"),
    ("* ESEARCH (TAG \"A282\") UID MIN 7 COUNT 3", "search 7"),
    ("* ESEARCH (TAG \"A282\") UID", "search "),
    ("* LIST (\\HasNoChildren \\Junk) \"/\" \"Junk Mail\"", "folder \\hasnochildren,\\junk / Junk Mail"),
    ("* LIST () NIL INBOX", "folder  - INBOX"),
    ("* LIST (\\Junk) \"\\\\\" \"a\\\"b\\\\c\"", "folder \\junk \\ a\"b\\c"),
    ("* LIST () \"/\" [Gmail]/All Mail", "folder  / [Gmail]/All Mail"),  // no quotes around spaces
    ("* XLIST (\\Spam) \"/\" Bulk", "folder \\spam / Bulk"),
    ("* LIST (\\A \"/\" x", "unreadable"),
    ("* LIST (\\A) \"/\" \"no end", "unreadable"),
    ("* STATUS INBOX (MESSAGES 3 UIDNEXT 44292 UIDVALIDITY 5)", "status INBOX 5 44292 3"),
    ("* STATUS \"INBOX\" ()", "status INBOX 0 0 0"),  // 163.com
    ("* STATUS Sent Items (UIDNEXT 9)", "status Sent Items 0 9 0"),
    ("* STATUS x (APPENDLIMIT NIL UIDNEXT 4)", "status x 0 4 0"),
    ("* FLAGS (\\Answered)", "other FLAGS"),
    ("* ID (\"name\" \"GImap\")", "other ID"),
    ("* VANISHED (EARLIER) 41,43:116", "other VANISHED"),
    ("*  12 EXISTS", "exists 12"),
    ("* 1 FETCH (FLAGS (\\Seen))", "fetch 1 flags=\\Seen"),
    ("* 12 FETCH (UID 4 FLAGS () RFC822.SIZE 44827 MODSEQ (12345))", "fetch 12 uid=4 flags= size=44827"),
    (
        "* 1 FETCH (UID 4 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")",
        "fetch 1 uid=4 date=17-Jul-1996 02:44:25 -0700"
    ),
    ("* 5 FETCH (UID 5 BODY[]<0> NIL)", "fetch 5 uid=5 origin=0 gone"),  // Dovecot, expunged
    ("* 5 FETCH (UID 5 BODY[] \"\")", "fetch 5 uid=5 text="),
    ("* 5 FETCH (BODY[] \"a \\\"b\\\"\" UID 5)", "fetch 5 uid=5 text=a \"b\""),  // the UID may come last
    ("* 5 FETCH (UID 5 RFC822.SIZE -1)", "fetch 5 uid=5"),
    ("* 5 FETCH (X-GM-MSGID 1278455344230334865)", "fetch 5 id=1278455344230334865"),
    ("* 5 FETCH (EMAILID (M6d99))", "fetch 5 id=M6d99"),
    (
        "* 5 FETCH (BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"x\") NIL) \"MIXED\") UID 2)",
        "fetch 5 uid=2"
    ),
    ("* 5 FETCH (BODY[HEADER.FIELDS (TO CC)] \"x\" UID 2)", "fetch 5 uid=2"),
    ("* 5 FETCH (UID 0)", "unreadable"),
    ("* 5 FETCH (UID 1 UID 2)", "unreadable"),
    ("* 5 FETCH (UID 1) FLAGS", "unreadable"),
    ("* 5 FETCH UID 1", "unreadable"),
    ("* 5 FETCH (UID 1", "unreadable"),
    ("* 5 FETCH (UID 1 ENVELOPE)", "unreadable"),
    ("* )", "unreadable"),
    ("* (", "unreadable"),
    ("* ", "unreadable"),
    ("* XYZZY {12 oddities", "other XYZZY"),
]

@Test("responses, RFC 9051 §7", arguments: responses)
func readsResponse(_ text: String, _ summary: String) {
    let reading = Reading(text + "\r\n")
    #expect(reading.responses.map(\.summary) == [summary])
    #expect(reading.fault == nil)
    // What a line says does not depend on the one before, nor on LF for CRLF.
    #expect(Reading(text + "\n\n" + text + "\n").responses == reading.responses + reading.responses)
}

/// Literals in all the places and forms; the summary of each response, then the bodies.
private let literals: [(text: String, summaries: [String], bodies: [String])] = [
    ("* 1 FETCH (UID 7 BODY[] {5}\r\nab\r\nc)\r\n", ["fetch 1 uid=7 body=5"], ["ab\r\nc"]),
    ("* 1 FETCH (BODY[]<0> {3}\r\nabc UID 7)\r\n", ["fetch 1 uid=7 origin=0 body=3"], ["abc"]),
    ("* 1 FETCH (UID 7 BODY[] {0}\r\n)\r\n", ["fetch 1 uid=7 body=0"], [""]),
    ("* 1 FETCH (UID 7 RFC822 {1}\r\nx FLAGS (\\Seen))\r\n", ["fetch 1 uid=7 flags=\\Seen body=1"], ["x"]),
    ("* 1 FETCH (BINARY[] ~{3}\r\n\0\r\n)\r\n", ["fetch 1 body=3"], ["\0\r\n"]),  // literal8
    ("* 1 FETCH (BODY[] {3+}\r\nabc)\r\n", ["fetch 1 body=3"], ["abc"]),  // no server should, some do
    ("* 1 FETCH (BODY[]{3}\r\nabc)\r\n", ["fetch 1 body=3"], ["abc"]),
    ("* 1 FETCH (BODY[TEXT] {3}\r\nabc UID 9)\r\n", ["fetch 1 uid=9"], []),  // not asked for
    ("* 1 FETCH (ENVELOPE (\"d\" {4}\r\na) b NIL) UID 9)\r\n", ["fetch 1 uid=9"], []),
    ("* LIST ({5}\r\n\\Junk) {1}\r\n. {4}\r\na{b}\r\n", ["folder \\junk . a{b}"], []),
    ("* STATUS {5}\r\nINBOX (UIDNEXT 2)\r\n", ["status INBOX 0 2 0"], []),
    ("* LIST () \"/\" \"{3}\"\r\n* 1 EXISTS\r\n", ["folder  / {3}", "exists 1"], []),  // quoted, no literal
]

@Test("literals", arguments: literals)
func readsLiterals(_ text: String, _ summaries: [String], _ bodies: [String]) {
    let reading = Reading(text)
    #expect(reading.fault == nil)
    #expect(reading.bodies == bodies)
    #expect(reading.responses.map(\.summary) == summaries)
}

@Test("what comes before the first whole line is passed over")
func joinsMidway() {
    let text = lines("ILITY IMAP4rev1 IDLE", "", "+ x", "A004 OK logged in", "* 4 EXISTS", "\(tag) OK done")
    #expect(Reading(text, joinsMidway: true).responses.map(\.summary) == ["exists 4", "tag OK done"])
    #expect(Reading(text).fault == .strayLine)
}

@Test(
    "modified UTF-7",
    arguments: [
        ("INBOX", "INBOX"), ("Entw&APw-rfe", "Entwürfe"), ("&V4NXPpCuTvY-", "垃圾邮件"), ("R&-D", "R&D"),
        ("~peter/&ZeVnLIqe-/x", "~peter/日本語/x"), ("&", "&"), ("a&b", "a&b"), ("&*-", "&*-"), ("été", "été"),
        ("&2D3eAA-", "😀"),
    ])
func decodesFolderName(_ name: String, _ text: String) {
    #expect(ModifiedUTF7.decoded(Array(name.utf8)) == text)
}

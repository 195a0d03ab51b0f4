import Testing

@testable import MailFormat

private let base64: [(text: String, decoded: String)] = [
    ("SGFsbG8=", "Hallo"),
    ("SGFs\r\nbG8=\r\n", "Hallo"),
    ("SGFsbG8", "Hallo"),  // padding cut off
    ("SGFsb", "Hal"),  // one sextet is no octet
    ("SG!Fs?bG8=", "Hallo"),
    ("SGE=SGE=", "HaHa"),  // joined pieces
    ("=====", ""),
    ("", ""),
]

@Test("base64, RFC 2045 §6.8", arguments: base64)
func decodesBase64(_ text: String, _ decoded: String) {
    #expect(String(decoding: Base64.decode(Array(text.utf8)[...]), as: UTF8.self) == decoded)
}

private let quotedPrintable: [(text: String, decoded: String)] = [
    ("a=3Db", "a=b"),
    ("a=\nb=\r\nc= \t\nd", "abcd"),
    ("a  \t\nb \r\nc ", "a\nb\r\nc "),
    ("a=20\nb", "a \nb"),
    ("=4a=4A", "JJ"),
    ("a=3", "a=3"), ("a=", "a"), ("=zz==", "=zz="), ("a =\n", "a "), ("= x", "= x"),
]

@Test("quoted-printable, RFC 2045 §6.7", arguments: quotedPrintable)
func decodesQuotedPrintable(_ text: String, _ decoded: String) {
    let octets = Array(text.utf8)
    #expect(String(decoding: QuotedPrintable.decode(octets.span), as: UTF8.self) == decoded)
}

private let charsets: [(label: String?, bytes: [UInt8], text: String)] = [
    ("utf-8", [0xC3, 0xA4], "ä"),
    ("utf-8", [0x61, 0xFF, 0x62], "a\u{FFFD}b"),
    ("us-ascii", [0xC3, 0xA4], "ä"),
    ("us-ascii", [0xE4], "ä"),
    (nil, [0xC3, 0xA4], "ä"),
    (nil, [0x93, 0xE4, 0x94], "\u{201C}ä\u{201D}"),
    (nil, [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
    ("latin1", [0x80], "€"),
    ("ISO_8859-1:1987", [0xE4], "ä"),
    ("iso-8859-1", [0xC2, 0xBF, 0x71, 0x75, 0xC3, 0xA9], "¿qué"),  // UTF-8 under another label
    ("iso-8859-1", [0xC3, 0xA9, 0x20, 0xE9], "Ã© é"),  // the last octet is no UTF-8, so none is
    ("windows-1251", [0xD0, 0x94, 0xD0, 0xB0], "Да"), ("windows-1251", [0xC4, 0xE0], "Да"),
    ("x-mac-cyrillic", [0xD1, 0x91], "ё"), ("tis-620", [0xE1, 0xB9, 0xBA], "แนบ"),
    ("iso-8859-15", [0xA4], "€"),
    ("ISO8859-9", [0xFD], "ı"),
    ("cp1251", [0xCF, 0xF0], "Пр"),
    ("koi8-r", [0xF0], "П"),
    ("gb2312", [0xC4, 0xE3, 0x81, 0x40], "你丂"),  // only GBK has the second
    ("gb2312", [0x81, 0x30, 0x81, 0x30], "\u{80}"),  // only GB 18030 has it
    ("big5", [0xA4, 0xA4], "中"),
    ("ks_c_5601-1987", [0x81, 0x41], "갂"),  // only CP949 has it
    ("euc-kr", [0xB0, 0xA1], "가"),
    ("shift_jis", [0x93, 0xFA, 0x87, 0x40], "日①"),
    ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x2D, 0x21, 0x1B, 0x28, 0x42, 0x61], "日①a"),
    ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46], "F"),  // cut off
    ("utf-7", Array("+AOQ-".utf8), "ä"),
    ("utf-16le", [0x61, 0, 0xE4, 0], "aä"),
    ("utf-16be", [0, 0x61, 0xD8], "a\u{FFFD}"),
    ("shift_jis", [0x61, 0xFD, 0x62], "a\u{FFFD}b"),
    ("nonsense", [0xC3, 0xA4], "ä"),
    ("nonsense", [0xE4], "ä"),
    ("", [0xE4], "ä"),
    ("../../etc", [0xE4], "ä"),
    (String(repeating: "x", count: 100_000), [0x61], "a"),
]

@Test("charsets", arguments: charsets)
func decodesCharsets(_ label: String?, _ bytes: [UInt8], _ text: String) {
    let declared = label.flatMap { Charset(label: Array($0.utf8)[...]) }
    #expect(TextDecoding.text(bytes, declared: declared, fallback: .windows1252) == text)
}

@Test("undeclared 8-bit text is read in the charset declared elsewhere in the message")
func undeclaredText() {
    let head = "Subject: ".utf8
    let rest = "\nContent-Type: text/plain; charset=windows-1251\n\n".utf8
    let message = Message(Array(head) + [0xCF] + Array(rest) + [0xF0])
    #expect(message.subject == "П")
    #expect(message.text(of: 0) == "р")
}

@Test("line ends of text are LF, a byte order mark is dropped")
func normalisesText() {
    let message = Message(Array("\n\n\u{FEFF}a\r\r\nb\rc\r\n\r".utf8))
    #expect(message.text(of: 0).hasSuffix("a\nb\nc\n\n"))
    #expect(Message(Array("A: b\n\n\u{FEFF}a".utf8)).text(of: 0) == "a")
}

private let flowed: [(text: String, deletesSpace: Bool, result: String)] = [
    ("a \nb\nc", false, "a b\nc"),
    ("a \nb", true, "ab"),
    (" a \n  b", false, "a  b"),  // stuffed spaces
    ("> a \n> b\n>> c \n> d", false, "> a b\n>> c\n> d"),
    ("a \n-- \nb", false, "a\n-- \nb"),
    (" >a", false, ">a"),
    ("> \nb", false, "> \nb"),
    ("a \n", false, "a "),
    ("", false, ""),
]

@Test("format=flowed, RFC 3676", arguments: flowed)
func unflows(_ text: String, _ deletesSpace: Bool, _ result: String) {
    #expect(FlowedText.unflowed(text, deletesSpace: deletesSpace) == result)
}

@Test("groups of fields in a delivery status, RFC 3464 §2.1")
func readsTextFields() {
    let message = Samples.message(Samples.report)
    let body = message.rawBody(of: 2)
    let groups = TextFields.groups(in: body)
    #expect(
        groups.map { $0.map(\.key) } == [
            ["reporting-mta"], ["final-recipient", "action", "status", "diagnostic-code"],
        ])
    let diagnostic = groups[1][3]
    #expect(diagnostic.value == "smtp; 550 5.1.1 no such user")
    let start = body.startIndex + diagnostic.offset
    #expect(body[start..<start + diagnostic.length].starts(with: "Diagnostic-Code:".utf8))
    let odd = "\r\n\r\nA : b\r\nno field\r\n folded\r\n \r\n: x\r\nC:\r\n"
    #expect(TextFields.groups(in: Array(odd.utf8)[...]).map { $0.map(\.value) } == [["b"], [""]])
    #expect(TextFields.groups(in: []).isEmpty)
}

@Test("some fields of the first group")
func readsFirstGroup() {
    let body = Array("\nX: 1\n folded\nTo: a\n b\nY: 2\n\nTo: c\n".utf8)
    let keys = ["to", "cc"].map { Array($0.utf8) }
    let fields = TextFields.firstGroup(in: body[1...], keys: keys)
    #expect(fields.map(\.key) == ["to"])
    #expect(fields.map(\.value) == ["a b"])
    #expect(fields.map(\.offset) == [13])
    // The first group ends the reading, with or without one of the fields.
    #expect(TextFields.firstGroup(in: Array("X: 1\n\nTo: c\n".utf8)[...], keys: keys).isEmpty)
}

private let beginnings: [(type: String, encoding: String, body: String, octets: Int, text: String)] = [
    ("text/plain", "8bit", "one\r\ntwo\r\nthree\r\n", 12, "one\ntwo\n"),
    ("text/plain", "8bit", "one\r\nlonger line", 12, "one\nlonger "),  // the line is most of it
    ("text/plain", "8bit", "one", 3, "one"),
    ("text/plain", "8bit", "one", 0, ""),
    ("text/plain", "8bit", "abäc", 3, "ab"),  // not half a character, though no charset is declared
    ("text/plain; charset=utf-8", "8bit", "ab€c", 4, "ab"),
    ("text/plain; charset=utf-8", "base64", "YWLDpGM=", 4, "ab"),
    ("text/plain; charset=iso-8859-1", "quoted-printable", "a=E4b=E4c", 5, "aäb"),
    ("text/plain; charset=utf-16le", "base64", "YQBiAGMA", 4, "a\u{FFFD}"),
]

@Test("the beginning of a text", arguments: beginnings)
func decodesBeginning(_ type: String, _ encoding: String, _ body: String, _ octets: Int, _ text: String) {
    let message = Message(
        Array("Content-Type: \(type)\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n\(body)".utf8))
    #expect(message.text(of: 0, first: octets) == text)
    #expect(message.text(of: 0, first: body.utf8.count) == message.text(of: 0))
    #expect(message.body(of: 0, first: .max) == message.body(of: 0))
}

private let unfinished: [(bytes: [UInt8], count: Int)] = [
    ([], 0), ([0x61], 0), ([0xC3], 1), ([0xC3, 0xA4], 0), ([0xE2, 0x82], 2), ([0x61, 0xE2], 1),
    ([0xF0, 0x9F, 0x98], 3), ([0xF0, 0x9F, 0x98, 0x80], 0),
    ([0x80, 0x80, 0x80, 0x80], 0),  // no character begins here
]

@Test("octets of a character that is cut off, RFC 3629 §3", arguments: unfinished)
func countsUnfinished(_ bytes: [UInt8], _ count: Int) {
    #expect(UTF8Text.unfinished(bytes.span) == count)
}

@Test("converters are kept open, and each text begins in the initial shift state")
func keepsConverters() {
    let shifted: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C]  // never shifted back
    for _ in 0..<3 {
        #expect(TextDecoding.text(shifted, declared: .iso2022JP, fallback: .windows1252) == "日")
        #expect(TextDecoding.text(Array("a".utf8), declared: .iso2022JP, fallback: .windows1252) == "a")
        let korean: [UInt8] = [0xB0, 0xA1, 0xB0]  // cut off in a character
        let charset = Charset(label: Array("euc-kr".utf8)[...])
        #expect(TextDecoding.text(korean, declared: charset, fallback: .windows1252) == "가\u{FFFD}")
    }
}

@Test("many threads convert many charsets at once")
func convertsOnManyThreads() async {
    let samples: [(label: String, bytes: [UInt8], text: String)] = [
        ("euc-kr", [0xB0, 0xA1], "가"), ("gb18030", [0xC4, 0xE3], "你"), ("big5", [0xA7, 0x41], "你"),
        ("shift_jis", [0x93, 0xFA], "日"), ("iso-2022-kr", Array("a".utf8), "a"),
    ]
    await withTaskGroup(of: Bool.self) { group in
        for number in 0..<400 {
            let sample = samples[number % samples.count]
            group.addTask {
                let charset = Charset(label: Array(sample.label.utf8)[...])
                return TextDecoding.text(sample.bytes, declared: charset, fallback: .windows1252)
                    == sample.text
            }
        }
        for await isRight in group { #expect(isRight) }
    }
}

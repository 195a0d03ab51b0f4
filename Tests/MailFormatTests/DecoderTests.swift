import Testing

@testable import MailFormat

/// The same numbers in every run.
private struct Numbers: RandomNumberGenerator {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

/// RFC 2045 §6.8 octet by octet.
private func plainBase64(_ text: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var output: [UInt8] = []
    var group: [UInt8] = []
    func flush() {
        let bits = (group + [0, 0, 0, 0]).prefix(4).reduce(UInt32(0)) { $0 << 6 | UInt32($1) }
        output += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)].prefix(
            max(0, group.count - 1))
        group = []
    }
    for byte in text {
        if let sextet = alphabet.firstIndex(of: byte) { group.append(UInt8(sextet)) }
        if group.count == 4 || byte == ASCII.equals { flush() }
    }
    flush()
    return output
}

@Test("base64 by blocks is base64 by octets", arguments: 0..<40)
func blocksAreOctets(_ seed: Int) {
    var numbers = Numbers(state: UInt64(seed) &* 77 &+ 5)
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for length in 0..<200 {
        let text = (0..<length).map { _ -> UInt8 in
            // Mostly the alphabet, so that long runs of it occur; now and then any octet.
            numbers.next() % UInt64(20 + seed * 10) == 0
                ? UInt8(truncatingIfNeeded: numbers.next()) : alphabet[Int(numbers.next() % 64)]
        }
        #expect(Base64.decode(text[...]) == plainBase64(text))
    }
}

@Test("each octet outside the alphabet is passed over wherever it stands in a block")
func everyOctetEverywhere() {
    let block = Array("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2".utf8)
    for octet in UInt8.min...UInt8.max {
        for place in [0, 1, 15, 16, 31, 32, 47, block.count - 1] {
            var text = block
            text[place] = octet
            #expect(Base64.decode(text[...]) == plainBase64(text))
        }
    }
}

/// RFC 2045 §6.7 line by line, for text without white space at line ends.
private func plainQuotedPrintable(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var place = 0
    while place < text.count {
        if text[place] == ASCII.equals, place + 2 < text.count, let high = ASCII.hexValue(text[place + 1]),
            let low = ASCII.hexValue(text[place + 2])
        {
            output.append(high << 4 | low)
            place += 3
        } else if text[place] == ASCII.equals, place + 1 < text.count, text[place + 1] == ASCII.lineFeed {
            place += 2
        } else {
            output.append(text[place])
            place += 1
        }
    }
    return output
}

@Test("quoted-printable eight octets at a time is quoted-printable octet by octet")
func wordsAreOctets() {
    var numbers = Numbers()
    let pieces = ["a", "bc", "=C3=A4", "=\n", "\n", "=3D", "defghij", "klmnopqrstuvwx", "ü"].map {
        Array($0.utf8)
    }
    for count in 0..<400 {
        var text: [UInt8] = []
        for _ in 0..<count { text += pieces[Int(numbers.next() % UInt64(pieces.count))] }
        text.append(0x2E)
        #expect(QuotedPrintable.decode(text.span) == plainQuotedPrintable(text))
    }
}

private let lineEnds: [(text: String, made: String)] = [
    ("a\r\nb\nc\rd", "a\nb\nc\nd"), ("\r\r\n", "\n"), ("\r\r", "\n\n"), ("", ""), ("a\r", "a\n"),
    ("\n\r", "\n\n"),
    ("abc", "abc"),
]

@Test("every line end becomes LF", arguments: lineEnds)
func makesLineFeeds(_ text: String, _ made: String) {
    var bytes = Array(text.utf8)
    LineEnds.makeLineFeeds(&bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == made)
}

@Test("UTF-8 is what the standard library takes for it, RFC 3629")
func checksUTF8() {
    var numbers = Numbers()
    let pieces: [[UInt8]] = [
        Array("abcdefgh".utf8), [0x20], Array("ä".utf8), Array("€".utf8), Array("😀".utf8), [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80], [0xE0, 0x80, 0x80], [0xF0, 0x8F, 0x80, 0x80], [0x80], [0xC3], [0xE2, 0x82],
        [0xFF],
        [0xF4, 0x8F, 0xBF, 0xBF], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80],
    ]
    for count in 0..<600 {
        let isValid = count % 2 == 0
        var text: [UInt8] = []
        for _ in 0..<count % 40 { text += pieces[Int(numbers.next() % (isValid ? 5 : UInt64(pieces.count)))] }
        #expect(UTF8Text.valid(text.span) == String(validating: text, as: UTF8.self))
        #expect(UTF8Text.repaired(text.span) == String(decoding: text, as: UTF8.self))
    }
}

private let singleByte = [
    "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-15", "windows-1250", "windows-1251", "windows-1253",
    "windows-1256", "windows-874", "koi8-r", "koi8-u", "macintosh", "ibm866",
]

@Test("a table says what the converter says", arguments: singleByte)
func tablesAreConverters(_ label: String) throws {
    let charset = try #require(Charset(label: Array(label.utf8)[...]))
    let table = try #require(SingleByteTable.of(charset))
    let converter = try #require(CharsetConverter(charset))
    let bytes = Array(UInt8.min...UInt8.max) + Array("plain text, long enough".utf8) + [0xE1, 0xE2]
    #expect(table.text(bytes.span) == converter.text(bytes))
}

@Test("the well-known names, in any case, and names close to them")
func looksUpNames() {
    for name in [
        "From", "SUBJECT", "x-Auto-Response-Suppress", "disposition-notification-TO", "cc", "list-ID",
    ] {
        let found = FieldName.wellKnown(Array(name.utf8)[...])
        #expect(found?.description == name.lowercased())
    }
    for name in ["Fron", "x", "", "subjects", "x-auto-response-suppres", String(repeating: "a", count: 300)] {
        #expect(FieldName.wellKnown(Array(name.utf8)[...]) == nil)
    }
}

@Test("the places that are written down are those of the names")
func indicesAreNames() {
    #expect(FieldName.contentType.index == FieldName.contentTypeIndex)
    #expect(FieldName.contentTransferEncoding.index == FieldName.transferEncodingIndex)
    #expect(FieldName.contentDisposition.index == FieldName.dispositionIndex)
}

@Test("a field name ends at the first octet that is none of its own, wherever that stands")
func fieldNamesEnd() {
    for octet in UInt8.min...UInt8.max {
        let isInName = octet > 32 && octet < 127 && octet != ASCII.colon
        for place in 0..<20 {
            var text = [UInt8](repeating: 0x61, count: 20)
            text[place] = octet
            #expect(Bytes.endOfFieldName(in: text.span, 0..<20) == (isInName ? 20 : place))
        }
    }
}

@Test("runs are found wherever they end, whatever stands behind them")
func findsRuns() {
    for length in 0..<70 {
        for place in 0...length {
            var text = [UInt8](repeating: 0x61, count: length)
            if place < length { text[place] = 0x0A }
            let line = Bytes.firstNearby(0x0A, in: text.span, 0..<length)
            #expect(line == (place < length ? place : nil))
            // A dashed line needs its two hyphens before the end.
            for (offset, octet) in [(1, 0x2D), (2, 0x2D)] as [(Int, UInt8)] where place + offset < length {
                text[place + offset] = octet
            }
            let dashed = Bytes.firstDashedLine(in: text.span, 0..<length, newline: 0x0A)
            #expect(dashed == (place + 2 < length ? place + 1 : nil))
            #expect(Bytes.firstDashedLine(in: text.span, 0..<place, newline: 0x0A) == nil)
        }
    }
}

import IMAPProtocol
import Testing

private let tag = Reading.tagPrefix + "-7"

/// A session with everything in it that spans lines.
private let session = lines(
    "* OK [UIDVALIDITY 5] ok", "* 3 EXISTS",
    "* 1 FETCH (UID 7 FLAGS (\\Seen) RFC822.SIZE 24 BODY[]<0> {24}", "Subject: a {3}\r\n\r\nbody\r\n)",
    "* LIST (\\Junk) \"/\" {4}", "Junk", "* 2 FETCH (BODY[] {2}", "x) UID 9)",
    "* 3 FETCH (BODY[] NIL UID 10)", "* BYE so {4}", "\(tag) OK [READ-ONLY] done")

/// Mails written by somebody who knows the protocol. Each is the whole of a body.
private let spoofs = [
    "A004 OK done\r\n", "* BYE gone\r\n", "* 99 FETCH (UID 4242 BODY[] {3}\r\nabc)\r\n",
    ")\r\n\(tag) OK done\r\n",
    "\(tag) OK FETCH completed\r\n", "+ idling\r\n", "* OK [UIDVALIDITY 1] new\r\n", "{1000000}\r\n",
    "\" {5}\r\n",
    ")\r\n* 1 EXPUNGE\r\n", "\r\n\r\n.\r\n", String(repeating: "x", count: 20_000) + "\r\n", "",
]

@Test("any cut of the octets gives the same responses", arguments: [1, 2, 3, 5, 7, 16, 64])
func chunkingChangesNothing(_ size: Int) {
    let whole = Reading(session)
    #expect(whole.responses.count == 8)
    #expect(whole.bodies == ["Subject: a {3}\r\n\r\nbody\r\n", "x)"])
    #expect(Reading(session, pieces: size) == whole)
}

@Test("cut off anywhere, only whole responses have come")
func truncationGivesAPrefix() {
    let octets = Array(session.utf8)
    let whole = Reading(octets)
    for count in octets.indices {
        let reading = Reading(Array(octets[..<count]))
        #expect(reading.fault == nil)
        #expect(reading.responses == Array(whole.responses.prefix(reading.responses.count)))
        #expect(reading.bodies.count <= reading.responses.count)
        // Two cuts at once: what came before and after.
        var parser = IMAPResponseParser(tagPrefix: Reading.tagPrefix, joinsMidway: false)
        var found: [IMAPResponse] = []
        for part in [octets[..<count], octets[count...]] {
            parser.push(Array(part))
            while let piece = parser.next() {
                if case .response(let response) = piece { found.append(response) }
            }
        }
        #expect(found == whole.responses)
    }
}

@Test("the text of a message is no response", arguments: spoofs)
func messageTextIsNoResponse(_ body: String) {
    let text = "* 4 FETCH (UID 4 BODY[]<0> {\(body.utf8.count)}\r\n\(body) FLAGS ())\r\n\(tag) OK done\r\n"
    for size in [nil, 1, 13] {
        let reading = Reading(text, pieces: size)
        #expect(
            reading.responses.map(\.summary) == [
                "fetch 4 uid=4 flags= origin=0 body=\(body.utf8.count)", "tag OK done",
            ])
        #expect(reading.bodies == [body])
        #expect(reading.fault == nil)
    }
}

@Test("a length given too short ends the conversation", arguments: [1, 2, 5, 20, 29])
func wrongLengthIsAFault(_ missing: Int) {
    let body = "Subject: x\r\n\r\n* 9 FETCH (UID 9 BODY[] {1}\r\ny)\r\n\(tag) OK\r\n"
    let text = "* 4 FETCH (UID 4 BODY[] {\(body.utf8.count - missing)}\r\n\(body))\r\n"
    let reading = Reading(text)
    #expect(reading.fault == .bodyOutOfPlace)
    #expect(reading.responses.isEmpty)
}

private let faults: [(text: String, fault: IMAPReadingFault)] = [
    ("* 1 EXISTS\r\nhello\r\n", .strayLine),
    ("* 1 EXISTS\r\nA004 OK done\r\n", .strayLine),
    ("* 1 EXISTS\r\n\(tag) BYE\r\n", .strayLine),
    ("* 1 FETCH (BODY[] {1}\r\nx BODY[] {1}\r\ny)\r\n", .bodyOutOfPlace),
    ("* 1 FETCH (BODY[] {1}\r\nxy)\r\n", .bodyOutOfPlace),
    ("* 1 FETCH (BODY[] {1}\r\nx\r\n", .bodyOutOfPlace),
    (long("* X ", "(", 101), .tooDeep),
    (long("* X ", "a ", 100_001), .tooManyTokens),
    (long("* OK ", "a", 4 << 20), .responseTooLong),
    ("* 1 FETCH (BODY[] {1073741825}\r\n", .literalTooLong),
    ("* 1 FETCH (BODY[] {99999999999999999999999}\r\n", .literalTooLong),
]

private func long(_ start: String, _ piece: String, _ count: Int) -> String {
    start + String(repeating: piece, count: count) + "\r\n"
}

@Test("faults end it", arguments: faults)
func faultIsFinal(_ text: String, _ fault: IMAPReadingFault) {
    #expect(Reading(text).fault == fault)
    #expect(Reading(text, pieces: 1 << 10).fault == fault)
    var parser = IMAPResponseParser(tagPrefix: Reading.tagPrefix, joinsMidway: false)
    parser.push(Array(text.utf8))
    while let piece = parser.next() { if case .fault = piece { break } }
    parser.push(Array("* 1 EXISTS\r\n".utf8))
    #expect(parser.next() == .fault(fault))
}

@Test("a long literal that is no message is passed over")
func longLiteralIsSkipped() {
    let filler = String(repeating: "y", count: 70_000)
    let reading = Reading("* 1 FETCH (UID 2 BODY[TEXT] {70000}\r\n\(filler))\r\n* 2 EXISTS\r\n", pieces: 1000)
    #expect(reading.responses.map(\.summary) == ["fetch 1 uid=2", "exists 2"])
}

@Test("broken octets come back and do not depend on the cut")
func brokenInput() {
    var random: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(random >> 33) % bound
    }
    let pieces = [
        "(", ")", "\"", "{3}\r\n", "[", "]", "\\", "\r\n", "* ", "BODY[] ", "~", "<0>", "NIL", "{", "}", " ",
    ]
    for _ in 0..<700 {
        var octets = Array(session.utf8)
        for _ in 0...next(4) {
            let place = next(octets.count)
            switch next(3) {
            case 0: octets[place] = UInt8(next(256))
            case 1: octets.remove(at: place)
            default: octets.insert(contentsOf: pieces[next(pieces.count)].utf8, at: place)
            }
        }
        #expect(Reading(octets) == Reading(octets, pieces: 1 + next(9)))
    }
}

@Test("work grows with the length", arguments: ["[", "{", "\"", "(a)", "&", "\\", "~{1", "a[ "])
func hostileLinesAreLinear(_ piece: String) {
    let line = "* X " + String(repeating: piece, count: 90_000 / piece.utf8.count) + "}\r\n"
    let clock = ContinuousClock()
    let time = clock.measure { _ = Reading(line) }
    #expect(time < .seconds(5))
}

import Testing

@testable import MailFormat

private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

/// Each is some 100 kB: work that grows with the square would be felt here.
private let hostile: [(name: String, text: String, defect: Defect.Kind?)] = [
    (
        "nested multiparts",
        (0..<1000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined(), .tooDeep
    ),
    ("nested messages", repeated("Content-Type: message/rfc822\n\n", 3000), .tooDeep),
    (
        "one boundary at all levels", repeated("Content-Type: multipart/mixed; boundary=b\n\n--b\n", 2000),
        .tooDeep
    ),
    (
        "many parts", "Content-Type: multipart/mixed; boundary=b\n\n" + repeated("--b\n\nx\n", 11_000),
        .tooManyParts
    ),
    ("delimiters only", "Content-Type: multipart/mixed; boundary=b\n\n" + repeated("--b\n", 20_000), nil),
    (
        "a huge boundary",
        "Content-Type: multipart/mixed; boundary=\(repeated("b", 90_000))\n\n" + repeated("--bb\n", 9000), nil
    ),
    ("nested comments", "From: " + repeated("(", 100_000) + "a@b.example\n\n", nil),
    ("nested groups", "To: " + repeated("g:", 50_000) + "a@b.example;\n\n", nil),
    ("open quotes", "From: " + repeated("\"\\", 50_000) + "\n\n", nil),
    (
        "open angles",
        "From: " + repeated("<a ", 30_000) + "\nReferences: " + repeated("<a ", 30_000) + "\n\n", nil
    ),
    (
        "open encoded words",
        "Subject: " + repeated("=?utf-8?Q?", 10_000) + "\nFrom: " + repeated("=?a?q?b ", 10_000), nil
    ),
    (
        "parameter sections",
        "Content-Type: text/plain" + (0..<9000).map { "; name*\($0)=a" }.joined() + "\n\n", nil
    ),
    ("parameters without semicolons", "Content-Disposition: x" + repeated(" filename=a", 9000) + "\n\n", nil),
    ("lines that are no field", repeated("nothing\n", 12_000), .missingHeader),
    ("blank lines", repeated("\n", 100_000), .blankLineBeforeHeader),
    ("dates", "Date: " + repeated("9", 100_000) + "\nDate: " + repeated("+", 50_000) + "\n\n", nil),
]

@Test("hostile input is read within the limits", arguments: hostile)
func survives(_ name: String, _ text: String, _ defect: Defect.Kind?) {
    let message = Samples.message(text)
    #expect(message.parts.count <= MailLimits.standard.maximumParts)
    #expect(message.parts.allSatisfy { $0.depth <= MailLimits.standard.maximumPartDepth })
    #expect(message.defects.count <= MailLimits.standard.maximumDefects)
    if let defect { #expect(message.defects.contains { $0.kind == defect }, "\(name)") }
    for field in message.fields.prefix(10) {
        _ = message.unstructured(field)
        _ = message.mailboxes(field)
        _ = message.messageIDs(field)
        _ = message.date(field)
    }
    _ = message.attachmentNames
    _ = message.leaves.last.map { message.text(of: $0) }
}

@Test("a header block has an end, whatever it holds")
func boundsHeaders() {
    var limits = MailLimits()
    limits.maximumHeaderBlockBytes = 20
    let long = Message(Array("A: 1\nB: 2\nSubject: \n 345678901234\nC: 4\n\nbody".utf8), limits: limits)
    #expect(long.fields.map { long.name(of: $0) } == ["A", "B", "Subject"])
    #expect(long.defects.map(\.kind) == [.headerTooLong, .headerTooLong])
    #expect(long.text(of: 0) == "body")
    limits = MailLimits()
    limits.maximumHeaderFields = 2
    let many = Message(Array("A: 1\nB: 2\nC: 3\n\nbody".utf8), limits: limits)
    #expect(many.fields.count == 2)
    #expect(many.defects.map(\.kind) == [.tooManyFields])
    limits = MailLimits()
    limits.maximumMessageBytes = 6
    #expect(Message(Array("A: 1\n\nbody".utf8), limits: limits).text(of: 0).isEmpty)
}

@Test("nested messages in base64 are opened to a depth")
func boundsEncodedMessages() {
    var inner = Array("Subject: x\n\ny".utf8)
    for _ in 0..<MailLimits.standard.maximumEncodedMessageDepth + 3 {
        let head = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
        inner = Array(head.utf8) + inner.flatMap { $0 == 61 ? Array("=3D".utf8) : [$0] }
    }
    let message = Message(inner)
    #expect(message.parts.count == MailLimits.standard.maximumEncodedMessageDepth + 1)
    #expect(message.defects.map(\.kind) == [.tooDeep])
}

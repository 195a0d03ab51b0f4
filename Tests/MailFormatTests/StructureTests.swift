import Testing

@testable import MailFormat

private func outline(_ message: Message) -> [String] {
    message.parts.map { "\($0.depth) \($0.mediaType.essence)" }
}

private func essences(_ text: String) -> [String] {
    let message = Samples.message(text)
    return message.leaves.map { message.parts[$0].mediaType.essence }
}

@Test("parts stand depth first, those of nested messages too")
func partsAreDepthFirst() {
    let message = Samples.message(Samples.mixed)
    #expect(
        outline(message) == [
            "0 multipart/mixed", "1 multipart/alternative", "2 text/plain", "2 text/html",
            "1 application/pdf",
            "1 message/rfc822", "2 multipart/mixed", "3 text/plain", "1 message/rfc822", "2 text/plain",
        ])
    #expect(message.leaves == [2, 3, 4, 5, 7, 8, 9])
    #expect(message.firstTextPart == 2)
    #expect(message.text(of: 2) == "Grüße!")
    #expect(message.body(of: 4) == [0, 1, 2])
    #expect(message.text(of: 7) == "nested text")
    #expect(message.text(of: 9) == "body\n")
    #expect(message.attachmentNames == ["ä b.pdf"])
    #expect(message.field(.subject, of: 6).map(message.unstructured) == "inner")
    #expect(message.field(.subject, of: 9).map(message.unstructured) == "encoded")
    #expect(
        message.parts.map(\.isInNestedMessage) == [
            false, false, false, false, false, false, true, true, false, true,
        ])
    #expect(message.parts[9].buffer == 1)
    #expect(message.defects.map(\.kind) == [.missingLastBoundary])
}

@Test("the default of a digest is a message (RFC 2046 §5.1.5)")
func digestDefault() {
    let message = Samples.message(Samples.digest)
    #expect(outline(message) == ["0 multipart/digest", "1 message/rfc822", "2 text/plain", "1 text/plain"])
    #expect(message.text(of: 2) == "one")
}

private let boundaries: [(why: String, text: String, leaves: [String])] = [
    ("no last boundary", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n", ["text/plain"]),
    (
        "an outer boundary closes the inner ones",
        "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "--b\nContent-Type: text/html\n\nx\n--a\nContent-Type: image/png\n\n--a--\n--b\n\ny\n",
        ["text/html", "image/png"]
    ),
    (
        "a longer line is no delimiter",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--bc\n--b-\n--b---\n--b --\n", ["text/plain"]
    ),
    (
        "transport padding", "Content-Type: multipart/mixed; boundary=b\n\n--b \t\n\nx\n--b--  \n--b\n\ny\n",
        ["text/plain"]
    ),
    (
        "two delimiters in a row hold no part",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\nContent-Type: text/html\n\nx\n--b--\n",
        ["text/html"]
    ),
    (
        "a part without its empty line",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n--b--\n", ["text/html"]
    ),
    (
        "the first delimiter without an empty line",
        "Content-Type: multipart/mixed; boundary=b\n--b\nContent-Type: text/html\n\nx\n--b--\n", ["text/html"]
    ),
    ("a root without delimiters", "Content-Type: multipart/mixed; boundary=b\n\nx\n", ["multipart/mixed"]),
    (
        "no boundary parameter", "Content-Type: multipart/mixed\n\n--q\n\nx\n--q\n\ny\n--q--\n",
        ["text/plain", "text/plain"]
    ),
    (
        "the boundary of another message",
        "Content-Type: multipart/mixed; boundary=a\n\npreamble\n--b\nContent-Type: text/html\n\nx\n--b--\n",
        ["text/html"]
    ),
    (
        "the boundary of another message, in an inner multipart",
        "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/related; boundary=b\n\n"
            + "--c\ncontent-type: text/html\n\nx\n--c--\n--a\nContent-Type: image/png\n\n--a--\n",
        ["text/html", "image/png"]
    ),
    (
        "a line with dashes without a body part's header is no delimiter",
        "Content-Type: multipart/mixed; boundary=a\n\n--b\nText: x\n\n--b--\n", ["multipart/mixed"]
    ),
    ("not divided", "Content-Type: multipart/mixed\n\nx\n", ["multipart/mixed"]),
    (
        "the same boundary twice: the innermost one",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=b\n\n"
            + "--b\n\nx\n--b--\n--b\nContent-Type: text/html\n\ny\n--b--\n",
        ["text/plain", "text/html"]
    ),
]

@Test("boundaries, RFC 2046 §5.1", arguments: boundaries)
func dividesMultiparts(_ why: String, _ text: String, _ leaves: [String]) {
    #expect(essences(text) == leaves, "\(why)")
    let crlf = Message(Samples.crlf(text))
    #expect(crlf.leaves.map { crlf.parts[$0].mediaType.essence } == leaves, "\(why), CRLF")
}

@Test("the line end before a delimiter belongs to the delimiter")
func lineEndOfDelimiter() {
    let text = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n\n--b--\n"
    #expect(Samples.message(text).text(of: 1) == "x\n")
    #expect(Message(Samples.crlf(text)).rawBody(of: 1).elementsEqual("x\r\n".utf8))
}

private let headers: [(why: String, text: String, subject: String?, body: String)] = [
    ("empty input", "", nil, ""),
    ("header only", "Subject: x\n", "x", ""),
    ("header without line end", "Subject: x", "x", ""),
    ("blank lines before the header", " \n\nSubject: x\n\ny", "x", "y"),
    ("mbox line", "From a@b.example Tue Mar  4 10:00:00 2025\nSubject: x\n\ny", "x", "y"),
    ("a line that is no field", "A: b\nnothing\n folded\nSubject: x\n\ny", "x", "y"),
    ("white space before the colon", "Subject \t: x\n\ny", "x", "y"),
    ("From with white space is a field", "From : a@b.example\nSubject: x\n\ny", "x", "y"),
    ("no header at all", "Hello there\nyou\n\nbye", nil, "Hello there\nyou\n\nbye"),
    ("text after the header without an empty line", "Subject: x\nHello there", "x", "Hello there"),
    (
        "text after the header, then an empty line and nothing", "Subject: x\nHello there\n\n \n", "x",
        "Hello there\n\n \n"
    ),
    ("a bad line at the end of a header with a body", "Subject: x\nnothing\n\ny", "x", "y"),
    ("bad lines between fields, no body", "A: b\nno thing\nno field\nSubject: x\n\n", "x", ""),
    ("bare carriage returns", "Subject: x\rA: b\r\ry\rz", "x", "y\nz"),
    ("mixed line ends", "Subject: x\r\nA: b\n\r\ny\r\nz\n", "x", "y\nz\n"),
    ("folded value", "Subject: a\n  b\n\tc\n\n", "a  b\tc", ""),
]

@Test("header blocks", arguments: headers)
func readsHeaders(_ why: String, _ text: String, _ subject: String?, _ body: String) {
    let message = Samples.message(text)
    #expect(message.subject == subject, "\(why)")
    #expect(message.text(of: 0) == body, "\(why)")
}

@Test("LF and CRLF give the same decoded answer", arguments: Samples.all)
func lineEndsDoNotMatter(_ text: String) {
    let left = Samples.message(text)
    let right = Message(Samples.crlf(text))
    #expect(outline(left) == outline(right))
    #expect(left.parts.indices.map { left.text(of: $0) } == right.parts.indices.map { right.text(of: $0) })
    #expect(left.fields.map { left.unstructured($0) } == right.fields.map { right.unstructured($0) })
    #expect(left.fields.map { left.mailboxes($0) } == right.fields.map { right.mailboxes($0) })
    #expect(left.attachmentNames == right.attachmentNames)
    #expect(left.defects.map(\.kind) == right.defects.map(\.kind))
}

@Test("a message cut off at any byte is read", arguments: Samples.all)
func readsEveryPrefix(_ text: String) {
    for bytes in [Array(text.utf8), Samples.crlf(text)] {
        for count in bytes.indices { readAll(Message(Array(bytes[..<count]))) }
    }
}

@Test("a message with any byte replaced is read", arguments: Samples.all)
func readsDamagedBytes(_ text: String) {
    let bytes = Array(text.utf8)
    let replacements: [UInt8] = [0, 10, 13, 34, 40, 45, 58, 61, 255]
    for place in bytes.indices {
        var damaged = bytes
        damaged[place] = replacements[place % replacements.count]
        readAll(Message(damaged))
    }
}

/// Asks for everything; each part must lie inside its parent.
private func readAll(_ message: Message) {
    for (index, part) in message.parts.enumerated() {
        _ = message.text(of: index)
        _ = part.fileName
        if let parent = part.parent {
            #expect(parent < index)
            let outer = message.parts[parent]
            if outer.buffer == part.buffer {
                #expect(outer.bodyRange.lowerBound <= part.headerRange.lowerBound)
                #expect(outer.bodyRange.upperBound >= part.bodyRange.upperBound)
            }
        }
    }
    for field in message.fields {
        _ = message.unstructured(field)
        _ = message.unfolded(field)
        _ = message.mailboxes(field)
        _ = message.messageIDs(field)
        _ = message.date(field)
        _ = message.name(of: field)
    }
    _ = message.attachmentNames
    _ = message.firstTextPart.map { message.readableText(of: $0) }
}

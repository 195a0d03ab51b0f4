import Testing

@testable import MailFormat

private let types: [(value: String, essence: String?)] = [
    (" text/plain", "text/plain"),
    ("TEXT/Html; charset=x", "text/html"),
    ("text (comment) / (other) plain", "text/plain"),
    ("text/html charset=utf-8", "text/html"),  // missing semicolon
    ("text", nil),
    ("/plain", nil),
    ("", nil),
    ("; name=x", nil),
]

@Test("media types, RFC 2045 §5.1", arguments: types)
func readsMediaTypes(_ value: String, _ essence: String?) {
    #expect(MediaType(fieldValue: Array(value.utf8)[...], limits: .standard)?.essence == essence)
}

private let parameters: [(source: String, name: String, value: String?)] = [
    ("; charset=utf-8", "charset", "utf-8"),
    ("; CHARSET = \"utf-8\" ; x=y", "charset", "utf-8"),
    ("; charset=us-ascii (Plain text)", "charset", "us-ascii"),
    (" charset=utf-8", "charset", "utf-8"),
    ("; a; b=c", "b", "c"),
    ("; name=\"a\\\"b;c\"", "name", "a\"b;c"),
    ("; name=\"open", "name", "open"),
    ("; name=a;name=b", "name", "a"),
    ("; name*=utf-8'de'%C3%A4.pdf", "name", "ä.pdf"),
    ("; name*=''a%20b", "name", "a b"),
    ("; name*=iso-8859-1''%E4%zz%4", "name", "ä%zz%4"),
    ("; name*1=b; name*0=a", "name", "ab"),
    ("; name*0*=utf-8''%C3; name*1*=%A4; name*2=\".txt\"", "name", "ä.txt"),
    ("; name=x; name*=utf-8''y", "name", "y"),
    ("; name*4294967295=a; name*99999999999999999999=b", "name", nil),
    ("; name*x=a", "name", nil),
    ("; names=a", "name", nil),
    ("; =x; ==; ;;", "name", nil),
    ("; name=", "name", ""),
]

@Test("parameters, RFC 2045 §5.1 and RFC 2231", arguments: parameters)
func readsParameters(_ source: String, _ name: String, _ value: String?) {
    #expect(Parameters(source: Array(source.utf8)[...]).value(name) == value)
}

@Test("sections beyond the limit are left")
func boundsSections() {
    let source = (0..<1000).map { "; name*\($0)=a" }.joined()
    let value = Parameters(source: Array(source.utf8)[...]).value("name")
    #expect(value?.utf8.count == MailLimits.standard.maximumParameterSections)
}

private let fileNames: [(source: String, name: String?)] = [
    ("; filename=\"a b.pdf\"", "a b.pdf"),
    ("; filename=a b.pdf; size=3", "a b.pdf"),
    ("; filename=\"=?utf-8?B?w6Q=?=.pdf\"", "ä.pdf"),
    ("; filename*0=\"=?utf-8?Q?=C3=A4\"; filename*1=\"b.pdf?=\"", "äb.pdf"),
    ("; filename=\"\"", nil),
]

@Test("file names", arguments: fileNames)
func readsFileNames(_ source: String, _ name: String?) {
    #expect(Parameters(source: Array(source.utf8)[...]).fileName("filename", fallback: .windows1252) == name)
}

@Test("a file name in raw 8-bit is read in the charset the message declares")
func rawFileNames() {
    let head = "Content-Type: text/plain; charset=iso-8859-2; name=\"".utf8
    let message = Message(Array(head) + [0xB1] + Array(".txt\"\n\n".utf8))
    #expect(message.attachmentNames == ["ą.txt"])
}

private let dispositions: [(value: String, kind: String?)] = [
    ("inline", "inline"), (" ATTACHMENT; filename=x", "attachment"), ("filename=x", "attachment"),
    ("; filename=x", "attachment"), ("", nil),
]

@Test("Content-Disposition, RFC 2183", arguments: dispositions)
func readsDispositions(_ value: String, _ kind: String?) {
    #expect(Disposition(fieldValue: Array(value.utf8)[...], limits: .standard)?.kind == kind)
}

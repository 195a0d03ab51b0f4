import Foundation
import Testing

@testable import Webhooks

private let part = "Content-Disposition: form-data; name=\"a\"\r\n\r\n"

@Suite("forms and JSON")
struct FormTests {
    private func fields(_ body: [UInt8], _ type: String) -> [String] {
        let request = WebhookRequest(headers: [("Content-Type", type)], body: body, receivedAt: now)
        return FormFields(request).fields.map { "\($0.name)=\(String(decoding: $0.bytes, as: UTF8.self))" }
    }

    static let urlencodedRows: [(String, [String])] = [
        ("a=1&b=2", ["a=1", "b=2"]), ("a=x+y%20z", ["a=x y z"]), ("a%3D=%26", ["a==&"]), ("a=b=c", ["a=b=c"]),
        ("a=%", ["a=%"]), ("a=%4", ["a=%4"]), ("a=%zz", ["a=%zz"]), ("a=%c3%A4", ["a=ä"]), ("a", ["a="]),
        ("&&a=1&", ["a=1"]), ("", []),
    ]

    @Test("urlencoded", arguments: urlencodedRows)
    func urlencoded(_ body: String, _ expected: [String]) {
        #expect(fields(Array(body.utf8), "application/x-www-form-urlencoded; charset=utf-8") == expected)
    }

    static let multipartRows: [(String, [String])] = [
        ("--b\r\n\(part)1\r\n--b--\r\n", ["a=1"]), ("preamble\r\n--b\r\n\(part)1\r\n--b--", ["a=1"]),
        ("--b  \r\n\(part)1\r\n--b--", ["a=1"]),  // transport padding, RFC 2046 §5.1.1
        ("--b\r\n\(part)1\r\n--b\r\n\(part)2\r\n--b--", ["a=1", "a=2"]),
        ("--b\r\n\(part)x--b\r\n--b\r\n\(part)\r\n--b--", ["a=x--b", "a="]),
        // A boundary inside, which begins like this one.
        ("--b\r\n\(part)1\r\n--b2\r\n--b--", ["a=1\r\n--b2"]), ("--b\r\n\(part)1", ["a=1"]),
        ("--b\r\nContent-Type: x\r\n\r\n1\r\n--b--", []),  // no name
        ("--b\r\n\(part)", ["a="]), ("--b\r\n", []), ("--b", []), ("--c\r\n\(part)1\r\n--c--", []), ("", []),
        ("--b--", []),
    ]

    @Test("multipart", arguments: multipartRows)
    func multipart(_ body: String, _ expected: [String]) {
        #expect(fields(Array(body.utf8), "multipart/form-data; boundary=b") == expected)
        #expect(fields(Array(body.utf8), "Multipart/Form-Data; charset=x; Boundary=\"b\"") == expected)
    }

    @Test("multipart cut off, and changed, at every byte")
    func broken() {
        let body = WebhooksTests.multipart([("email", nil, [0, 255, 13, 10]), ("f", "C:\\x.pdf", [1, 2])])
            .body
        let type = "multipart/form-data; boundary=xYz"
        for index in body.indices {
            #expect(fields(Array(body[..<index]), type).count <= 2)
            var changed = body
            changed[index] ^= 0x20
            #expect(fields(changed, type).count <= 2)
        }
    }

    @Test("a boundary that is none", arguments: ["", "; boundary=", "; boundary=\"\"", "; boundary"])
    func noBoundary(_ parameter: String) {
        #expect(
            fields(Array("--b\r\n\(part)1\r\n--b--".utf8), "multipart/form-data\(parameter)").isEmpty)
    }

    static let charsets: [([UInt8], String?, String)] = [
        ([0xE4], "ISO-8859-1", "ä"), ([0x80], "windows-1252", "€"), ([0xC3, 0xA4], "UTF-8", "ä"),
        ([0xE4], nil, "\u{FFFD}"), ([0xE4], "no-such-charset", "\u{FFFD}"),
        ([0xCF, 0xF0], "windows-1251", "Пр"),
    ]

    @Test("charset of a field", arguments: charsets)
    func charset(_ bytes: [UInt8], _ charset: String?, _ text: String) {
        #expect(FormCharset.text(bytes[...], charset) == text)
    }

    static let values: [(String, JSON?)] = [
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("1.5", .real(1.5)), ("true", .flag(true)), ("1", .integer(1)), ("null", .null),
        (#""a\n\u00e4""#, .text("a\nä")),
        (#"{"a":[1,{}]}"#, ["a": [1, [:]]]), ("", nil), ("{", nil),
        (#"{"a":1}x"#, nil), ("[1,", nil), ("nul", nil),
        (String(repeating: "[", count: 65) + String(repeating: "]", count: 65), nil),
        (#""[[{{""#, .text("[[{{")),  // brackets in a text nest nothing
    ]

    @Test("JSON", arguments: values)
    func json(_ text: String, _ value: JSON?) {
        #expect(JSON(Array(text.utf8)) == value)
    }

    @Test("octets that are no UTF-8 become U+FFFD, and the rest is read")
    func lenient() {
        #expect(JSON([0x22, 0x61, 0xE4, 0x62, 0x22]) == .text("a\u{FFFD}b"))
    }

    static let words: [(String, String?, Int?)] = [
        ("smtp;550 5.1.1 no such user", "5.1.1", 5), ("550-5.7.26 unauthenticated", "5.7.26", 5),
        ("(452 4.2.2)", "4.2.2", 4), ("450 later", nil, 4), ("from 10.5.1.1 and 5.1.1.2", nil, nil),
        ("status=5.1.1.", "5.1.1", 5), ("2.1.5 ok 250", nil, nil), ("5.1.1234", nil, nil),
        ("v550x", nil, nil),
        ("", nil, nil),
    ]

    @Test("codes in a server's words", arguments: words)
    func codes(_ text: String, _ status: String?, _ failureClass: Int?) {
        let words = SMTPWords(text)
        #expect(words.status == status)
        #expect(words.failureClass == failureClass)
    }
}

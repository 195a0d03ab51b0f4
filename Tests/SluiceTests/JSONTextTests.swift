import Foundation
import Testing

@testable import sluice

private let strings: [(text: String, json: String)] = [
    ("", #""""#),
    ("plain", #""plain""#),
    ("a\"b\\c", #""a\"b\\c""#),
    ("tab\tline\nreturn\r", #""tab\tline\nreturn\r""#),
    ("\u{0}\u{8}\u{C}\u{1B}\u{1F}", #""\u0000\b\f\u001b\u001f""#),
    // Readers of lines take U+0085 and U+2028 for the end of one.
    ("\u{7F}é日本😀\u{2028}\u{85}\u{A0}", "\"\\u007fé日本😀\\u2028\\u0085\u{A0}\""),
    ("</script>", #""</script>""#),
]

private let numbers: [(value: Double, json: String)] = [
    (0, "0"), (1, "1"), (-2, "-2"), (0.5, "0.5"), (0.97531, "0.9753"), (0.99999, "1"), (1e-9, "0"),
    // JSON has no word for them, and 1e300 is no weight.
    (.nan, "null"), (.infinity, "null"), (1e300, "null"),
]

struct JSONTextTests {
    @Test("strings, RFC 8259 §7", arguments: strings)
    func escapes(_ text: String, _ json: String) throws {
        var writer = JSONText()
        writer.value(text)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == json)
        let back = try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed)
        #expect(back as? String == text)
    }

    @Test("numbers", arguments: numbers)
    func writesNumbers(_ value: Double, _ json: String) {
        var writer = JSONText()
        writer.value(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == json)
    }

    @Test("keys stand in the order in which they are written")
    func keepsOrder() {
        var writer = JSONText()
        writer.object { json in
            json.field("z", 1)
            json.field("a", each: [1, 2]) { $0.field("n", $1) }
            json.field("empty", [])
            json.field("none", nil as String?)
            json.field("inner") { $0.field("yes", true) }
            json.key("list")
            json.array { _ in }
            json.field("last", "x")
        }
        writer.endLine()
        writer.object { _ in }
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(
            text
                == #"{"z":1,"a":[{"n":1},{"n":2}],"empty":[],"none":null,"inner":{"yes":true},"list":[],"last":"x"}"#
                + "\n{}")
    }
}

import DataFormats
import Foundation
import Testing

private let texts: [(text: String, tree: JSONTree?)] = [
    ("null", .null),
    (" true ", .flag(true)),
    ("-12", .integer(-12)),
    ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .real(9_223_372_036_854_775_808)),
    ("1.5e3", .real(1500)),
    (#""a\n\"\\\/\u00e9""#, .text("a\n\"\\/é")),
    (#""\ud83d\ude00""#, .text("😀")),
    (#""\ud83dx""#, .text("\u{FFFD}x")),  // half a pair
    ("[]", .list([])),
    ("[1,[2]]", .list([.integer(1), .list([.integer(2)])])),
    (#"{"a":{"b":null}}"#, .object([.init(key: "a", value: .object([.init(key: "b", value: .null)]))])),
    ("", nil), ("{", nil), ("[1,]", nil), ("[1 2]", nil), ("tru", nil), ("1 2", nil), ("\"a", nil),
    ("\"\\x\"", nil), ("\"\\u12\"", nil), ("-", nil), ("{\"a\"}", nil), ("nul", nil),
    (String(repeating: "[", count: 100_000), nil),  // deeper than the limit
]

@Test("JSON texts", arguments: texts)
func readsJSON(_ text: String, _ tree: JSONTree?) {
    #expect(JSONTree(parsing: text) == tree)
    if let tree { #expect(JSONTree(parsing: tree.serialized) == tree) }
}

@Test("control characters and quotes are written so that other readers take them")
func writesStrings() throws {
    let text = "a\u{1}\"\\\n\t\u{7F}é😀"
    let written = JSONTree.text(text).serialized
    let read = try JSONDecoder().decode([String].self, from: Data("[\(written)]".utf8))
    #expect(read == [text])
}

private let octets: [(bytes: [UInt8], tree: JSONTree?)] = [
    (Array(#"{"a":1}"#.utf8), ["a": 1]),
    ([0x22, 0x61, 0xE4, 0x62, 0x22], "a\u{FFFD}b"),
    ([0x22, 0x61], nil), ([], nil),
    ([0xEF, 0xBB, 0xBF, 0x31], nil),  // a byte order mark is the caller's to skip
]
@Test("JSON of octets that may be no UTF-8", arguments: octets)
func readsOctets(_ bytes: [UInt8], _ tree: JSONTree?) {
    #expect(JSONTree(parsing: bytes) == tree)
}

@Test("64 levels are read", arguments: [(63, true), (64, true), (65, false)])
func depth(_ levels: Int, _ isRead: Bool) {
    let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    #expect((JSONTree(parsing: text) != nil) == isRead)
}

import DataFormats
import Testing

private let base64: [(text: String, bytes: [UInt8]?)] = [
    ("", []), ("YQ", [97]), ("YWI", [97, 98]), ("YWJj", [97, 98, 99]), ("_-8", [0xFF, 0xEF]),
    ("YQ==", [97]), ("/+8=", [0xFF, 0xEF]),  // padding, and the alphabet of §4
    ("Y", nil), ("YWJjZ", nil), ("Y!Q=", nil), ("YQ=", nil), ("YQ===", nil), ("Y=Q=", nil), ("=", nil),
    ("YQ ", nil), ("ä", nil),
]
@Test("base64url, RFC 4648 §5", arguments: base64)
func readsBase64URL(_ text: String, _ bytes: [UInt8]?) {
    #expect(Base64URL.decode(text) == bytes)
}

@Test("base64url of every length comes back", arguments: 0...67)
func writesBase64URL(_ count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 7) }
    let text = Base64URL.encode(bytes)
    #expect(!text.contains("=") && Base64URL.decode(text) == bytes)
}

private let digits: [(text: String, bytes: [UInt8]?)] = [
    ("", []), ("00ff", [0, 255]), ("aBcD", [0xAB, 0xCD]), ("a", nil), ("0g", nil), ("0x", nil), ("é", nil),
]
@Test("hexadecimal digits", arguments: digits)
func readsHex(_ text: String, _ bytes: [UInt8]?) {
    #expect(Hex.decode(text) == bytes)
    if let bytes { #expect(Hex.encode(bytes) == text.lowercased()) }
}

private let forms: [(text: String, fields: [String])] = [
    ("a=1&b=2", ["a=1", "b=2"]), ("a=x+y%20z", ["a=x y z"]), ("a%3D=%26", ["a==&"]), ("a=b=c", ["a=b=c"]),
    ("a=%", ["a=%"]), ("a=%4", ["a=%4"]), ("a=%zz", ["a=%zz"]), ("a=%+1", ["a=% 1"]), ("a=%c3%A4", ["a=ä"]),
    ("a", ["a="]), ("=b", ["=b"]), ("&&a=1&", ["a=1"]), ("", []),
]
@Test("fields of a form", arguments: forms)
func readsForm(_ text: String, _ fields: [String]) {
    let read = FormEncoding.decode(Array(text.utf8), maximum: 10).map {
        String(decoding: $0.name + [UInt8(ascii: "=")] + $0.value, as: UTF8.self)
    }
    #expect(read == fields)
}

@Test("a form has a bound", arguments: [(0, 0), (1, 1), (3, 3), (4, 3)])
func boundsForm(_ maximum: Int, _ count: Int) {
    #expect(FormEncoding.decode(Array("a=1&b=2&c=3".utf8), maximum: maximum).count == count)
}

private let values = [
    ("a b&c=d", "a%20b%26c%3Dd"), ("ä/+", "%C3%A4%2F%2B"), ("-._~Az09", "-._~Az09"), ("", ""),
]
@Test("values in a form, a query or a path, RFC 3986 §2.3", arguments: values)
func encodesValue(_ text: String, _ encoded: String) {
    #expect(FormEncoding.encode(text) == encoded)
}

private let secrets: [(given: String, ours: String, areEqual: Bool)] = [
    ("secret", "secret", true), ("secres", "secret", false), ("secretsecret", "secret", false),
    ("secre", "secret", false), ("", "secret", false), ("secret", "", false), ("", "", true),
]
@Test("secrets are compared whole", arguments: secrets)
func comparesSecrets(_ given: String, _ ours: String, _ areEqual: Bool) {
    #expect(ConstantTime.areEqual(given, ours) == areEqual)
}

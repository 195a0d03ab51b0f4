import DataFormats
import Store
import Testing

@testable import WebService

@Test("a password matches its own hash and no other")
func passwords() throws {
    let hash = try PasswordHash.make("correct horse battery")
    #expect(hash.hasPrefix("scrypt$32768$8$1$"))
    #expect(PasswordHash.matches("correct horse battery", hash))
    #expect(!PasswordHash.matches("correct horse batteri", hash))
    #expect(!PasswordHash.matches("correct horse battery", ""))
    #expect(try PasswordHash.make("correct horse battery") != hash, "salted")
}

private let clients: [(peer: String, forwarded: [String], client: String)] = [
    ("203.0.113.9", [], "203.0.113.9"),
    ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),  // nobody we trust says so
    ("10.0.0.5", ["198.51.100.1"], "198.51.100.1"),
    ("10.0.0.5", ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),  // the left one is the client's own word
    ("10.0.0.5", ["6.6.6.6", "198.51.100.1, 10.0.0.7"], "198.51.100.1"),
    ("::ffff:10.0.0.5", ["198.51.100.1"], "198.51.100.1"),
    ("fd00::1", ["2001:db8::7"], "2001:db8::7"),
]
@Test("the client's address, behind proxies we trust and others", arguments: clients)
func clientAddress(_ peer: String, _ forwarded: [String], _ client: String) throws {
    let trusted = try ["10.0.0.0/8", "fd00::/8"].map { try #require(AddressRange($0)) }
    #expect(ClientAddress.of(peer: peer, forwarded: forwarded, trusted: trusted) == client)
}

@Test(
    "address blocks that are none",
    arguments: ["", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "10.0.0.1/-1", "x", "10.0.0.1/8/8"])
func badRanges(_ text: String) {
    #expect(AddressRange(text) == nil)
}

private let forms: [(text: String, fields: [[String]])] = [
    ("a=1&b=2", [["a", "1"], ["b", "2"]]),
    ("a=1+%2B+%C3%A9", [["a", "1 + é"]]),
    ("a", [["a", ""]]),
    ("a=%", [["a", "%"]]),
    ("a=%zz&a=2", [["a", "%zz"], ["a", "2"]]),
    ("=x&&", [["", "x"]]),
    ("a=%FF", [["a", "\u{FFFD}"]]),
]
@Test("fields of a form", arguments: forms)
func formFields(_ text: String, _ fields: [[String]]) {
    #expect(FormFields.decode(text.utf8).map { [$0.name, $0.value] } == fields)
}

@Test("what is encoded is decoded again", arguments: ["a b", "é/?&=+%", "\u{1F600}", "\n\r\0"])
func encodes(_ text: String) {
    #expect(FormFields.decode(("x=" + FormEncoding.encode(text)).utf8).first?.value == text)
}

@Test("texts that template engine and browser read differently", arguments: ["\"", "<", ">", "&", "'"])
func escapable(_ mark: String) {
    let text = "x" + mark + "\u{301} onfocus=alert(1)"
    #expect(text.escapable.contains { String($0) == mark }, "stands alone, so the engine escapes it")
    #expect("é plain ü".escapable == "é plain ü")
}

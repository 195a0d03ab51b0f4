import Testing

@testable import LeadStages

private let keys: [(text: String, narrow: String, wide: String)] = [
    ("Anna.Meier@Example.COM", "anna.meier@example.com", "anna.meier@example.com"),
    (" <anna@example.com> ", "anna@example.com", "anna@example.com"),
    ("mailto:anna@example.com", "anna@example.com", "anna@example.com"),
    ("anna+news@example.com", "anna+news@example.com", "anna@example.com"),
    ("anna+a+b@example.com", "anna+a+b@example.com", "anna@example.com"),
    ("+anna@example.com", "+anna@example.com", "+anna@example.com"),  // nothing would be left
    ("a.n.n.a@gmail.com", "a.n.n.a@gmail.com", "anna@gmail.com"),
    ("A.nna+x@GoogleMail.com", "a.nna+x@googlemail.com", "anna@gmail.com"),
    ("a.nna@example.com", "a.nna@example.com", "a.nna@example.com"),  // dots mean something elsewhere
    ("anna@Bücher.example", "anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"),
    ("anna@bu\u{308}cher.example", "anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"),
    ("anna@XN--BCHER-KVA.example", "anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"),
    ("ａｎｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "anna@example.com", "anna@example.com"),
    ("anna@例え。テスト", "anna@xn--r8jz45g.xn--zckzah", "anna@xn--r8jz45g.xn--zckzah"),
    ("anna@example.com.", "anna@example.com", "anna@example.com"),
    ("\"anna\"@example.com", "anna@example.com", "anna@example.com"),
    ("\"an\\\"na\"@example.com", "an\"na@example.com", "an\"na@example.com"),
    ("\"a@b\"@example.com", "a@b@example.com", "a@b@example.com"),
    ("anna\u{200B}@example.com", "anna@example.com", "anna@example.com"),  // zero width space
    ("JOSÉ@example.com", "josé@example.com", "josé@example.com"),
    ("jose\u{301}@example.com", "josé@example.com", "josé@example.com"),
]

@Test("keys of an address", arguments: keys)
func addressKey(_ text: String, _ narrow: String, _ wide: String) {
    let key = EmailAddressKey(text)
    #expect(Array(key.narrow.utf8) == Array(narrow.utf8))
    #expect(Array(key.wide.utf8) == Array(wide.utf8))
    #expect(key.isAddress)
}

@Test("what is no address equals itself only", arguments: ["", "anna", "@example.com", "anna@", "anna@."])
func noAddress(_ text: String) {
    let key = EmailAddressKey(text)
    #expect(!key.isAddress)
    #expect(key.narrow == text)
    #expect(key.domain.isEmpty)
}

@Test("hostile lengths cost little and trap nowhere")
func longAddresses() {
    let long = String(repeating: "ü", count: 100_000)
    #expect(!EmailAddressKey(long).isAddress)
    #expect(EmailAddressKey("a@" + long).isAddress)
    #expect(EmailAddressKey(String(repeating: "@", count: 5000)).domain.isEmpty)
    #expect(EmailAddressKey("a@" + String(repeating: ".", count: 900)).isAddress == false)
}

/// RFC 3492 §7.1, in lower case.
private let labels: [(String, String)] = [
    ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
    ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
    ("pročprostěnemluvíčesky", "proprostnemluvesky-uyb24dma41a"),
    ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
    ("安室奈美恵-with-super-monkeys", "-with-super-monkeys-pc58ag80a8qai00g7n9n"),
    ("-> $1.00 <-", "-> $1.00 <--"),
]

@Test("punycode, RFC 3492 §7.1", arguments: labels)
func punycode(_ label: String, _ encoded: String) {
    #expect(Punycode.encode(label) == encoded)
}

@Test("labels that punycode refuses")
func punycodeLimits() {
    #expect(Punycode.encode("") == nil)
    #expect(Punycode.encode(String(repeating: "ü", count: 64)) == nil)
    #expect(Punycode.encode(String(repeating: "\u{10FFFF}", count: 63)) != nil)
}

private let companies: [(String, String?)] = [
    ("Example.com", "example.com"), ("gmail.com", nil), ("web.de", nil), ("", nil), ("localhost", nil),
    ("bücher.example", "xn--bcher-kva.example"),
]

@Test("the key of a company", arguments: companies)
func companyKey(_ domain: String, _ key: String?) {
    #expect(DomainName.companyKey(ofDomain: domain) == key)
}

import Foundation
import MailMarkup
import Testing

@Test("the corpus is there")
func hasCorpus() { #expect(MarkupSamples.hostileFiles.count >= 80) }

@Test("hostile mail is written in the one form, and stays as it is", arguments: MarkupSamples.hostileFiles)
func defeatsHostileMail(_ file: URL) throws {
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        .replacing("{{BEACON}}", with: "http://127.0.0.1:9").replacing("{{BEACON_HOST}}", with: "127.0.0.1:9")
    for shows in [false, true] {
        let once = MarkupSamples.sanitised(text, showsRemoteImages: shows)
        #expect(WrittenForm(once).fault == nil)
        #expect(MarkupSamples.sanitised(once, showsRemoteImages: shows) == once)
    }
}

@Test("markup in any order is written in the one form")
func survivesShuffledMarkup() {
    for seed in 0..<3_000 as Range<UInt64> {
        let html = MarkupSamples.shuffled(seed: seed, count: 12 + Int(seed % 30))
        let once = MarkupSamples.sanitised(html)
        #expect(WrittenForm(once).fault == nil, "seed \(seed): \(html)")
        let twice = MarkupSamples.sanitised(once)
        #expect(WrittenForm(twice).fault == nil, "seed \(seed): \(once)")
        #expect(twice == once, "seed \(seed)")
    }
}

private let charsets: [(bytes: [UInt8], written: String)] = [
    ([0xC0, 0xBC] + Array("script".utf8), "\u{FFFD}\u{FFFD}script"),  // `<` overlong
    (Array("<im\0g src=x>a\0b".utf8), "a b"),
    (Array("<b\u{2028}onclick=x>a</b>\u{2028}\u{2029}".utf8), "<b>a</b>\u{2028}\u{2029}"),
    ([0xFF, 0xFE, 0x3C, 0x62, 0x3E, 0x61], "\u{FFFD}\u{FFFD}<b>a</b>"),
    (Array("+ADw-script+AD4-".utf8), "+ADw-script+AD4-"),
    (Array("<meta charset=utf-7>é".utf8), "é"),
    (Array("＜script＞".utf8), "＜script＞"),
    (Array("a\u{1B}$B<b>x</b>\u{7F}".utf8), "a $B<b>x</b>"),
    (Array("\u{FEFF}<p>a".utf8), "\u{FEFF}<p>a</p>"),
]

@Test("odd charsets", arguments: charsets)
func readsOddCharsets(_ bytes: [UInt8], _ written: String) {
    #expect(SafeMarkup(sanitising: bytes).html == written)
}

private let repeated: [(start: String, unit: String)] = [
    ("", "<"), ("", "<a "), ("", "<div>"), ("", "<!--"), ("<!--", "x-"), ("", "<b>x</b>"), ("", "&"),
    ("", "<td>"), ("<p title=\"", "x"), ("<p style=\"", "color:red;"), ("<p style=\"", "/*"),
    ("<p style=\"", "("), ("<a href=\"https://a.example/", "x"),
    ("<img src=\"data:image/png;base64,", "AAAA"),
    ("", "<a href='"), ("<table>", "<td>x"), ("<script>", "</"), ("", "<svg><p>"), ("", "<![CDATA["),
    ("", "<?x "), ("", "</q>"),
]

@Test("1 MB of one thing is read in linear time", .serialized, arguments: repeated)
func staysLinear(_ start: String, _ unit: String) {
    expectLinear(start, unit, bytes: 1_000_000)
}

/// What follows many open elements; the work is that of the length times the bound of the depth.
private let nested: [(outer: String, inner: String, unit: String)] = [
    ("", "<span>", "</q>"), ("", "<span>", "<h1>x</h1>"), ("<ul><li><ul>", "<span>", "<li>x</li>"),
    ("<p>", "<font color=red>", "<p>x</p>"), ("<li>", "<font color=red>", "<li>x</li>"),
    ("<a href=//x>", "<b>", "<a href=//x>"),
]

@Test("100 kB under 280 elements is read in linear time", .serialized, arguments: nested)
func staysLinearInside(_ outer: String, _ inner: String, _ unit: String) {
    expectLinear(outer + String(repeating: inner, count: 280), unit, bytes: 100_000)
}

private func expectLinear(_ start: String, _ unit: String, bytes: Int) {
    let html = start + String(repeating: unit, count: bytes / unit.utf8.count)
    let spent = ContinuousClock().measure {
        #expect(SafeMarkup(sanitising: html).html.utf8.count < 10 * bytes)
    }
    #expect(spent < .seconds(20), "\(spent)")
}

@Test("1 MB of attributes in one tag, which libxml2 compares with one another")
func boundsAttributes() {
    let names = (0..<150_000).map { "a\(String($0, radix: 36))" }
    for (head, between) in [("<p ", " "), ("<p x\" ", " "), ("<p a=b ", "=\">\" ")] {
        let html = head + names.joined(separator: between) + " title=t>x"
        let spent = ContinuousClock().measure { #expect(MarkupSamples.sanitised(html).hasPrefix("<p>")) }
        #expect(spent < .seconds(20))
    }
}

@Test("bounds cut the mail, and say so")
func reportsCut() {
    let deep = SafeMarkup(sanitising: "<p>a</p>" + String(repeating: "<div>", count: 100_000) + "deep")
    #expect(deep.isCut && deep.html.hasPrefix("<p>a</p><div>") && !deep.html.contains("deep"))
    #expect(WrittenForm(deep.html).fault == nil)
    let long = SafeMarkup(sanitising: String(repeating: "é", count: MarkupLimits.maximumBytes))
    #expect(long.isCut && long.html.allSatisfy { $0 == "é" })
    #expect(long.html.utf8.count > MarkupLimits.maximumBytes - 4)
    #expect(!SafeMarkup(sanitising: "<p>a").isCut)
}

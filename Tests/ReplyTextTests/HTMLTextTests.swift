import Testing

@testable import ReplyText

private let rendered: [(html: String, text: String)] = [
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("<div>One</div><div>Two</div>", "One\nTwo"),
    ("One<br>Two<br><br>Three", "One\nTwo\n\nThree"),
    ("One  <b>two</b>\n three", "One two three"),
    ("<b>a</b><i>b</i>", "ab"),
    ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
    ("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A B\nC"),
    ("a &amp; b &lt;c&gt; &eacute; &#8364; &nbsp;d", "a & b <c> é € d"),
    ("<style>p{}</style><script>x<y</script><p>One</p>", "One"),
    ("<head><title>No</title></head><body>One</body>", "One"),
    ("<div style=\"display:none\">hidden</div>One", "One"),
    ("<div style='mso-hide: all'>hidden<div>more</div></div>One", "One"),
    ("<pre>a\n  b</pre>", "a\nb"),
    ("<p class=MsoNormal>One</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Two</p>", "One\n\nTwo"),
    ("plain", "plain"),
    ("", ""),
    ("<p>unclosed <b>bold", "unclosed bold"),
    ("a < b and c > d", "a < b and c > d"),
    ("<!-- comment -->One", "One"),
]

@Test("HTML as lines", arguments: rendered)
func rendersHTML(_ html: String, _ text: String) {
    #expect(HTMLText.render(html).text == text)
}

private let wholeInQuote: [(html: String, reply: String)] = [
    ("<blockquote><p>Yes.</p><p>Tomorrow.</p></blockquote>", "Yes.\nTomorrow."),
    ("<blockquote><p>Yes.</p><blockquote>Old</blockquote></blockquote>", "Yes."),
    ("<blockquote type=cite><p>Old</p></blockquote>", ""),  // marked as somebody's words
    ("<p>Yes.</p><blockquote><p>Old</p></blockquote>", "Yes."),
    (
        "<blockquote>Yes.<p>At two.</p><p>On 9 Mar 2026 9:12, Mia wrote:</p><blockquote>Old</blockquote></blockquote>",
        "Yes.\nAt two."
    ),
    ("<p>Yes.</p><p>Mia wrote:</p><blockquote><p>Old</p></blockquote>", "Yes."),
    ("<p>Yes.</p><blockquote><p>From: Mia</p><p>Old</p></blockquote>", "Yes."),
    ("<p>Yes.</p><blockquote>9 Mar 2026 9:12 mia@out.example:<p>Old</p></blockquote><p>No.</p>", "Yes.\nNo."),
    ("<p>Two:</p><blockquote><p>boxes</p><blockquote>Old</blockquote></blockquote>", "Two:\nboxes"),
]

@Test("blockquotes that nothing marks as somebody's words", arguments: wholeInQuote)
func readsMailInBlockquote(_ html: String, _ reply: String) {
    #expect(ReplySamples.html(html).visibleReply == reply)
}

/// Quotes in containers; the answer is always `Sounds fine.`
private let containers: [(program: String, html: String)] = [
    ("blockquote", "<p>Sounds fine.</p><blockquote type=cite>Old</blockquote>"),
    (
        "Gmail",
        """
        <div dir="ltr">Sounds fine.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Zqx 2026 grumbl:<br>
        </div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div>Old</div></blockquote></div>
        """
    ),
    (
        "Gmail forward",
        "<div>Sounds fine.</div><div class=\"gmail_quote\">---- fwd ----<br>Zqx: a<br><br>Old text</div>"
    ),
    (
        "Yahoo",
        "<div>Sounds fine.</div><div id=\"yahoo_quoted_1\" class=\"yahoo_quoted\"><div>Old</div></div>"
    ),
    (
        "Thunderbird",
        "<p>Sounds fine.</p><div class=\"moz-cite-prefix\">Zqx Mia:</div><blockquote type=\"cite\">Old</blockquote>"
    ),
    (
        "Outlook on the web",
        "<div>Sounds fine.</div><hr><div id=\"divRplyFwdMsg\">Zqx: Mia<br>Yyy: x</div><div>Old</div>"
    ),
    (
        "new Outlook",
        "<div>Sounds fine.</div><div id=\"mail-editor-reference-message-container\"><div>Old</div></div>"
    ),
    (
        "Outlook",
        """
        <p class=MsoNormal>Sounds fine.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Mia<br>
        <b>Sent:</b> Monday<br><b>To:</b> Ann<br><b>Subject:</b> x</p></div><p class=MsoNormal>Old</p>
        """
    ),
    ("Proton", "<div>Sounds fine.</div><div class=\"protonmail_quote\">Old</div>"),
    ("Zoho", "<div>Sounds fine.</div><div class=\"zmail_extra\">Old</div>"),
    ("GMX", "<div>Sounds fine.</div><div name=\"quote\">Old</div>"),
    ("signature", "<div>Sounds fine.</div><div class=\"gmail_signature\">Ann of Shop</div>"),
    ("Apple signature", "<div>Sounds fine.</div><div id=\"AppleMailSignature\">Ann of Shop</div>"),
    ("closing", "<div>Sounds fine.</div><div><br></div><div>Best regards,</div><div>Ann</div>"),
]

@Test("containers of mail programs", arguments: containers)
func cutsContainers(_ program: String, _ html: String) {
    #expect(ReplySamples.html(html).visibleReply == "Sounds fine.")
}

@Test("answers between quotes, as Gmail nests them")
func keepsInterleaved() {
    let html = """
        <div class="gmail_quote"><div class="gmail_attr">Zqx grumbl:</div><blockquote class="gmail_quote">One?</blockquote>
        <div>Yes.</div><blockquote class="gmail_quote">Two?</blockquote><div>No.</div></div>
        """
    #expect(ReplySamples.html(html).visibleReply == "Yes.\nNo.")
}

@Test("an indented paragraph is no quote")
func keepsIndentation() {
    let html =
        "<div>See:</div><blockquote style=\"margin:0 0 0 40px;border:none;padding:0px\">my words</blockquote>"
    #expect(ReplySamples.html(html).visibleReply == "See:\nmy words")
}

private let broken = """
    <html><head><style>p { color: red }</style></head><body><p class="MsoNormal">Sounds &eacute;fine.</p>
    <table><tr><td>A</td></tr></table><div class="gmail_quote"><blockquote>Old é</blockquote></div><!-- x --></body></html>
    """

@Test("truncated at every byte")
func survivesTruncation() {
    let bytes = Array(broken.utf8)
    for end in bytes.indices {
        let html = String(decoding: bytes[..<end], as: UTF8.self)
        let rendered = HTMLText.render(html)
        let count = rendered.text.utf8.count
        for range in rendered.quoted + rendered.signature { #expect(range.upperBound <= count) }
        _ = ReplySamples.html(html)
    }
}

private let hostile = [
    "<div>", "<blockquote>", "</div>", "<a ", "<", "<b></i>", "&", "&#", "<!--", "<p>", "<table>", "<td>",
    "x ", "\n", "> ",
    "On Mon, 2 Mar 2026 wrote:\n", "From: a\n", "a:\n", "-- \n", "____\n", "Thanks,\n", "sent from\n", "a@b ",
    "To: a,\n",
    "<div class=gmail_quote>", "\u{A0}", "Von: a An: b ",
]

@Test("work grows with the length and not with its square", arguments: hostile)
func staysLinear(_ unit: String) {
    let body = String(repeating: unit, count: 5_000)
    let clock = ContinuousClock()
    let spent = clock.measure {
        _ = ReplySamples.plain(body)
        _ = ReplySamples.html(body)
    }
    #expect(spent < .seconds(10), "\(unit): \(spent)")
}

@Test("deep nesting ends at the bound and keeps what is above")
func boundsDepth() {
    let html = "<p>Sounds fine.</p>" + String(repeating: "<div>", count: 200_000) + "deep"
    #expect(HTMLText.render(html).text == "Sounds fine.")
}

@Test("LF and CRLF give the same answer")
func ignoresLineEnds() {
    let body = "Yes.\nNo.\n\nBest,\nAnn\n\nOn Mon, 2 Mar 2026, Mia wrote:\n> One\n> Two\n"
    let crlf = body.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(ReplySamples.plain(body).visibleReply == ReplySamples.plain(crlf).visibleReply)
    #expect(ReplySamples.html(body).visibleReply == ReplySamples.html(crlf).visibleReply)
}

private let styles: [(css: String, says: HTMLStyle)] = [
    ("display:none", .hidden), ("color:red; Display : NONE !important;", .hidden),
    ("mso-hide:all;font-size:0", .hidden), ("visibility: hidden", .hidden),
    ("white-space: pre-wrap", .preformatted),
    ("margin:0 0 0 40px;border:none;padding:0px", [.indented, .marginless, .borderless]),
    ("margin:0px;border:none", [.marginless, .borderless]), ("border-left:none", []), ("margin-left:0", []),
    ("border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in", [.borderless, .headerRule]),
    ("border-width:1pt medium medium;border-top:1pt solid rgb(225, 225, 225)", .headerRule),
    ("border-top:solid windowtext 1.0pt", []),
    ("", []), ("display", []), (":none", []), ("background:url(x;display:none", .hidden),
]

@Test("what a style attribute says", arguments: styles)
func readsStyle(_ css: String, _ says: HTMLStyle) {
    let found = Array(css.utf8).withUnsafeBufferPointer { HTMLStyle($0) }
    #expect(found == says)
}

@Test("rendering ends where the text is full")
func endsWhereFull() {
    let html = String(repeating: "<p>word</p>", count: 60_000)
    let text = HTMLText.render(html).utf8
    #expect(text.count >= ReplyLimits.maximumTextBytes)
    #expect(text.count < ReplyLimits.maximumTextBytes + ReplyLimits.htmlChunkBytes)
}

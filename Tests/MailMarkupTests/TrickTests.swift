import MailMarkup
import Testing

private let link = "target=\"_blank\" rel=\"noopener noreferrer nofollow\""

private let structure: [(html: String, written: String)] = [
    ("plain", "plain"),
    ("", ""),
    ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
    ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
    ("&lt;script&gt;&amp;lt;", "&lt;script&gt;&amp;lt;"),
    ("<div>a</div>b<b>c</b>", "<div>a</div>b<b>c</b>"),  // libxml2 alone would stop after the first element
    ("<html><body>a</body></html>notice", "anotice"),
    ("<body bgcolor=red text='#000'>a", "<div style=\"color:#000;background-color:red\">a</div>"),
    ("<body bgcolor='red;position:fixed'>a", "<div style=\"background-color:red\">a</div>"),
    ("<p>a<b>b<div>c</div></b>", "<p>a<b>b</b></p><b><div>c</div></b>"),
    ("<table><td>a<td>b<tr><td>c</table>", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"),
    (
        "<table><tr><td><font color=red>a<td>b</table>",
        "<table><tr><td><font color=\"red\">a</font></td><td>b</td></tr></table>"
    ),
    ("<td>a</td><tr>b</tr>", "ab"),
    ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("<li><i>a<li>b", "<li><i>a</i></li><i><li>b</li></i>"),
    ("<h1>a<h2>b</h2></h1>", "<h1>a</h1><h2>b</h2>"),
    ("<b><i>a</b>b</i>", "<b><i>a</i></b>b"),
    ("a<br/>b<hr size=1 noshade><wbr>", "a<br>b<hr size=\"1\" noshade=\"\"><wbr>"),
    ("<![if !mso]>a<![endif]><!--[if mso]>b<![endif]-->", "a"),
    ("<!-- a --><!--> b -->c<?php d ?>", "c"),
    ("<o:p>a</o:p><custom-tag>b</custom-tag>", "ab"),
    ("<form action=x><button>Go</button><label>l</label></form>", "Gol"),
    ("&#146;&#150;&#x80;&#0;", "’–€"),
]

@Test("structure", arguments: structure)
func writesStructure(_ html: String, _ written: String) {
    #expect(MarkupSamples.sanitised(html) == written)
}

private let tricks: [(html: String, written: String)] = [
    ("<script>alert(1)</script>a", "a"),
    ("<scr<script>ipt>alert(1)</script>a", "ipt&gt;alert(1)a"),
    ("<SCRIPT/SRC=x></SCRIPT >a", "a"),
    ("<script>a", ""),
    ("<style>p{}</style><title>t</title><textarea>x</textarea>a", "a"),
    ("<svg><p>x</p><script>y</script></svg>a", "a"),
    ("<math><mtext><style><!--</style><img title='--&gt;&lt;img onerror=x&gt;'></mtext></math>a", "a"),
    ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>a", "a"),
    ("<plaintext><b>x", ""),
    ("<template><b>x</b></template><iframe srcdoc=x>y</iframe><object data=x>z</object>a", "a"),
    ("<img src=x onerror=alert(1)>", "<img>"),
    ("<img/src/onerror=alert(1) alt='a\"b`c&lt;'>", "<img alt=\"a&quot;b&#96;c&lt;\">"),
    ("<p id=location name=cookie class=x data-x=1 onclick=x tabindex=0>a</p>", "<p>a</p>"),
    ("<img alt='``onerror=x'>", "<img alt=\"&#96;&#96;onerror=x\">"),
    ("<base href=//x><meta http-equiv=refresh content=0><link rel=stylesheet href=x>a", "a"),
    ("<table background=x><td background=y>a</table>", "<table><tr><td>a</td></tr></table>"),
    ("<video poster=x><source src=y>b</video><embed src=z>a", "a"),
    ("<picture><source srcset=x><img alt=y></picture>", "<img alt=\"y\">"),
    ("<td colspan=99999>a", "a"),
    ("<p align='x;y' dir=rtl lang=de-CH title='t'>a</p>", "<p dir=\"rtl\" lang=\"de-CH\" title=\"t\">a</p>"),
    ("<font size=+2 color='red;x' face='A,\"B\"'>a", "<font size=\"+2\" face=\"A,&quot;B&quot;\">a</font>"),
]

@Test("tricks", arguments: tricks)
func defeatsTricks(_ html: String, _ written: String) {
    #expect(MarkupSamples.sanitised(html) == written)
}

private let links: [(href: String, written: String)] = [
    ("https://a.example/x?y=1#z", "<a href=\"https://a.example/x?y=1#z\" title=\"a.example\" \(link)>t</a>"),
    (
        "HTTP:\\\\bank.example@evil.example\\x",
        "<a href=\"http://evil.example/x\" title=\"evil.example\" \(link)>t</a>"
    ),
    ("//a.example/", "<a href=\"https://a.example/\" title=\"a.example\" \(link)>t</a>"),
    (
        "https://m\u{FC}nchen.example/",
        "<a href=\"https://münchen.example/\" title=\"münchen.example (not only Latin letters)\" \(link)>t</a>"
    ),
    (
        "mailto:a@b.example?subject=x y",
        "<a href=\"mailto:a@b.example?subject=x%20y\" title=\"a@b.example\" \(link)>t</a>"
    ),
    ("tel:+49 30 1", "<a href=\"tel:+49%2030%201\" title=\"+49 30 1\" \(link)>t</a>"),
    ("ht&#9;tps://a.example/", "<a href=\"https://a.example/\" title=\"a.example\" \(link)>t</a>"),
    ("javascript:alert(1)", "t"), (" JAVA&#10;SCRIPT:alert(1)", "t"), ("&#1;javascript:alert(1)", "t"),
    ("javascript&colon;alert(1)", "t"), ("javascript%3Aalert(1)", "t"), ("vbscript:x", "t"),
    ("data:text/html,x", "t"), ("file:///etc/passwd", "t"), ("blob:https://a.example/x", "t"), ("/x", "t"),
    ("#x", "t"), ("http:x", "t"), ("http:///", "t"), ("https://%61.example/", "t"), ("cid:x", "t"), ("", "t"),
]

@Test("links", arguments: links)
func writesLinks(_ href: String, _ written: String) {
    #expect(MarkupSamples.sanitised("<a href=\"\(href)\" title=lie target=_top onclick=x>t</a>") == written)
}

@Test("a link in a link ends the first")
func endsLinkBeforeLink() {
    let html = MarkupSamples.sanitised(
        "<a href=https://a.example><b>a<a href=https://b.example>b</a></b></a>")
    #expect(
        html.hasSuffix("<b>a</b></a><b><a href=\"https://b.example\" title=\"b.example\" \(link)>b</a></b>"))
}

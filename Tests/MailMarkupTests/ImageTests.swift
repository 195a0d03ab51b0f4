import MailMarkup
import Testing

@Test("images of the mail are asked for by Content-ID, and reported once")
func resolvesAttachments() {
    let html = "<img src=cid:a%40b><img src='CID:<c>'><img src=cid:a@b><img src=cid:><img src=cid:none>"
    let markup = SafeMarkup(sanitising: html) { $0 == "none" ? nil : "/part?id=\($0)&x=\"" }
    #expect(markup.attachmentImages == ["a@b", "c", "none"])
    let image = "<img src=\"/part?id=a@b&amp;x=&quot;\" referrerpolicy=\"no-referrer\">"
    #expect(markup.html.hasPrefix(image))
    #expect(markup.html.hasSuffix(image + "<img><img>"))
    #expect(markup.remoteImages == 0)
}

private let sources: [(src: String, off: String?, on: String?, remote: Int)] = [
    ("https://a.example/x.png", nil, "https://a.example/x.png", 1),
    ("http://a.example/x.png", nil, "https://a.example/x.png", 1),  // never without TLS
    ("//a.example/x.png", nil, "https://a.example/x.png", 1),
    ("http://u:p@a.example/", nil, "https://a.example/", 1),
    (
        "data:image/png;base64,iVBO\nRw0=", "data:image/png;base64,iVBORw0=",
        "data:image/png;base64,iVBORw0=", 0
    ),
    ("DATA:image/GIF;base64,R0lG", "data:image/gif;base64,R0lG", "data:image/gif;base64,R0lG", 0),
    ("data:image/svg+xml;base64,AAAA", nil, nil, 0), ("data:text/html,x", nil, nil, 0),
    ("data:image/png,x", nil, nil, 0), ("data:image/png;base64,A');x", nil, nil, 0),
    ("javascript:alert(1)", nil, nil, 0), ("x.png", nil, nil, 0), ("/x.png", nil, nil, 0),
    ("file:///x", nil, nil, 0), ("blob:https://a.example/x", nil, nil, 0), ("", nil, nil, 0),
]

@Test("images off and on", arguments: sources)
func judgesSource(_ src: String, _ off: String?, _ on: String?, _ remote: Int) {
    for (shows, source) in [(false, off), (true, on)] {
        let markup = SafeMarkup(
            sanitising: "<img src=\"\(src)\" srcset=\"\(src) 2x\">", showsRemoteImages: shows)
        let attributes = source.map { " src=\"\($0)\" referrerpolicy=\"no-referrer\"" } ?? ""
        #expect(markup.html == "<img\(attributes)>")
        #expect(markup.remoteImages == remote)
    }
}

@Test("the page: its policy, no script, remote images only when asked")
func writesDocument() {
    for shows in [false, true] {
        let policy = SafeMarkup.contentSecurityPolicy(showsRemoteImages: shows)
        #expect(policy.hasPrefix("default-src 'none'; "))
        #expect(policy.contains("sandbox allow-popups") && !policy.contains("script"))
        #expect(policy.contains("https:") == shows)
        let page = SafeMarkup(sanitising: "<p>a", showsRemoteImages: shows).document()
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<body><p>a</p></body>"))
        #expect(page.contains("https:") == shows)
    }
}

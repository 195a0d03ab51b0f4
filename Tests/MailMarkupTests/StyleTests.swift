import Testing

@testable import MailMarkup

private let styles: [(css: String, written: String)] = [
    ("color:red;background:#FFF", "color:red;background:#FFF"),
    (" COLOR : Red ; ; width:10PX;", "color:Red;width:10px"),
    ("color:red !important", "color:red"),
    (
        "color:rgb(1, 2, 3);background-color:rgba(0,0,0,.5)",
        "color:rgb(1,2,3);background-color:rgba(0,0,0,.5)"
    ),
    ("border:1px solid rgb(0 0 0 / 50%)", "border:1px solid rgba(0,0,0,50%)"),
    ("font:bold 12px/1.5 Arial, 'Segoe UI', sans-serif", "font:bold 12px/1.5 Arial,'Segoe UI',sans-serif"),
    ("font-family:微软雅黑", "font-family:微软雅黑"),
    ("margin:0 auto;padding:1.5em 2%", "margin:0 auto;padding:1.5em 2%"),
    ("margin-left:36pt;text-indent:-18.0pt;mso-list:l0", "margin-left:36pt;text-indent:-18.0pt"),
    ("margin:-500px", ""), ("width:99999999999px", ""), ("width:10vh", ""), ("width:1e9px", ""),
    ("position:fixed", ""), ("p\\6fsition:fixed", ""), ("z-index:9", ""), ("opacity:0", ""),
    ("c\\6f lor:r\\65 d", "color:red"), ("co/**/lor:red", ""), ("color:/*;*/red/*", "color:red"),
    ("background:url(x)", ""), ("background:u\\72l(x)", ""), ("background:\\75 rl(x);color:red", "color:red"),
    ("background:u/**/rl(x)", ""), ("background:image-set('x' 1x)", ""), ("background:var(--x)", ""),
    ("background-image:url(x)", ""), ("list-style:url(x) disc", ""), ("cursor:url(x),auto", ""),
    ("width:expression(alert(1))", ""), ("width:e\\78pression(1)", ""), ("behavior:url(x)", ""),
    ("-moz-binding:url(x)", ""), ("filter:progid:X(src='x')", ""), ("--x:url(x)", ""), ("content:'x'", ""),
    ("@import 'x';color:red", "color:red"), ("color:red}*{background:url(x)", ""),
    ("color:red\\;background:url(x)", ""), ("font-family:'x;}y'", ""), ("font-family:'x\\27;color:red'", ""),
    ("font-family:'abc", "font-family:'abc'"), ("color:#12", ""), ("color:#12345g", ""),
    ("color:rgb(1,2)", ""),
    ("color:rgb(1,2,3;width:url(x)", ""), ("width:calc(1px + 1px)", ""), ("color", ""), (":red", ""),
    ("", ""),
    ("color:</style><script>", ""), ("{color:red}", ""), ("width:1px;{};height:2px", "width:1px;height:2px"),
]

@Test("style attributes", arguments: styles)
func judgesStyle(_ css: String, _ written: String) {
    let style = InlineStyle(sanitising: css).css
    #expect(style == written)
    #expect(InlineStyle(sanitising: style).css == style)
}

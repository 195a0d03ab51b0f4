import Foundation
import MailMarkup

enum MarkupSamples {
    static func sanitised(_ html: String, showsRemoteImages: Bool = false) -> String {
        SafeMarkup(sanitising: html, showsRemoteImages: showsRemoteImages).html
    }

    /// Mail that attacks its reader; `{{BEACON}}` is the origin and `{{BEACON_HOST}}` host and port of a
    /// server that must not be asked.
    static let hostileFiles: [URL] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appending(path: "fixtures/hostile-html")
        let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (files ?? []).filter { $0.pathExtension == "html" }.sorted { $0.path < $1.path }
    }()

    /// Pieces of markup in an order that is always the same.
    static func shuffled(seed: UInt64, count: Int) -> String {
        var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var text = ""
        for _ in 0..<count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += pieces[Int(state >> 33) % pieces.count]
        }
        return text
    }

    private static let pieces = [
        "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<a href='https://a.example/'>",
        "</a>", "<table>", "</table>", "<tr>", "<td>", "</td>", "</tr>", "<ul>", "</ul>", "<li>", "</li>",
        "<font color=red>", "</font>", "<h1>", "</h1>", "<h2>", "<blockquote>", "</blockquote>", "<svg>",
        "</svg>", "<math>", "<style>", "</style>", "<script>", "</script>", "<!--", "-->", "<textarea>",
        "</textarea>", "<title>", "</title>", "\"", "'", "`", ">", "<", "&", "&lt;", "&#60;",
        "&#x3c;script&#x3e;", "=", " onerror=alert(1) ", "<img src=x", "<img alt=\"", "<select>",
        "<option>", "<form>", "</form>", "<template>", "<noscript>", "<xmp>", "text ", "\u{2028}", "é",
        "\u{0}", "<body bgcolor=red>", "</body>", "</html>", "<![CDATA[", "]]>", "<?x", "<dl>", "<dd>",
        "<dt>", "<hr>", "<br>", "</br>", "<pre>", "<caption>", "<col>", "<o:p>", "</mail>", "<center>",
    ]
}

/// Whether text is of the only form that is written: text, and listed tags with quoted values, ended in turn.
struct WrittenForm {
    /// What is wrong; nil when nothing is.
    let fault: String?

    init(_ html: String) { fault = Self.check(Array(html.utf8)) }

    private static let void: Set<String> = ["br", "col", "hr", "img", "wbr"]
    private static let names: Set<String> = Set(
        """
        a abbr address article aside b bdi bdo big blockquote br caption center cite code col \
        colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 \
        header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike \
        strong sub sup table tbody td tfoot th thead tr tt u ul var wbr
        """.split(separator: " ").map(String.init))

    private static func check(_ bytes: [UInt8]) -> String? {
        var open: [String] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: ">") { return "a bare >" }
            guard byte == UInt8(ascii: "<") else { continue }
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return "an unended tag" }
            let tag = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == String(tag.dropFirst()) else { return "</\(tag)> out of turn" }
                continue
            }
            let name = String(tag.prefix { $0 != " " })
            guard names.contains(name) else { return "element \(name)" }
            if let fault = attributeFault(tag.dropFirst(name.count)) { return fault }
            if !void.contains(name) { open.append(name) }
        }
        return open.isEmpty ? nil : "\(open) not ended"
    }

    private static func attributeFault(_ text: Substring) -> String? {
        var rest = text
        while !rest.isEmpty {
            guard let match = rest.prefixMatch(of: /\ ([a-z]+)="([^"<>'`]*)"/) else {
                return "attributes \(text)"
            }
            if match.1.hasPrefix("on") { return "handler \(match.1)" }
            if match.1 == "style", match.2.contains(/url|expression|[\\@{}!]/) { return "style \(match.2)" }
            rest = rest[match.range.upperBound...]
        }
        return nil
    }
}

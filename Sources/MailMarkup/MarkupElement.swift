/// What becomes of an element, by its name; a name that is not listed is `.unwrapped`.
enum MarkupElement {
    case written(Rules)
    /// Its tags are left out; its content stays.
    case unwrapped
    /// Left out with its content.
    case removed

    struct Rules {
        let attributes: Set<String>
        let isVoid: Bool
        let isFormatting: Bool
        let nesting: Nesting
    }

    /// The names that are written, in alphabetical order.
    static let writtenNames = rows.flatMap { words($0.names) }.sorted()

    static func named(_ name: String) -> MarkupElement { table[name] ?? .unwrapped }

    static let everywhere: Set<String> = ["align", "dir", "lang", "style", "title"]
    private static let void = words("br col hr img wbr")
    private static let formatting = words(
        """
        abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong \
        sub sup tt u var
        """)

    private static let rows: [(names: String, attributes: String)] = [
        ("address article aside center div dd dl dt figcaption figure footer header main nav p section", ""),
        ("blockquote h1 h2 h3 h4 h5 h6", ""),
        ("abbr b bdi bdo big cite code del dfn em i ins kbd mark q s samp small span strike", ""),
        ("pre strong sub sup tt u var wbr", ""),
        ("a", "href"),
        ("br", "clear"),
        ("font", "color face size"),
        ("hr", "color noshade size width"),
        ("img", "alt border height hspace src vspace width"),
        ("ol", "reversed start type"),
        ("ul", "type"),
        ("li", "type value"),
        ("table", "bgcolor border bordercolor cellpadding cellspacing height rules width"),
        ("caption", "valign"),
        ("col colgroup", "bgcolor span valign width"),
        ("tbody tfoot thead", "bgcolor valign"),
        ("tr", "bgcolor height valign"),
        ("td th", "bgcolor colspan height nowrap rowspan valign width"),
    ]

    /// Those whose content is not for reading, or is read by another tokenizer than that of HTML.
    private static let notForReading = words(
        """
        applet audio canvas datalist frameset iframe math noembed noframes noscript object option optgroup \
        plaintext script select style svg template textarea title video xml xmp
        """)

    private static let table: [String: MarkupElement] = {
        var table: [String: MarkupElement] = [:]
        for row in rows {
            for name in words(row.names) {
                table[name] = .written(
                    Rules(
                        attributes: words(row.attributes).union(everywhere), isVoid: void.contains(name),
                        isFormatting: formatting.contains(name), nesting: Nesting(name)))
            }
        }
        for name in notForReading { table[name] = .removed }
        return table
    }()

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}

/// What an element of HTML does to the lines of a text, by its name.
struct HTMLElement: OptionSet {
    let rawValue: Int

    /// Nothing inside is shown.
    static let hidden = HTMLElement(rawValue: 1)
    /// Stands on lines of its own.
    static let block = HTMLElement(rawValue: 2)
    /// A block with an empty line above and below.
    static let paragraph = HTMLElement(rawValue: 4)
    /// Has no end tag.
    static let empty = HTMLElement(rawValue: 8)

    init(rawValue: Int) { self.rawValue = rawValue }

    init(_ name: String) { self = Self.table[name] ?? [] }

    private static let names: [(kind: HTMLElement, names: String)] = [
        (.hidden, "script style head title template noframes object svg select textarea iframe xml"),
        (
            .block,
            """
            div table tr ul ol li dl dt dd h1 h2 h3 h4 h5 h6 pre center form section article header footer nav \
            aside main address fieldset blockquote hr body caption tbody thead tfoot p figure
            """
        ),
        (.paragraph, "p blockquote ul ol dl h1 h2 h3 h4 h5 h6 pre"),
        (.empty, "br hr img meta link input col area base wbr embed param basefont frame"),
    ]

    private static let table: [String: HTMLElement] = names.reduce(into: [:]) { table, entry in
        for name in entry.names.split(separator: " ") {
            table[String(name), default: []].formUnion(entry.kind)
        }
    }
}

/// The attributes of a start tag that are written, judged by element, name and value.
struct AllowedAttributes {
    /// The element to write; nil where without its attribute it says nothing.
    private(set) var name: String?
    private var pairs: [(name: String, value: String)] = []

    init(_ name: String, _ given: [MarkupAttribute], _ rules: MarkupElement.Rules, _ images: inout ImageRules)
    {
        self.name = name
        guard name != "body" else {
            setBody(given)
            return
        }
        for attribute in given where rules.attributes.contains(attribute.name) {
            let isTitleOfLink = name == "a" && attribute.name == "title"
            guard !isTitleOfLink else { continue }
            switch attribute.name {
            case "style": setStyle(attribute.value)
            case "href": setLink(attribute.value)
            case "src": setImage(attribute.value, &images)
            default:
                if let value = AttributeValue.judged(attribute.value, as: attribute.name) {
                    pairs.append((attribute.name, value))
                }
            }
        }
        if name == "a", !pairs.contains(where: { $0.name == "href" }) { self.name = nil }
    }

    func write(to out: inout [UInt8]) {
        for pair in pairs {
            out.append(UInt8(ascii: " "))
            out += pair.name.utf8
            out += "=\"".utf8
            Escaping.appendValue(pair.value.utf8, to: &out)
            out.append(UInt8(ascii: "\""))
        }
    }

    /// The body becomes a `div` that keeps its colours.
    private mutating func setBody(_ given: [MarkupAttribute]) {
        var style = ""
        for attribute in given {
            switch attribute.name {
            case "bgcolor": style = "background-color:\(attribute.value);" + style
            case "text": style = "color:\(attribute.value);" + style
            case "style": style += attribute.value
            default: break
            }
        }
        setStyle(style)
        name = pairs.isEmpty ? nil : "div"
    }

    private mutating func setStyle(_ value: String) {
        let style = InlineStyle(sanitising: value).css
        if !style.isEmpty { pairs.append(("style", style)) }
    }

    /// The words of a link may lie about where it goes: its title tells.
    private mutating func setLink(_ value: String) {
        guard let target = LinkTarget(value) else { return }
        pairs += [
            ("href", target.address), ("title", target.label), ("target", "_blank"),
            ("rel", "noopener noreferrer nofollow"),
        ]
    }

    private mutating func setImage(_ value: String, _ images: inout ImageRules) {
        guard let image = images.address(of: ImageSource(value)) else { return }
        pairs += [("src", image), ("referrerpolicy", "no-referrer")]
    }
}

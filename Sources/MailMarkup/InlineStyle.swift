/// The declarations of a `style` attribute that are allowed, each written anew from its tokens.
struct InlineStyle {
    /// `property:value;property:value`, or empty.
    let css: String

    init(sanitising style: String) {
        var reader = StyleReader(style.utf8.prefix(MarkupLimits.maximumStyleBytes))
        var kept: [String] = []
        while !reader.isAtEnd {
            let tokens = reader.declaration()
            if let declaration = Self.judged(tokens) { kept.append(declaration) }
        }
        css = kept.joined(separator: ";")
    }

    private static func judged(_ tokens: [StyleToken]) -> String? {
        guard tokens.count > 2, case .word(let name) = tokens[0], tokens[1] == .mark(UInt8(ascii: ":")) else {
            return nil
        }
        let property = name.lowercased()
        guard let allowed = StyleProperty.allowed[property] else { return nil }
        var value = ""
        var rest = tokens[2...]
        while !rest.isEmpty {
            if rest.first == .mark(UInt8(ascii: "!")) { break }
            guard let text = allowed.text(takenFrom: &rest) else { return nil }
            let isTight =
                value.isEmpty || text == "," || text == "/" || value.hasSuffix("/") || value.hasSuffix(",")
            value += isTight ? text : " " + text
        }
        return value.isEmpty ? nil : "\(property):\(value)"
    }
}

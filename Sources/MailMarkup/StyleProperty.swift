/// What the value of a style property may be made of; a property that is not listed is not allowed.
struct StyleProperty: OptionSet {
    let rawValue: Int

    static let word = StyleProperty(rawValue: 1)
    /// A number or a length, not below zero.
    static let number = StyleProperty(rawValue: 2)
    static let negative = StyleProperty(rawValue: 4)
    /// `#` and digits, or a function that computes a colour.
    static let colour = StyleProperty(rawValue: 8)
    static let string = StyleProperty(rawValue: 16)
    /// A comma or a slash between values.
    static let list = StyleProperty(rawValue: 32)

    /// Left out on purpose: `position`, `z-index`, `opacity`, `transform`, `filter`, `content`, `cursor`,
    /// `behavior`, everything that names an image, and negative margins, with which one thing is laid over
    /// another.
    private static let rows: [(value: StyleProperty, properties: String)] = [
        (
            [.word],
            """
            border-collapse box-sizing clear caption-side direction display empty-cells \
            float font-style font-variant hyphens list-style list-style-position \
            list-style-type overflow overflow-wrap overflow-x overflow-y table-layout \
            text-align text-decoration-line text-transform unicode-bidi visibility \
            white-space word-break word-wrap border-style border-top-style \
            border-right-style border-bottom-style border-left-style
            """
        ),
        (
            [.word, .number],
            """
            width min-width max-width height min-height max-height margin margin-top \
            margin-right margin-bottom margin-left padding padding-top padding-right \
            padding-bottom padding-left border-spacing border-width border-top-width \
            border-right-width border-bottom-width border-left-width font-size font-weight \
            line-height vertical-align word-spacing
            """
        ),
        ([.word, .number, .negative], "letter-spacing text-indent"),
        ([.number, .list], "border-radius"),
        (
            [.word, .colour],
            """
            background background-color border-color border-top-color border-right-color \
            border-bottom-color border-left-color color text-decoration \
            text-decoration-color
            """
        ),
        ([.word, .number, .colour], "border border-top border-right border-bottom border-left outline"),
        ([.word, .string, .list], "font-family"),
        ([.word, .number, .string, .list], "font"),
    ]

    static let allowed: [String: StyleProperty] = rows.reduce(into: [:]) { table, row in
        for name in row.properties.split(separator: " ") { table[String(name)] = row.value }
    }

    private static let units: Set<String> = [
        "", "%", "ch", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "rem",
    ]
    private static let colourFunctions: Set<String> = ["hsl", "hsla", "rgb", "rgba"]

    /// Takes one component of a value; nil where it is none of those allowed.
    func text(takenFrom tokens: inout ArraySlice<StyleToken>) -> String? {
        guard let token = tokens.popFirst() else { return nil }
        switch token {
        case .word(let word) where contains(.word): return word
        case .number(let number, let unit) where contains(.number): return length(number, unit)
        case .string(let text) where contains(.string): return "'\(text)'"
        case .hash(let digits) where contains(.colour):
            let isColour =
                [3, 4, 6, 8].contains(digits.utf8.count) && digits.utf8.allSatisfy(\.isASCIIHexDigit)
            return isColour ? "#\(digits)" : nil
        case .function(let name) where contains(.colour):
            return Self.colourFunctions.contains(name.lowercased())
                ? Self.call(name.lowercased(), &tokens) : nil
        case .mark(let byte)
        where contains(.list) && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "/")):
            return String(decoding: [byte], as: UTF8.self)
        default: return nil
        }
    }

    private func length(_ number: String, _ unit: String) -> String? {
        let isBelowZero = number.hasPrefix("-")
        guard Self.units.contains(unit.lowercased()), !isBelowZero || contains(.negative) else { return nil }
        return number + unit.lowercased()
    }

    private static func call(_ name: String, _ tokens: inout ArraySlice<StyleToken>) -> String? {
        var arguments: [String] = []
        while let token = tokens.popFirst(), arguments.count < 8 {
            switch token {
            case .number(let number, let unit) where unit == "" || unit == "%":
                arguments.append(number + unit)
            case .mark(UInt8(ascii: ",")), .mark(UInt8(ascii: "/")): break
            case .mark(UInt8(ascii: ")")):
                guard arguments.count == 3 || arguments.count == 4 else { return nil }
                let alpha = arguments.count == 4 && !name.hasSuffix("a") ? name + "a" : name
                return "\(alpha)(\(arguments.joined(separator: ",")))"
            default: return nil
            }
        }
        return nil
    }
}

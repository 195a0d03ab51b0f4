/// What the value of an attribute may be, by the attribute's name.
enum AttributeValue {
    case text, word, number, length, size, colour, fontNames, flag

    /// The value to write; nil leaves the attribute out.
    static func judged(_ value: String, as name: String) -> String? {
        guard let kind = kinds[name], value.utf8.count <= MarkupLimits.maximumTextValueBytes
        else { return nil }
        switch kind {
        case .text: return value
        case .flag: return ""
        default:
            let trimmed = value.trimmedOfSpace
            return kind.allows(Array(trimmed.utf8)) ? trimmed : nil
        }
    }

    private static let rows: [(kind: AttributeValue, names: String)] = [
        (.text, "alt title"),
        (.word, "align clear dir lang rules type valign"),
        (.number, "border cellpadding cellspacing colspan hspace rowspan span start value vspace"),
        (.length, "height width"),
        (.size, "size"),
        (.colour, "bgcolor bordercolor color"),
        (.fontNames, "face"),
        (.flag, "noshade nowrap reversed"),
    ]
    private static let kinds: [String: AttributeValue] = rows.reduce(into: [:]) { table, row in
        for name in row.names.split(separator: " ") { table[String(name)] = row.kind }
    }

    /// Browsers lay out thousands of columns for one cell: enough is enough.
    private static let longestNumber = 4
    private static let longestWord = 32

    private func allows(_ value: [UInt8]) -> Bool {
        switch self {
        case .text, .flag: true
        case .word:
            (1...Self.longestWord).contains(value.count)
                && value.allSatisfy { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") }
        case .number: Self.isNumber(value[...])
        case .size: Self.isNumber(Self.withoutSign(value))
        case .length: Self.isNumber(Self.withoutUnit(value))
        case .colour:
            (1...Self.longestWord).contains(value.count)
                && value.dropFirst(value[0] == UInt8(ascii: "#") ? 1 : 0).allSatisfy(\.isASCIILetterOrDigit)
        case .fontNames:
            value.allSatisfy { $0.isASCIILetterOrDigit || $0 >= 0x80 || Self.betweenFontNames.contains($0) }
        }
    }

    private static let betweenFontNames = Set(" ,-_.'\"".utf8)

    private static func isNumber(_ digits: ArraySlice<UInt8>) -> Bool {
        (1...longestNumber).contains(digits.count) && digits.allSatisfy(\.isASCIIDigit)
    }

    private static func withoutSign(_ value: [UInt8]) -> ArraySlice<UInt8> {
        value.dropFirst(value.first == UInt8(ascii: "+") || value.first == UInt8(ascii: "-") ? 1 : 0)
    }

    private static func withoutUnit(_ value: [UInt8]) -> ArraySlice<UInt8> {
        if value.last == UInt8(ascii: "%") { return value.dropLast() }
        return value.suffix(2) == Array("px".utf8)[...] ? value.dropLast(2) : value[...]
    }
}

extension String {
    /// Without the characters up to U+0020 at both ends, as URLs and HTML's tokens are read.
    var trimmedOfSpace: String {
        var text = utf8[...]
        while let first = text.first, first <= 0x20 { text = text.dropFirst() }
        while let last = text.last, last <= 0x20 { text = text.dropLast() }
        return String(decoding: text, as: UTF8.self)
    }
}

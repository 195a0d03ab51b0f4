/// A token of CSS, its escapes decoded (CSS Syntax 3 §4).
enum StyleToken: Equatable {
    case word(String)
    case number(String, unit: String)
    /// After `#`.
    case hash(String)
    /// Of letters, digits and what stands between them in a font's name.
    case string(String)
    /// A word with its `(`.
    case function(String)
    case mark(UInt8)
    /// Anything no declaration that we keep has.
    case other
}

/// Reads the declarations of a `style` attribute, token by token.
struct StyleReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ css: some Sequence<UInt8>) { bytes = Array(css) }

    var isAtEnd: Bool { place >= bytes.count }

    /// The tokens up to the next `;` that is in no string and no brackets.
    mutating func declaration() -> [StyleToken] {
        var tokens: [StyleToken] = []
        var depth = 0
        while let token = next() {
            switch token {
            case .function: depth += 1
            case .mark(let byte) where "([{".utf8.contains(byte): depth += 1
            case .mark(let byte) where ")]}".utf8.contains(byte): depth = max(0, depth - 1)
            case .mark(UInt8(ascii: ";")) where depth == 0: return tokens
            default: break
            }
            tokens.append(token)
        }
        return tokens
    }

    private func byte(_ ahead: Int = 0) -> UInt8? {
        place + ahead < bytes.count ? bytes[place + ahead] : nil
    }

    private mutating func next() -> StyleToken? {
        skipSpaceAndComments()
        guard let first = byte() else { return nil }
        switch first {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return string(first)
        case UInt8(ascii: "#"):
            place += 1
            return name().map(StyleToken.hash) ?? .other
        case _ where startsNumber(): return number()
        case _ where startsName():
            guard let name = name() else { return .other }
            guard byte() == UInt8(ascii: "(") else { return .word(name) }
            place += 1
            return .function(name)
        case UInt8(ascii: "<"), UInt8(ascii: "@"), UInt8(ascii: "\\"):
            place += 1
            return .other
        default:
            place += 1
            return .mark(first)
        }
    }

    private mutating func skipSpaceAndComments() {
        while let first = byte() {
            if first <= 0x20 {
                place += 1
            } else if first == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                place += 2
                while !isAtEnd, !(byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) { place += 1 }
                place += 2
            } else {
                return
            }
        }
    }

    private func startsName() -> Bool {
        guard let first = byte() else { return false }
        return Self.isNameByte(first) || first == UInt8(ascii: "\\")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    /// Nil where an escape stands for what no name that we keep has; the name is passed over all the same.
    private mutating func name() -> String? {
        var name: [UInt8] = []
        var isPlain = true
        while let first = byte() {
            if first == UInt8(ascii: "\\") {
                let escaped = escape()
                isPlain = isPlain && escaped.utf8.allSatisfy(Self.isNameByte)
                name += escaped.utf8
            } else if Self.isNameByte(first) {
                name.append(first)
                place += 1
            } else {
                break
            }
        }
        return isPlain && !name.isEmpty ? String(decoding: name, as: UTF8.self) : nil
    }

    /// `\` with up to six hexadecimal digits and one space, or with any character.
    private mutating func escape() -> String {
        place += 1
        var value: UInt32 = 0
        var digits = 0
        while digits < 6, let digit = byte()?.hexDigitValue {
            value = value << 4 | UInt32(digit)
            digits += 1
            place += 1
        }
        if digits > 0 {
            if let space = byte(), space <= 0x20 { place += 1 }
            return Unicode.Scalar(value).map { String(Character($0)) } ?? "\u{FFFD}"
        }
        guard let next = byte() else { return "\u{FFFD}" }
        if next < 0x80 { place += 1 }
        return next < 0x80 ? String(Character(Unicode.Scalar(next))) : ""
    }
}

extension StyleReader {
    private static let longestNumber = 8

    private func startsNumber() -> Bool {
        let isSigned = byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-")
        let ahead = isSigned ? 1 : 0
        let isFraction = byte(ahead) == UInt8(ascii: ".")
        return byte(ahead + (isFraction ? 1 : 0))?.isASCIIDigit ?? false
    }

    private mutating func number() -> StyleToken {
        let start = place
        place += 1
        while let next = byte(), next.isASCIIDigit || next == UInt8(ascii: ".") { place += 1 }
        let digits = bytes[start..<place].drop { $0 == UInt8(ascii: "+") }
        var unit = ""
        if byte() == UInt8(ascii: "%") {
            place += 1
            unit = "%"
        } else if startsName() {
            guard let name = name() else { return .other }
            unit = name
        }
        guard digits.count <= Self.longestNumber, digits.count(where: { $0 == UInt8(ascii: ".") }) < 2,
            digits.last != UInt8(ascii: ".")
        else { return .other }
        return .number(String(decoding: digits, as: UTF8.self), unit: unit)
    }

    private mutating func string(_ quote: UInt8) -> StyleToken {
        place += 1
        var text: [UInt8] = []
        while let next = byte(), next != quote {
            if next == 0x0A { return .other }
            if next == UInt8(ascii: "\\") {
                text += escape().utf8
            } else {
                text.append(next)
                place += 1
            }
        }
        place += 1
        let isName = text.allSatisfy { Self.isNameByte($0) || $0 == 0x20 || $0 == UInt8(ascii: ".") }
        return isName && !text.isEmpty ? .string(String(decoding: text, as: UTF8.self)) : .other
    }
}

extension JSONTree {
    /// Nil for anything but one JSON value, and for one that is nested deeper than 64 levels.
    public init?(parsing text: String) {
        var text = text
        guard let parsed = text.withUTF8({ JSONTreeParser.parse($0) }) else { return nil }
        self = parsed
    }

    /// Octets of a text that are no UTF-8 become U+FFFD.
    public init?(parsing bytes: [UInt8]) {
        guard let parsed = bytes.withUnsafeBufferPointer({ JSONTreeParser.parse($0) }) else { return nil }
        self = parsed
    }
}

private struct JSONTreeParser {
    let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    /// Levels of lists and objects; what the store writes has four, what providers write seven.
    private static let maximumDepth = 64

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> JSONTree? {
        var parser = JSONTreeParser(bytes: bytes)
        guard let value = parser.value(depth: 0) else { return nil }
        parser.skipBlanks()
        return parser.isAtEnd ? value : nil
    }

    private var isAtEnd: Bool { index == bytes.count }
    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func take(word: StaticString) -> Bool {
        guard index + word.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[index + offset] != word.utf8Start[offset] {
            return false
        }
        index += word.utf8CodeUnitCount
        return true
    }

    mutating func value(depth: Int) -> JSONTree? {
        guard depth < Self.maximumDepth else { return nil }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return list(depth)
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "t"): return take(word: "true") ? .flag(true) : nil
        case UInt8(ascii: "f"): return take(word: "false") ? .flag(false) : nil
        case UInt8(ascii: "n"): return take(word: "null") ? .null : nil
        default: return number()
        }
    }

    private mutating func object(_ depth: Int) -> JSONTree? {
        index += 1
        var members: [JSONTree.Member] = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipBlanks()
            guard let key = string() else { return nil }
            skipBlanks()
            guard take(UInt8(ascii: ":")), let value = value(depth: depth + 1) else { return nil }
            members.append(JSONTree.Member(key: key, value: value))
            skipBlanks()
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? .object(members) : nil
    }

    private mutating func list(_ depth: Int) -> JSONTree? {
        index += 1
        var values: [JSONTree] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .list(values) }
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
            skipBlanks()
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]")) ? .list(values) : nil
    }

    private mutating func number() -> JSONTree? {
        let start = index
        var isReal = false
        while let byte = next {
            switch byte {
            case 48...57, UInt8(ascii: "-"), UInt8(ascii: "+"): break
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isReal = true
            default:
                return Self.number(bytes[start..<index], isReal)
            }
            index += 1
        }
        return Self.number(bytes[start..<index], isReal)
    }

    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>, _ isReal: Bool) -> JSONTree? {
        let text = String(decoding: digits, as: UTF8.self)
        if !isReal, let value = Int64(text) { return .integer(value) }
        return Double(text).map { .real($0) }
    }

    private mutating func string() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = index
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { index += 1 }
        if next == UInt8(ascii: "\"") {
            defer { index += 1 }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
        return escapedString(after: start)
    }

    private mutating func escapedString(after start: Int) -> String? {
        var output = Array(bytes[start..<index])
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: output, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                output += String(Character(scalar)).utf8
            default: output.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> UnicodeScalar? {
        guard let byte = next else { return nil }
        index += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UnicodeScalar(byte)
        case UInt8(ascii: "u"): return codePoint()
        default: return nil
        }
    }

    /// After `\u`: four digits, or two halves of a surrogate pair; half a pair alone is U+FFFD.
    private mutating func codePoint() -> UnicodeScalar? {
        guard let unit = unit() else { return nil }
        guard (0xD800...0xDBFF).contains(unit) else { return UnicodeScalar(unit) ?? "\u{FFFD}" }
        let here = index
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let low = self.unit(),
            (0xDC00...0xDFFF).contains(low)
        else {
            index = here
            return "\u{FFFD}"
        }
        return UnicodeScalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    }

    private mutating func unit() -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[index..<(index + 4)] {
            guard let digit = Hex.digit(byte) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        index += 4
        return value
    }
}

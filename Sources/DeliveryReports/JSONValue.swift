/// A JSON value (RFC 8259) of a notification that came by mail. Numbers, true, false and null are kept as they are
/// written; text after the value is not looked at.
indirect enum JSONValue {
    case object([(name: String, value: JSONValue)])
    case array([JSONValue])
    case text(String)
    case other

    /// Nesting that is read; a notification has about six levels.
    static let maximumDepth = 32

    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    var items: [JSONValue] {
        guard case .array(let items) = self else { return [] }
        return items
    }

    /// The value that begins at the first `{` of the bytes; nil where it is broken.
    static func firstObject(in bytes: ArraySlice<UInt8>) -> JSONValue? {
        guard let open = bytes.firstIndex(of: UInt8(ascii: "{")) else { return nil }
        var reader = JSONReader(bytes: bytes[open...])
        return reader.value(depth: 0)
    }
}

private struct JSONReader {
    let bytes: ArraySlice<UInt8>
    private var place: Int

    init(bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    private var next: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte <= ASCII.space { place += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    mutating func value(depth: Int) -> JSONValue? {
        guard depth < JSONValue.maximumDepth else { return nil }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return array(depth)
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case nil: return nil
        default:
            let start = place
            while let byte = next,
                ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == ASCII.dot
                    || byte == ASCII.hyphen || byte == UInt8(ascii: "+")
            {
                place += 1
            }
            return place > start ? .other : nil
        }
    }

    private mutating func object(_ depth: Int) -> JSONValue? {
        place += 1
        var members: [(name: String, value: JSONValue)] = []
        while true {
            skipBlanks()
            if take("}") { return .object(members) }
            guard let name = string() else { return nil }
            skipBlanks()
            guard take(":"), let value = value(depth: depth + 1) else { return nil }
            members.append((name, value))
            skipBlanks()
            if !take(",") { return take("}") ? .object(members) : nil }
        }
    }

    private mutating func array(_ depth: Int) -> JSONValue? {
        place += 1
        var items: [JSONValue] = []
        while true {
            skipBlanks()
            if take("]") { return .array(items) }
            guard let value = value(depth: depth + 1) else { return nil }
            items.append(value)
            skipBlanks()
            if !take(",") { return take("]") ? .array(items) : nil }
        }
    }

    /// Lenient: a line end inside of a text, which mail programs put there when they wrap lines, is left out.
    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var out: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: out, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = next else { return nil }
                place += 1
                unescape(escaped, into: &out)
            case UInt8(ascii: "\r"), ASCII.newline: break
            default: out.append(byte)
            }
        }
        return nil
    }

    private mutating func unescape(_ byte: UInt8, into out: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "n"): out.append(ASCII.newline)
        case UInt8(ascii: "r"): out.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): out.append(ASCII.tab)
        case UInt8(ascii: "b"), UInt8(ascii: "f"): out.append(ASCII.space)
        case UInt8(ascii: "u"):
            var code = hex()
            // A pair of surrogates is one scalar.
            if (0xD800...0xDBFF).contains(code), next == UInt8(ascii: "\\"), place + 1 < bytes.endIndex,
                bytes[place + 1] == UInt8(ascii: "u")
            {
                place += 2
                code = 0x10000 + (code - 0xD800) << 10 + (hex() & 0x3FF)
            }
            out += String(Unicode.Scalar(code).map(Character.init) ?? "\u{FFFD}").utf8
        default: out.append(byte)
        }
    }

    /// Up to four hexadecimal digits.
    private mutating func hex() -> UInt32 {
        var value: UInt32 = 0
        var count = 0
        while count < 4, let byte = next, let digit = ASCII.hexDigit(byte) {
            value = value << 4 | UInt32(digit)
            place += 1
            count += 1
        }
        return value
    }
}

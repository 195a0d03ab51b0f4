/// Writes JSON (RFC 8259) straight into bytes, keys in the order in which they are written.
///
/// The caller keeps the shape right: inside an object every value follows a key, inside an array there are no keys.
struct JSONText {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func object(_ members: (inout JSONText) throws -> Void) rethrows {
        try container(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    mutating func array(_ elements: (inout JSONText) throws -> Void) rethrows {
        try container(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
    }

    mutating func array<Element>(
        of elements: some Sequence<Element>, _ write: (inout JSONText, Element) throws -> Void
    ) rethrows {
        try array { text in for element in elements { try write(&text, element) } }
    }

    /// `name` is written as it stands: snake_case ASCII of the program, never text of a message.
    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A key that is data, as in counts by stage.
    mutating func key(text name: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func null() { raw("null") }
    mutating func value(_ value: Bool) { raw(value ? "true" : "false") }
    mutating func value(_ value: Int) { raw(String(value)) }

    /// At most `decimals` digits after the point; JSON has no infinity and no NaN, so they become null.
    mutating func value(_ value: Double, decimals: Int = 4) {
        guard value.isFinite, abs(value) < 1e12 else { return null() }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        // The shortest text that reads back as the same number; whole numbers without a point.
        raw(rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)")
    }

    mutating func value(_ text: some StringProtocol) {
        separate()
        quote(text)
        needsComma = true
    }

    mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    private mutating func container(
        _ open: UInt8, _ close: UInt8, _ content: (inout JSONText) throws -> Void
    ) rethrows {
        separate()
        bytes.append(open)
        needsComma = false
        try content(&self)
        bytes.append(close)
        needsComma = true
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }
}

extension JSONText {
    /// Copies runs that need no escape in one piece; only `"`, `\` and control characters need one (RFC 8259 §7).
    private mutating func quote(_ text: some StringProtocol) {
        var native = String(text)
        bytes.append(UInt8(ascii: "\""))
        native.withUTF8 { source in
            var start = 0
            for index in source.indices {
                let byte = source[index]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                    continue
                }
                bytes.append(contentsOf: source[start..<index])
                escape(byte)
                start = index + 1
            }
            bytes.append(contentsOf: source[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}

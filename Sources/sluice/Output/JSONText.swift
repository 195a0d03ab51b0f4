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
    /// Copies runs that need no escape in one piece; `"`, `\` and control characters need one (RFC 8259 §7).
    ///
    /// U+0080…U+009F, U+2028 and U+2029 are escaped too: many readers of lines take some of them for the end of one.
    private mutating func quote(_ text: some StringProtocol) {
        var native = String(text)
        bytes.append(UInt8(ascii: "\""))
        native.withUTF8 { source in
            var start = 0
            var index = Self.nextSuspect(source, from: 0)
            while index < source.count {
                let length = Self.escapedLength(source, at: index)
                if length > 0 {
                    bytes.append(contentsOf: source[start..<index])
                    switch length {
                    case 1: escape(source[index])
                    case 2: escape(scalar: UInt16(source[index + 1]))
                    default: escape(scalar: 0x2000 | UInt16(source[index + 2] & 0x3F))
                    }
                    start = index + length
                }
                index = Self.nextSuspect(source, from: index + max(length, 1))
            }
            bytes.append(contentsOf: source[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The first byte that may begin a character to be escaped.
    private static func nextSuspect(_ source: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        suspects.withUnsafeBufferPointer { suspects in
            var index = start
            while index < source.count, !suspects[Int(source[index])] { index += 1 }
            return index
        }
    }

    private static let suspects = (0...255).map { isSuspect(UInt8($0)) }

    /// Two-byte characters up to U+00BF begin with C2, the separators of lines with E2.
    private static func isSuspect(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2 || byte == 0xE2
    }

    /// Bytes of the character at `index` when it has to be escaped, else 0.
    private static func escapedLength(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        switch source[index] {
        case 0xC2: index + 1 < source.count && source[index + 1] < 0xA0 ? 2 : 0
        case 0xE2:
            index + 2 < source.count && source[index + 1] == 0x80 && source[index + 2] & 0xFE == 0xA8 ? 3 : 0
        case let byte: isSuspect(byte) ? 1 : 0
        }
    }

    private mutating func escape(scalar: UInt16) {
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: "u"))
        for shift in stride(from: 12 as UInt16, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: scalar >> shift & 15)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
        }
    }

    private mutating func escape(_ byte: UInt8) {
        let short: UInt8? =
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
            case 0x08: UInt8(ascii: "b")
            case 0x09: UInt8(ascii: "t")
            case 0x0A: UInt8(ascii: "n")
            case 0x0C: UInt8(ascii: "f")
            case 0x0D: UInt8(ascii: "r")
            default: nil
            }
        guard let short else { return escape(scalar: UInt16(byte)) }
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(short)
    }
}

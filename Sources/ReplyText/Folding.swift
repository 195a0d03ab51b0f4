/// One form for texts that are compared with the tables: lower case, single blanks inside and none outside, straight
/// apostrophes, nothing invisible. UTF-8 in, UTF-8 out.
enum Folding {
    static func fold(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        bytes.withUnsafeBufferPointer { append($0, to: &out) }
        if out.last == 0x20 { out.removeLast() }
        return out[...]
    }

    private static func append(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x20 {
                appendBlank(to: &out)
            } else if byte < 0x80 {
                out.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
            } else {
                index += appendScalar(bytes, at: index, to: &out)
                continue
            }
            index += 1
        }
    }

    private static func appendBlank(to out: inout [UInt8]) {
        if let last = out.last, last != 0x20 { out.append(0x20) }
    }

    /// The bytes of the scalar that was read.
    private static func appendScalar(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, to out: inout [UInt8]
    ) -> Int {
        let (code, length) = scalar(bytes, at: index)
        if code < tableSize {
            var packed = table[Int(code)]
            if packed == blank {
                appendBlank(to: &out)
            } else {
                for _ in 0..<(packed >> 24) {
                    out.append(UInt8(truncatingIfNeeded: packed))
                    packed >>= 8
                }
            }
            return length
        }
        switch code {
        case 0x3000: appendBlank(to: &out)
        case 0xFEFF: break
        case 0xFF1A: out.append(UInt8(ascii: ":"))
        case 0xFF10...0xFF19: out.append(UInt8(ascii: "0") + UInt8(code - 0xFF10))
        // Chinese, Japanese and Korean have no case.
        case 0x2E80...0xA4CF, 0xAC00...0xD7FF: out += bytes[index..<index + length]
        default:
            let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
            out += scalar.properties.lowercaseMapping.utf8
        }
        return length
    }

    /// The scalar that begins at `index`, and its bytes; U+FFFD where the text was cut inside one.
    private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int) {
        let first = bytes[index]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first < 0xF5, index + length <= bytes.count else { return (0xFFFD, 1) }
        var code = UInt32(first) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length {
            let byte = bytes[index + offset]
            guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            code = code << 6 | UInt32(byte & 0x3F)
        }
        return (code, length)
    }

    /// Of each scalar below: the folded bytes, lowest first, and their count in the top byte; no lower case is longer
    /// than three.
    private static let table: [UInt32] = (0..<tableSize).map { code in
        switch code {
        case 0...0x20, 0xA0, 0x2000...0x200A, 0x202F: return blank
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xAD: return 0
        case 0x2018, 0x2019: return packed("'")
        // Turkish: its lower case by itself is `i` and a dot above.
        case 0x0130: return packed("i")
        case 0x2010...0x2015: return packed("-")
        case 0x0660...0x0669: return packed(String(code - 0x0660))
        case 0x06F0...0x06F9: return packed(String(code - 0x06F0))
        default: return packed(Unicode.Scalar(code)?.properties.lowercaseMapping ?? "")
        }
    }
    private static let tableSize: UInt32 = 0x2100
    private static let blank: UInt32 = 0x20 | 1 << 24

    private static func packed(_ text: String) -> UInt32 {
        var value = UInt32(text.utf8.count) << 24
        for (place, byte) in text.utf8.prefix(3).enumerated() { value |= UInt32(byte) << UInt32(8 * place) }
        return value
    }
}

/// One form for texts that are compared with the tables: lower case, single blanks inside and none outside, straight
/// apostrophes, nothing invisible. UTF-8 in, UTF-8 out.
enum Folding {
    /// No byte becomes more than these; one that belongs to no character becomes U+FFFD.
    static let maximumGrowth = 3

    static func fold(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        [UInt8](unsafeUninitializedCapacity: bytes.count * maximumGrowth) { out, count in
            count = bytes.withUnsafeBufferPointer { fold($0, into: out) }
        }[...]
    }

    /// Returns how many bytes it wrote; `out` has room for `maximumGrowth` times those of `bytes`.
    static func fold(_ bytes: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt8>) -> Int
    {
        var writer = Writer(out: out)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte <= 0x20 {
                writer.appendBlank()
            } else if byte < 0x80 {
                writer.append(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)
            } else {
                index += appendScalar(bytes, at: index, to: &writer)
                continue
            }
            index += 1
        }
        return writer.endsInBlank ? writer.count - 1 : writer.count
    }

    private struct Writer {
        let out: UnsafeMutableBufferPointer<UInt8>
        var count = 0
        var endsInBlank = false

        @inline(__always)
        mutating func append(_ byte: UInt8) {
            out[count] = byte
            count += 1
            endsInBlank = false
        }

        @inline(__always)
        mutating func appendBlank() {
            guard count > 0, !endsInBlank else { return }
            append(0x20)
            endsInBlank = true
        }
    }

    /// The bytes of the scalar that was read.
    private static func appendScalar(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, to out: inout Writer
    ) -> Int {
        let (code, length) = scalar(bytes, at: index)
        if code < tableSize {
            var packed = table[Int(code)]
            if packed == blank {
                out.appendBlank()
            } else {
                for _ in 0..<(packed >> 24) {
                    out.append(UInt8(truncatingIfNeeded: packed))
                    packed >>= 8
                }
            }
            return length
        }
        switch code {
        case 0x3000: out.appendBlank()
        case 0xFEFF: break
        case 0xFF1A: out.append(UInt8(ascii: ":"))
        case 0xFF10...0xFF19: out.append(UInt8(ascii: "0") + UInt8(code - 0xFF10))
        // Chinese, Japanese and Korean have no case.
        case 0x2E80...0xA4CF, 0xAC00...0xD7FF:
            for place in index..<index + length { out.append(bytes[place]) }
        default:
            let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
            for byte in scalar.properties.lowercaseMapping.utf8 { out.append(byte) }
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

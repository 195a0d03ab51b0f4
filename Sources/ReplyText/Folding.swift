/// One form for texts that are compared with the tables: lower case, single blanks inside and none outside, straight
/// apostrophes, nothing invisible. UTF-8 in, UTF-8 out.
enum Folding {
    /// No byte becomes more than these; one that belongs to no character becomes U+FFFD.
    static let maximumGrowth = 3

    static func fold(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count * maximumGrowth) { room in
            let count = bytes.withUnsafeBufferPointer { fold($0, into: room) }
            var out: [UInt8] = []
            out.reserveCapacity(count)
            out.append(contentsOf: UnsafeBufferPointer(rebasing: room[..<count]))
            return out[...]
        }
    }

    /// Returns how many bytes it wrote; `out` has room for `maximumGrowth` times those of `bytes`.
    static func fold(_ bytes: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt8>) -> Int
    {
        var writer = Writer(out: out)
        var index = 0
        while index < bytes.count {
            index += writer.copyPlain(bytes, from: index)
            guard index < bytes.count else { break }
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

        /// Writes ASCII with single blanks, eight bytes at a time; the bytes that were read.
        @inline(__always)
        mutating func copyPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
            let ones: UInt64 = 0x0101_0101_0101_0101
            let high = ones << 7
            let raw = UnsafeRawBufferPointer(bytes)
            var index = start
            while index + 8 <= bytes.count {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                // Below, a sum sets the top bit of each byte that is at least so large; none reaches the next byte.
                guard word & high == 0, (word &+ ones &* (0x80 - 0x20)) & high == high else { break }
                let inked = (word &+ ones &* (0x80 - 0x21)) & high
                let blanks = inked ^ high
                guard blanks & blanks << 8 == 0, !endsInBlank || blanks & 0x80 == 0 else { break }
                let letters = (word &+ ones &* (0x80 - 0x41)) & ~(word &+ ones &* (0x80 - 0x5B)) & high
                UnsafeMutableRawPointer(
                    out.baseAddress!  // not empty: it has room for `bytes`
                        + count
                ).storeBytes(of: (word | letters >> 2).littleEndian, as: UInt64.self)
                count += 8
                endsInBlank = blanks >> 63 != 0
                index += 8
            }
            return index - start
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

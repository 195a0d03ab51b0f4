import COctets

/// Octets to `String`, checked once.
enum UTF8Text {
    /// Nil when the octets are no UTF-8 (RFC 3629).
    static func valid(_ bytes: Span<UInt8>) -> String? {
        bytes.withUnsafeBytes { buffer -> String? in
            switch check(buffer) {
            case .invalid: nil
            // `check` read every octet, which is what the initializer asks of its caller.
            case .ascii: String(copying: UTF8Span(unchecked: bytes, isKnownASCII: true))
            case .valid: String(copying: UTF8Span(unchecked: bytes, isKnownASCII: false))
            }
        }
    }

    /// What is no UTF-8 becomes U+FFFD.
    static func repaired(_ bytes: Span<UInt8>) -> String {
        valid(bytes) ?? bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// Octets at the end that begin a character whose rest is missing; 0 to 3.
    static func unfinished(_ bytes: Span<UInt8>) -> Int {
        for count in 1..<4 where count <= bytes.count {
            let byte = bytes[bytes.count - count]
            if byte < 0x80 { return 0 }
            if byte < 0xC0 { continue }  // not the first octet of a character
            let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            return count < length ? count : 0
        }
        return 0
    }

    enum Finding { case ascii, valid, invalid }

    /// Many octets of ASCII at a time, all others one by one.
    static func check(_ bytes: UnsafeRawBufferPointer) -> Finding {
        var place = 0
        var isASCII = true
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return .ascii }
        while true {
            place += sluice_ascii_run(base + place, bytes.count - place)
            guard place < bytes.count else { return isASCII ? .ascii : .valid }
            isASCII = false
            // Letters of other scripts stand together.
            repeat {
                let length = sequenceLength(bytes, place, bytes[place])
                guard length > 0 else { return .invalid }
                place += length
            } while place < bytes.count && bytes[place] >= 0x80
        }
    }

    /// Octets of the sequence that begins with `lead` at `place`; 0 where it is none (RFC 3629 §4).
    @inline(__always)
    private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, _ place: Int, _ lead: UInt8) -> Int {
        func isTail(_ offset: Int) -> Bool { bytes[place + offset] & 0xC0 == 0x80 }
        let left = bytes.count - place
        switch lead {
        case 0xC2...0xDF: return left >= 2 && isTail(1) ? 2 : 0
        case 0xE0...0xEF:
            guard left >= 3, isTail(1), isTail(2) else { return 0 }
            let second = bytes[place + 1]
            if lead == 0xE0, second < 0xA0 { return 0 }  // overlong
            if lead == 0xED, second > 0x9F { return 0 }  // surrogate
            return 3
        case 0xF0...0xF4:
            guard left >= 4, isTail(1), isTail(2), isTail(3) else { return 0 }
            let second = bytes[place + 1]
            if lead == 0xF0, second < 0x90 { return 0 }
            if lead == 0xF4, second > 0x8F { return 0 }  // beyond U+10FFFF
            return 4
        default: return 0
        }
    }
}

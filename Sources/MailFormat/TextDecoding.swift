/// Octets of a message as Unicode text. Nothing is lost: what fits no charset becomes U+FFFD.
struct TextDecoding {
    /// The descriptor used last; text of one message is mostly in one charset.
    private var converter: CharsetConverter?

    init() {}

    static func text(_ bytes: [UInt8], declared: Charset?, fallback: Charset) -> String {
        var decoding = TextDecoding()
        return decoding.text(bytes, declared: declared, fallback: fallback)
    }

    /// `declared` is nil for text without a charset, or with one nobody knows.
    mutating func text(_ bytes: [UInt8], declared: Charset?, fallback: Charset) -> String {
        guard let declared, !declared.isASCII else { return undeclared(bytes, fallback: fallback) }
        return text(bytes, in: declared)
    }

    /// Lenient: undeclared 8-bit text (RFC 6532 allows UTF-8 in headers, nothing allows the rest): UTF-8 when it is
    /// valid, else the charset that the message declares elsewhere, else windows-1252. 7-bit text with Japanese
    /// shift sequences is ISO-2022-JP (old Japanese programs).
    private mutating func undeclared(_ bytes: [UInt8], fallback: Charset) -> String {
        if Bytes.isASCII(bytes[...]) {
            let isJapanese = JapaneseShifts.isShifted(bytes[...])
            return isJapanese ? text(bytes, in: .iso2022JP) : String(decoding: bytes, as: UTF8.self)
        }
        if let valid = String(validating: bytes, as: UTF8.self) { return valid }
        return text(bytes, in: fallback)
    }

    private mutating func text(_ bytes: [UInt8], in charset: Charset) -> String {
        if charset.isUTF8 || charset.isASCII { return String(decoding: bytes, as: UTF8.self) }
        if charset == .windows1252 { return Windows1252.text(bytes) }
        if converter?.charset != charset { converter = CharsetConverter(charset) }
        if let converter { return converter.text(bytes) }
        return String(validating: bytes, as: UTF8.self) ?? Windows1252.text(bytes)
    }
}

/// The charset that stands in for ISO 8859-1 everywhere (WHATWG Encoding Standard): it has no invalid octet.
enum Windows1252 {
    /// Code points of 0x80...0x9F.
    private static let upper: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152,
        0x8D,
        0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161,
        0x203A,
        0x153, 0x9D, 0x17E, 0x178,
    ]

    static func text(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            guard byte >= 0x80 else {
                output.append(byte)
                continue
            }
            let point = byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt32(byte)
            if point >= 0x800 {
                output.append(UInt8(truncatingIfNeeded: 0xE0 | point >> 12))
                output.append(UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F))
            } else {
                output.append(UInt8(truncatingIfNeeded: 0xC0 | point >> 6))
            }
            output.append(UInt8(truncatingIfNeeded: 0x80 | point & 0x3F))
        }
        return String(decoding: output, as: UTF8.self)
    }
}

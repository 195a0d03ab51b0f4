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

/// Eight octets at a time in one register, the first in the lowest bits.
enum OctetWord {
    static let colons: UInt64 = 0x0101_0101_0101_0101 &* UInt64(ASCII.colon)
    static let lesses: UInt64 = 0x0101_0101_0101_0101 &* UInt64(ASCII.less)
    static let greaters: UInt64 = 0x0101_0101_0101_0101 &* UInt64(ASCII.greater)
    static let openParentheses: UInt64 = 0x0101_0101_0101_0101 &* UInt64(ASCII.openParenthesis)
    static let deletes: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    /// Set in every lower case letter, and in hyphens and digits.
    static let lowerCase: UInt64 = 0x2020_2020_2020_2020
    static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Not 0 where one of the octets is 0; the lowest bit set then belongs to the first such octet.
    @inline(__always)
    static func zeros(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word & highBits }

    /// Not 0 where one of the octets is below `bound`, which is at most 128; the lowest bit set belongs to the first.
    @inline(__always)
    static func below(_ bound: UInt8, _ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101 &* UInt64(bound)) & ~word & highBits
    }

    /// Index of the octet that the lowest bit of `found` belongs to.
    @inline(__always)
    static func first(_ found: UInt64) -> Int {
        #if _endian(little)
            found.trailingZeroBitCount >> 3
        #else
            #error("octets are taken from the low end of a word")
        #endif
    }
}

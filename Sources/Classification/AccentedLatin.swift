/// Latin letters with accents, and those beyond ASCII: U+00C0 to U+024F, in UTF-8 two bytes from 0xC3 to 0xC9 on.
enum AccentedLatin {
    static func stands(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        range.contains { (0xC3...0xC9).contains(bytes[$0]) }
    }
}

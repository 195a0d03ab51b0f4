/// Characters of UTF-8 that leave a mark, counted: what stays the same where a text gets other white space.
enum InkedText {
    /// Characters that begin in a range and are no blanks.
    static func count(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            for place in range where isInk(bytes, place) { count += 1 }
            return count
        }
    }

    /// The octets of the inked character of that number, from 0, at or behind `start`; nil where there are fewer.
    static func character(_ number: Int, in bytes: [UInt8], from start: Int) -> Range<Int>? {
        bytes.withUnsafeBufferPointer { bytes in
            var left = number
            for place in start..<bytes.count where isInk(bytes, place) {
                if left == 0 {
                    var end = place + 1
                    while end < bytes.count, isContinuation(bytes[end]) { end += 1 }
                    return place..<end
                }
                left -= 1
            }
            return nil
        }
    }

    /// Inside a character of several octets (RFC 3629 §3).
    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// A character begins there that is no blank; the no-break space U+00A0 is one.
    private static func isInk(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        let byte = bytes[place]
        if byte < 0x80 { return !(byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)) }
        if isContinuation(byte) { return false }
        return !(byte == 0xC2 && place + 1 < bytes.count && bytes[place + 1] == 0xA0)
    }
}

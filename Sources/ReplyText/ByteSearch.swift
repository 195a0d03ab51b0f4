enum ByteSearch {
    /// Where `byte` stands next, from `start` on; the end where it does not. Many bytes at a time.
    static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let pattern = UInt64(byte) &* ones
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        while index + 32 <= bytes.count {
            var found: UInt64 = 0
            for offset in stride(from: 0, to: 32, by: 8) {
                let word = raw.loadUnaligned(fromByteOffset: index + offset, as: UInt64.self) ^ pattern
                found |= (word &- ones) & ~word
            }
            if found & (ones << 7) != 0 { break }
            index += 32
        }
        while index + 8 <= bytes.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ pattern
            // One of its bytes is zero.
            if (word &- ones) & ~word & (ones << 7) != 0 { break }
            index += 8
        }
        while index < bytes.count, bytes[index] != byte { index += 1 }
        return index
    }
}

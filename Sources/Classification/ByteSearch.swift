/// Looks for short byte strings of ours in texts of others; both are bounded, or the string is.
enum ByteSearch {
    /// `ignoringCase`: `sign` is in lower case, and ASCII letters of the text count as such.
    static func contains(_ sign: [UInt8], in text: ArraySlice<UInt8>, ignoringCase: Bool = false) -> Bool {
        guard let first = sign.first else { return true }
        guard text.count >= sign.count else { return false }
        let fold: UInt8 = ignoringCase && first | 0x20 == first ? 0x20 : 0
        return text.withUnsafeBufferPointer { bytes in
            for start in 0...(bytes.count - sign.count) where bytes[start] | fold == first {
                if matches(sign, bytes, start, ignoringCase) { return true }
            }
            return false
        }
    }

    private static func matches(
        _ sign: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ ignoringCase: Bool
    ) -> Bool {
        for (offset, byte) in sign.enumerated() {
            let seen = bytes[start + offset]
            if (ignoringCase ? WordBytes.lowercased(seen) : seen) != byte { return false }
        }
        return true
    }
}

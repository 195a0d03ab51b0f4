/// Which bytes of folded UTF-8 belong to words.
enum WordBytes {
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isWordASCII(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
    }
    /// ASCII letters in lower case, all else as it is.
    static func lowercased(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
    static func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 || isWordASCII(byte) }

    /// True where a word goes on from the byte before `place` to the one at it.
    static func continues(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
        let before = bytes[place - 1]
        let after = bytes[place]
        guard isWord(before), isWord(after) else { return false }
        if before < 0x80, after < 0x80 { return true }
        if after & 0xC0 == 0x80 { return true }
        if let scalar = UTF8Scalars.read(bytes, before: place), TextFolding.isUnspaced(scalar) {
            return false
        }
        if let scalar = UTF8Scalars.read(bytes, at: place, end: bytes.count).0, TextFolding.isUnspaced(scalar)
        {
            return false
        }
        return true
    }
}

/// Scalars of UTF-8 that may be broken.
enum UTF8Scalars {
    /// The scalar at `index` and its length in bytes; nil and 1 where the bytes are no UTF-8.
    static func read(_ bytes: [UInt8], at index: Int, end: Int) -> (UInt32?, Int) {
        bytes.withUnsafeBufferPointer { read($0, at: index, end: end) }
    }

    static func read(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, end: Int) -> (UInt32?, Int) {
        let first = bytes[index]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1
        guard length > 1, first < 0xF5, index + length <= end else {
            return (first < 0x80 ? UInt32(first) : nil, 1)
        }
        var code = UInt32(first) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length {
            let byte = bytes[index + offset]
            guard byte & 0xC0 == 0x80 else { return (nil, 1) }
            code = code << 6 | UInt32(byte & 0x3F)
        }
        return (code, length)
    }

    /// The scalar that ends before `index`, or nil.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, before index: Int) -> UInt32? {
        var start = index - 1
        while start > 0, index - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        guard start >= 0 else { return nil }
        return read(bytes, at: start, end: index).0
    }
}

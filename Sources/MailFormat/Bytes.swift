import CIconv

/// Searches in bytes; the only place of the module that hands a pointer to C for reading.
enum Bytes {
    /// Where `byte` first stands in `range` of `bytes`; `range` lies within `bytes`.
    static func first(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard !range.isEmpty, let base = buffer.baseAddress, range.upperBound <= buffer.count,
                let found = memchr(base + range.lowerBound, Int32(byte), range.count)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    /// The first line start after a `newline` in `range` whose line begins with `--`.
    static func firstDashedLine(in bytes: [UInt8], _ range: Range<Int>, newline: UInt8) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, range.upperBound <= buffer.count else { return nil }
            var position = range.lowerBound
            while position < range.upperBound,
                let found = memchr(base + position, Int32(newline), range.upperBound - position)
            {
                position = UnsafeRawPointer(found) - base + 1
                if position + 1 < range.upperBound, buffer[position] == ASCII.hyphen,
                    buffer[position + 1] == ASCII.hyphen
                {
                    return position
                }
            }
            return nil
        }
    }

    static func equal(_ bytes: [UInt8], at start: Int, _ other: [UInt8]) -> Bool {
        guard start >= 0, start + other.count <= bytes.count else { return false }
        return bytes.withUnsafeBytes { left in
            other.withUnsafeBytes { right in
                guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else {
                    return other.isEmpty
                }
                return memcmp(leftBase + start, rightBase, other.count) == 0
            }
        }
    }

    static func isASCII(_ bytes: ArraySlice<UInt8>) -> Bool {
        var union: UInt8 = 0
        for byte in bytes { union |= byte }
        return union < 128
    }

    /// A field value without its folds (RFC 5322 §2.2.3), not trimmed.
    ///
    /// Lenient: a carriage return that ends no line is read as a space (broken line end conversions).
    static func unfolded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(value.count)
        var pendingReturn = false
        for byte in value {
            if byte == ASCII.carriageReturn {
                pendingReturn = true
                continue
            }
            if pendingReturn {
                pendingReturn = false
                if byte != ASCII.lineFeed, byte != ASCII.space, byte != ASCII.tab {
                    result.append(ASCII.space)
                }
            }
            if byte != ASCII.lineFeed { result.append(byte) }
        }
        return result
    }
}

import CIconv
import COctets

/// Searches in bytes; the only place of the module that hands a pointer to C for reading.
enum Bytes {
    /// Where `byte` first stands in `range` of `bytes`; nil also where `range` does not lie within `bytes`.
    @inline(__always)
    static func first(_ byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard !range.isEmpty, let base = buffer.baseAddress, range.upperBound <= buffer.count,
                let found = memchr(base + range.lowerBound, Int32(byte), range.count)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }

    static func first(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        first(byte, in: bytes.span, range)
    }

    static func contains(_ byte: UInt8, _ bytes: ArraySlice<UInt8>) -> Bool {
        let span = bytes.span
        return first(byte, in: span, 0..<span.count) != nil
    }

    /// The same, for a `byte` that is expected within some hundred octets.
    @inline(__always)
    static func firstNearby(_ byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, range.upperBound <= buffer.count else { return nil }
            let place = range.lowerBound + sluice_find(base + range.lowerBound, range.count, byte)
            return place < range.upperBound ? place : nil
        }
    }

    /// The first line start after a `newline` in `range` whose line begins with `--`.
    static func firstDashedLine(in bytes: Span<UInt8>, _ range: Range<Int>, newline: UInt8) -> Int? {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, range.upperBound <= buffer.count else { return nil }
            let place =
                range.lowerBound
                + sluice_find_dashed_line(base + range.lowerBound, range.count, newline)
            return place < range.upperBound ? place + 1 : nil
        }
    }

    /// The same, for text in which hyphens are rarer than lines, as in base64: one search runs over many lines.
    static func firstDashedLineByHyphen(in bytes: Span<UInt8>, _ range: Range<Int>, newline: UInt8) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, range.upperBound <= buffer.count else { return nil }
            var position = range.lowerBound
            while position < range.upperBound,
                let found = memchr(base + position, Int32(ASCII.hyphen), range.upperBound - position)
            {
                let hyphen = UnsafeRawPointer(found) - base
                if hyphen > range.lowerBound, buffer[hyphen - 1] == newline, hyphen + 1 < range.upperBound,
                    buffer[hyphen + 1] == ASCII.hyphen
                {
                    return hyphen
                }
                position = hyphen + 1
            }
            return nil
        }
    }

    @inline(__always)
    static func equal(_ bytes: Span<UInt8>, at start: Int, _ other: [UInt8]) -> Bool {
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

    /// Where the first octet stands that no field name has (RFC 5322 §3.6.8): a colon, white space, a control, 8 bits.
    /// The end of `range`, which lies within `bytes`, where there is none.
    @inline(__always)
    static func endOfFieldName(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        bytes.withUnsafeBytes { buffer in
            var place = range.lowerBound
            while place + 8 <= range.upperBound {
                let word = buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                let found =
                    OctetWord.zeros(word ^ OctetWord.colons) | OctetWord.below(ASCII.space + 1, word)
                    | OctetWord.zeros(word ^ OctetWord.deletes) | word & OctetWord.highBits
                if found != 0 { return place + OctetWord.first(found) }
                place += 8
            }
            while place < range.upperBound {
                let byte = buffer[place]
                if byte == ASCII.colon || byte <= ASCII.space || byte >= 127 { return place }
                place += 1
            }
            return place
        }
    }

    static func isASCII(_ bytes: Span<UInt8>) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var place = 0
            var union: UInt64 = 0
            while place + 8 <= buffer.count {
                union |= buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                place += 8
            }
            while place < buffer.count {
                union |= UInt64(buffer[place])
                place += 1
            }
            return union & 0x8080_8080_8080_8080 == 0
        }
    }

    static func isASCII(_ bytes: ArraySlice<UInt8>) -> Bool { isASCII(bytes.span) }

    /// A field value without its folds (RFC 5322 §2.2.3), not trimmed.
    ///
    /// Lenient: a carriage return that ends no line is read as a space (broken line end conversions).
    static func unfolded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        if !contains(ASCII.lineFeed, value), !contains(ASCII.carriageReturn, value) { return Array(value) }
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

extension Span where Element == UInt8 {
    /// The bytes of `range`, which lies within the span.
    func copy(of range: Range<Int>) -> [UInt8] {
        let part = extracting(range)
        return [UInt8](unsafeUninitializedCapacity: part.count) { output, count in
            count = part.withUnsafeBufferPointer { output.initialize(fromContentsOf: $0) }
        }
    }
}

/// Reads little-endian numbers from a range of bytes; nil at its end.
struct LittleEndianCursor {
    private let bytes: [UInt8]
    private(set) var position: Int
    private let end: Int

    /// `range` lies within `bytes`.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    mutating func uint8() -> UInt8? {
        guard position < end else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func uint16() -> UInt16? {
        guard let low = uint8(), let high = uint8() else { return nil }
        return UInt16(low) | UInt16(high) << 8
    }

    mutating func uint32() -> UInt32? {
        guard let low = uint16(), let high = uint16() else { return nil }
        return UInt32(low) | UInt32(high) << 16
    }

    /// The next `count` bytes; nil where there are not so many.
    mutating func range(_ count: Int) -> Range<Int>? {
        guard count >= 0, count <= end - position else { return nil }
        defer { position += count }
        return position..<position + count
    }

    /// The next `count` bytes, or as many as there are (cut-off files).
    mutating func range(clampedTo count: Int) -> Range<Int>? { range(min(count, end - position)) }

    mutating func skip(toMultipleOf size: Int, from start: Int) {
        let offset = (position - start) % size
        if offset > 0 { position = min(end, position + size - offset) }
    }
}

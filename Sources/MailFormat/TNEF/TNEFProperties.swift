/// The list of MAPI properties inside a TNEF attribute ([MS-OXTNEF] §2.1.3.4, [MS-OXCDATA] §2.11.1).
struct TNEFProperties {
    struct Property {
        let id: UInt16
        let type: UInt16
        /// Of the first value, where the property has several.
        let value: Range<Int>
    }

    private let start: Int
    private var cursor: LittleEndianCursor
    private var left: Int

    init(_ bytes: [UInt8], _ range: Range<Int>, limits: MailLimits) {
        start = range.lowerBound
        cursor = LittleEndianCursor(bytes, range)
        left = min(Int(cursor.uint32() ?? 0), limits.maximumTNEFProperties)
    }

    mutating func next() -> Property? {
        guard left > 0, let type = cursor.uint16(), let id = cursor.uint16() else { return nil }
        left -= 1
        if id >= 0x8000, !skipName() { return nil }
        let isMultiple = type & 0x1000 != 0
        let baseType = type & ~0x1000
        guard let value = readValues(baseType, isMultiple: isMultiple) else { return nil }
        return Property(id: id, type: baseType, value: value)
    }

    /// A GUID, and a number or a name in UTF-16.
    private mutating func skipName() -> Bool {
        guard cursor.range(16) != nil, let kind = cursor.uint32() else { return false }
        if kind == 0 { return cursor.uint32() != nil }
        guard let count = cursor.uint32(), cursor.range(Int(count)) != nil else { return false }
        cursor.skip(toMultipleOf: 4, from: start)
        return true
    }

    private mutating func readValues(_ type: UInt16, isMultiple: Bool) -> Range<Int>? {
        let size = Self.fixedSize(type)
        var count = 1
        if isMultiple || size == nil {
            guard let number = cursor.uint32() else { return nil }
            // Values without any bytes would let a count of four thousand millions cost as many steps.
            count = size == 0 ? 1 : Int(number)
        }
        var first: Range<Int>?
        for _ in 0..<count {
            guard let value = readValue(type) else { return first }
            first = first ?? value
        }
        return first ?? cursor.range(0)
    }

    private mutating func readValue(_ type: UInt16) -> Range<Int>? {
        if let size = Self.fixedSize(type) {
            defer { cursor.skip(toMultipleOf: 4, from: start) }
            return cursor.range(size)
        }
        guard let count = cursor.uint32(), let value = cursor.range(clampedTo: Int(count)) else { return nil }
        cursor.skip(toMultipleOf: 4, from: start)
        return value
    }

    /// Bytes of a value of this type; nil where each value carries its length.
    private static func fixedSize(_ type: UInt16) -> Int? {
        switch type {
        case 0x0002, 0x000B: 2  // integer16, boolean
        case 0x0003, 0x0004, 0x000A: 4  // integer32, floating32, error code
        case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040: 8  // floating64, currency, time, integer64
        case 0x0048: 16  // GUID
        case 0x0000, 0x0001: 0  // unspecified, null
        default: nil
        }
    }
}

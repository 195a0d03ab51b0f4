/// Where one header field stands; nothing of it is decoded until a caller asks `Message` for it.
public struct HeaderField: Sendable {
    /// A well-known name, else `.other`: then `Message.name(of:)` has the name as written.
    public var name: FieldName { FieldName(index: nameIndex) }
    /// Index of the part whose header holds the field; the ranges count in the buffer of that part.
    public var part: Int { Int(storedPart) }
    public var nameRange: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    /// From after the colon to before the last line end; still folded, outer white space included.
    public var valueRange: Range<Int> { Int(valueStart)..<Int(valueEnd) }

    /// Of `name`; kept as a number so that a field is plain memory.
    let nameIndex: UInt8
    private let storedPart: UInt32
    private let nameStart: UInt32
    private let nameEnd: UInt32
    private let valueStart: UInt32
    private let valueEnd: UInt32

    /// The offsets are below `MailLimits.maximumMessageBytes`, which fits 32 bits.
    init(nameIndex: UInt8, part: Int, nameRange: Range<Int>, valueRange: Range<Int>) {
        self.nameIndex = nameIndex
        storedPart = UInt32(truncatingIfNeeded: part)
        nameStart = UInt32(truncatingIfNeeded: nameRange.lowerBound)
        nameEnd = UInt32(truncatingIfNeeded: nameRange.upperBound)
        valueStart = UInt32(truncatingIfNeeded: valueRange.lowerBound)
        valueEnd = UInt32(truncatingIfNeeded: valueRange.upperBound)
    }
}

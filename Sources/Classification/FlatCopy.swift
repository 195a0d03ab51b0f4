/// A table that is written as its arrays lie in memory and read back by the same build of the program: nothing is
/// looked at one by one, which is what makes it fast.
protocol FlatCopy {
    func write(to writer: FlatWriter)
    init(from reader: inout FlatReader) throws(FlatFault)
}

/// The bytes end too early or have another form. What is told from a checksum to be whole is never so.
struct FlatFault: Error {}

/// Hands bytes on as they come: nothing is gathered, so that writing takes no room.
struct FlatWriter {
    let sink: (UnsafeRawBufferPointer) -> Void

    func write<Value: BitwiseCopyable>(_ values: [Value]) {
        write(values.count)
        values.withUnsafeBytes(sink)
    }

    func write<Value: BitwiseCopyable>(_ value: Value) { withUnsafeBytes(of: value, sink) }

    func write(_ text: String) { write(Array(text.utf8)) }
}

struct FlatReader {
    private var rest: UnsafeRawBufferPointer

    /// `bytes` stay where they are until the reader is done.
    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func array<Value: BitwiseCopyable>(of type: Value.Type = Value.self) throws(FlatFault) -> [Value]
    {
        let count: Int = try value()
        let (size, isTooLarge) = count.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
        guard count >= 0, !isTooLarge else { throw FlatFault() }
        let bytes = try take(size)
        return LargePages.copy(of: bytes)
    }

    mutating func value<Value: BitwiseCopyable>(of type: Value.Type = Value.self) throws(FlatFault) -> Value {
        try take(MemoryLayout<Value>.size).loadUnaligned(as: Value.self)
    }

    mutating func text() throws(FlatFault) -> String {
        String(decoding: try array(of: UInt8.self), as: UTF8.self)
    }

    private mutating func take(_ size: Int) throws(FlatFault) -> UnsafeRawBufferPointer {
        guard size <= rest.count else { throw FlatFault() }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[size...]) }
        return UnsafeRawBufferPointer(rebasing: rest[..<size])
    }
}

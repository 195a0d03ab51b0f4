import CMemory

/// Tables that are read here and there, all over: on pages of 2 MiB the processor knows where they lie, on pages of
/// 4 KiB it looks up nearly every access first. What the system does not give is done without.
enum LargePages {
    /// A copy of a large table on such pages.
    static func copy<Value: BitwiseCopyable>(of values: [Value]) -> [Value] {
        values.withUnsafeBytes { copy(of: $0) }
    }

    /// - Parameter bytes: of whole values.
    static func copy<Value: BitwiseCopyable>(of bytes: UnsafeRawBufferPointer) -> [Value] {
        let count = bytes.count / MemoryLayout<Value>.stride
        return [Value](unsafeUninitializedCapacity: count) { room, filled in
            let room = UnsafeMutableRawBufferPointer(room)
            sluice_ask_large_pages(room.baseAddress, room.count)
            room.copyMemory(from: bytes)
            filled = count
        }
    }
}

/// Byte strings, each with a number, found by their bytes: a dictionary that needs no `String` to be asked.
struct ByteStrings: Sendable {
    private struct Entry {
        let range: Range<Int>
        let value: UInt32
    }

    /// All the strings, one after the other.
    private let bytes: [UInt8]
    private let entries: [Entry]
    /// Open addressing: an index into `entries`, or -1. At most half of them are taken.
    private let slots: [Int32]
    private let longest: Int

    /// Of a string that occurs twice `merge` makes one value: the earlier comes first.
    init(_ strings: [(String, UInt32)], merge: (UInt32, UInt32) -> UInt32 = { first, _ in first }) {
        var values: [[UInt8]: UInt32] = [:]
        var order: [[UInt8]] = []
        for (text, value) in strings {
            let key = Array(text.utf8)
            if let known = values[key] {
                values[key] = merge(known, value)
            } else {
                values[key] = value
                order.append(key)
            }
        }
        var capacity = 16
        while capacity < order.count * 2 { capacity *= 2 }
        var slots = [Int32](repeating: -1, count: capacity)
        var bytes: [UInt8] = []
        var entries: [Entry] = []
        for key in order {
            var slot = Int(truncatingIfNeeded: Self.hash(key)) & (capacity - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = Int32(entries.count)
            entries.append(Entry(range: bytes.count..<bytes.count + key.count, value: values[key] ?? 0))
            bytes += key
        }
        self.bytes = bytes
        self.entries = entries
        self.slots = slots
        longest = order.map(\.count).max() ?? 0
    }

    func value(of text: ArraySlice<UInt8>) -> UInt32? {
        text.count <= longest ? text.withUnsafeBufferPointer(search) : nil
    }

    func contains(_ text: ArraySlice<UInt8>) -> Bool { value(of: text) != nil }

    /// The value of a string that stands nowhere as such, and is read byte by byte.
    @inline(__always)
    func search(_ text: some Sequence<UInt8>) -> UInt32? {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var count = 0
        for byte in text {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            count += 1
        }
        guard count > 0, count <= longest else { return nil }
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = entries[Int(slots[slot])]
            if entry.range.count == count, text.elementsEqual(bytes[entry.range]) { return entry.value }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// FNV-1a, as `search` has it; the strings are ours, so nobody can choose them to collide.
    private static func hash(_ text: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash ^ hash >> 32
    }
}

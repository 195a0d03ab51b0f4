/// Hashes of words, in one array: for telling whether a word is known, where one in a hundred thousand may be taken for
/// another.
struct WordHashes: Sendable, FlatCopy {
    /// Open addressing; 0 where there is none.
    private var slots: [UInt32]
    private var count = 0

    init() { slots = [UInt32](repeating: 0, count: 1 << 12) }

    init(from reader: inout FlatReader) throws(FlatFault) {
        slots = try reader.array()
        count = try reader.value()
    }

    func write(to writer: FlatWriter) {
        writer.write(slots)
        writer.write(count)
    }

    mutating func insert(_ hash: UInt32) {
        if count * 2 >= slots.count { grow() }
        place(hash)
    }

    func contains(_ hash: UInt32) -> Bool {
        let hash = max(1, hash)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] == hash { return true }
            slot = (slot + 1) & (slots.count - 1)
        }
        return false
    }

    private mutating func place(_ hash: UInt32) {
        let hash = max(1, hash)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] == hash { return }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = hash
        count += 1
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt32](repeating: 0, count: old.count * 2)
        count = 0
        for hash in old where hash != 0 { place(hash) }
    }

    /// FNV-1a over bytes, folded to 32 bits.
    struct Hasher {
        /// All 64 bits.
        private(set) var state: UInt64 = 0xCBF2_9CE4_8422_2325

        var hash: UInt32 { UInt32(truncatingIfNeeded: state ^ state >> 32) }

        mutating func mix(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
}

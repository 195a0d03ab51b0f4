/// Tells of most hashes that they are not in a set, from a table small enough to stay in the cache.
struct HashFilter: Sendable, FlatCopy {
    /// A bit for each of 2²⁰ values.
    private var bits: [UInt64]

    init() { bits = [UInt64](repeating: 0, count: 1 << 14) }

    init(from reader: inout FlatReader) throws(FlatFault) { bits = try reader.array() }

    func write(to writer: FlatWriter) { writer.write(bits) }

    mutating func insert(_ hash: UInt32) {
        let bit = hash & 0xF_FFFF
        bits[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
    }

    func mayContain(_ hash: UInt32) -> Bool {
        let bit = hash & 0xF_FFFF
        return bits[Int(bit >> 6)] & 1 << UInt64(bit & 63) != 0
    }
}

/// Numbers by hash: sorted, and asked only where `HashFilter` allows it.
struct HashPlaces: Sendable, FlatCopy {
    /// A hash above a number; ascending once `sort` was called.
    private var entries: [UInt64]
    private var filter: HashFilter

    init() {
        entries = []
        filter = HashFilter()
    }

    init(from reader: inout FlatReader) throws(FlatFault) {
        entries = try reader.array()
        filter = try HashFilter(from: &reader)
    }

    func write(to writer: FlatWriter) {
        writer.write(entries)
        filter.write(to: writer)
    }

    mutating func insert(_ hash: UInt32, _ number: Int) {
        entries.append(UInt64(hash) << 32 | UInt64(number))
        filter.insert(hash)
    }

    mutating func sort() { entries.sort() }

    /// The lowest number of a hash, or nil.
    func number(of hash: UInt32) -> Int? {
        guard filter.mayContain(hash) else { return nil }
        let wanted = UInt64(hash) << 32
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low] >> 32 == UInt64(hash) else { return nil }
        return Int(entries[low] & 0xFFFF_FFFF)
    }
}

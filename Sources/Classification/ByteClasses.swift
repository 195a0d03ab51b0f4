/// Which bytes the matcher tells apart: a class for each byte that some pattern has, 0 for all others.
///
/// Blank, line end and hyphen are one class. The more frequent a byte, the lower its class: so that the arcs of a
/// state of `PhraseGraph` that most texts ask for lie together.
struct ByteClasses: Sendable, FlatCopy {
    private(set) var table = [UInt8](repeating: 0, count: 256)
    /// Classes, 0 and `end` included.
    private(set) var count = 3

    /// The class of no byte: that of the end of a phrase.
    static let end: UInt8 = 1
    private static let blank: UInt8 = 2

    /// `bytes` are those of all patterns.
    init(_ bytes: some Sequence<UInt8>) {
        for byte in [0x20, 0x0A, 0x2D] { table[byte] = Self.blank }
        var uses = [Int](repeating: 0, count: 256)
        for byte in bytes { uses[Int(byte)] += 1 }
        let used = uses.indices.filter { uses[$0] > 0 && table[$0] == 0 }
        // Three bytes share a class and three classes have no byte of their own: the last one is 255 at most.
        for byte in used.sorted(by: { (-uses[$0], $0) < (-uses[$1], $1) }) {
            table[byte] = UInt8(truncatingIfNeeded: count)
            count += 1
        }
    }

    init(from reader: inout FlatReader) throws(FlatFault) {
        table = try reader.array()
        count = try reader.value()
    }

    func write(to writer: FlatWriter) {
        writer.write(table)
        writer.write(count)
    }
}

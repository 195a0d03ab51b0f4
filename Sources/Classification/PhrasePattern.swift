/// A phrase as folded bytes, in which hyphens and line ends are blanks. An open edge matches inside a word, as in
/// `urlaub*`.
struct PhrasePattern: Hashable, Sendable {
    let bytes: [UInt8]
    let opensLeft: Bool
    let opensRight: Bool
}

/// Which bytes the matcher tells apart: a class for each byte that some pattern has, 0 for all others.
///
/// Blank, line end and hyphen are one class.
struct ByteClasses: Sendable {
    private(set) var table = [UInt8](repeating: 0, count: 256)
    /// Classes, 0 included.
    private(set) var count = 2

    /// `bytes` are those of all patterns.
    init(_ bytes: some Sequence<UInt8>) {
        table[0x20] = 1
        table[0x0A] = 1
        table[0x2D] = 1
        var used = [Bool](repeating: false, count: 256)
        for byte in bytes { used[Int(byte)] = true }
        for byte in 0..<256 where used[byte] && table[byte] == 0 {
            table[byte] = UInt8(count)
            count += 1
        }
    }
}

/// How far an mbox has been read: `offset:hash:first`.
public struct MboxCursor: Hashable, Sendable, LosslessStringConvertible {
    /// Bytes from the beginning of the file; a message begins there, or the file ends.
    public let offset: Int
    /// Of the bytes before `offset`: another one means that the file was rewritten.
    let hash: UInt64
    /// What lay in the file when its reading began: up to here its messages are old ones.
    public let firstEnd: Int

    init(offset: Int, hash: UInt64, firstEnd: Int) {
        self.offset = offset
        self.hash = hash
        self.firstEnd = firstEnd
    }

    public init?(_ description: String) {
        let parts = description.split(separator: ":")
        guard parts.count == 3, let offset = Int(parts[0]), offset >= 0,
            let hash = UInt64(parts[1], radix: 16),
            let firstEnd = Int(parts[2])
        else { return nil }
        self.init(offset: offset, hash: hash, firstEnd: firstEnd)
    }

    public var description: String { "\(offset):\(String(hash, radix: 16)):\(firstEnd)" }
}

/// FNV-1a: it is to tell a file that was rewritten, not to withstand somebody who wants it to be the same.
struct FileHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
}

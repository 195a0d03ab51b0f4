import CIconv

/// What becomes of line ends when text is decoded.
enum LineEnds {
    case asWritten
    /// CRLF, and carriage returns that stand alone, become LF. Several before one LF are broken conversions of one.
    case lineFeed

    /// Makes every line end of `bytes` an LF.
    static func makeLineFeeds(_ bytes: inout [UInt8]) {
        let count = bytes.withUnsafeMutableBytes { buffer -> Int in
            guard let base = buffer.baseAddress else { return 0 }
            return makeLineFeeds(base, buffer.count)
        }
        bytes.removeLast(bytes.count - count)
    }

    /// Returns how many of the `count` octets at `base` are left; never more, for no line end grows.
    private static func makeLineFeeds(_ base: UnsafeMutableRawPointer, _ count: Int) -> Int {
        var read = 0
        var written = 0
        while read < count {
            let found = memchr(base + read, Int32(ASCII.carriageReturn), count - read)
            let next = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? count
            if written != read { memmove(base + written, base + read, next - read) }
            written += next - read
            read = next
            while read < count, base.load(fromByteOffset: read, as: UInt8.self) == ASCII.carriageReturn {
                read += 1
            }
            let endsLine = read < count && base.load(fromByteOffset: read, as: UInt8.self) == ASCII.lineFeed
            if endsLine { continue }  // the LF is copied with what follows it
            for _ in next..<read {
                base.storeBytes(of: ASCII.lineFeed, toByteOffset: written, as: UInt8.self)
                written += 1
            }
        }
        return written
    }
}

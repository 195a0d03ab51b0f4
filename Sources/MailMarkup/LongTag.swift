/// Keeps a start tag that spans chunks to a bounded number of attributes.
///
/// libxml2 compares every attribute of a tag with all before it: without a bound, the work would grow with
/// the square of the tag's length.
struct LongTag {
    private var start = -1
    private var scannedTo = 0
    private var words = 0
    private var quote: UInt8?
    private var previous = UInt8(ascii: "<")
    private var afterEquals = false

    /// Blanks what follows the last attribute allowed, up to the end of the tag or of the next chunk.
    ///
    /// - Parameters:
    ///   - start: where the tag begins that the parser waits for the end of.
    ///   - fed: from here on the parser has not seen the bytes, and they may change.
    mutating func shorten(_ bytes: UnsafeMutableRawBufferPointer, from start: Int, fed: Int) {
        if start != self.start {
            self = LongTag()
            self.start = start
            scannedTo = start
        }
        let end = min(bytes.count, fed + MarkupLimits.chunkBytes)
        while scannedTo < end {
            let byte = bytes[scannedTo]
            if quote == nil, byte == UInt8(ascii: ">") { return }
            count(byte)
            if words > MarkupLimits.maximumAttributes, scannedTo >= fed { bytes[scannedTo] = 0x20 }
            scannedTo += 1
        }
    }

    /// As libxml2 does, takes a quote for the delimiter of a value only where it follows `=`.
    private mutating func count(_ byte: UInt8) {
        if let open = quote {
            if byte == open { quote = nil }
        } else if afterEquals, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            quote = byte
        } else if byte > 0x20, Self.ends(previous) {
            words += 1
        }
        if byte > 0x20 { afterEquals = quote == nil && byte == UInt8(ascii: "=") }
        previous = byte
    }

    private static func ends(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }
}

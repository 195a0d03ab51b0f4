/// The quoted-printable transfer encoding (RFC 2045 §6.7).
enum QuotedPrintable {
    /// Lenient: `=` before anything but two hexadecimal digits or a line end stays as it is; lower case digits are
    /// digits; bare LF ends a line too.
    static func decode(_ text: Span<UInt8>, lineEnds: LineEnds = .asWritten) -> [UInt8] {
        // Eight octets are written at a time, so the last of them may lie behind the text.
        [UInt8](unsafeUninitializedCapacity: text.count + 8) { output, count in
            guard let base = output.baseAddress else { return }
            count = text.withUnsafeBytes { decode($0, into: UnsafeMutableRawPointer(base), lineEnds) }
        }
    }

    /// Returns the number of octets written; `output` has room for those of `text` and eight more.
    private static func decode(
        _ text: UnsafeRawBufferPointer, into output: UnsafeMutableRawPointer, _ lineEnds: LineEnds
    ) -> Int {
        var place = 0
        var written = 0
        var keep = 0  // white space after this is transport padding if a line end follows (rule 3)
        while place < text.count {
            let plain = copyPlain(text, place, to: output + written)
            place += plain
            written += plain
            guard place < text.count else { break }
            let byte = text[place]
            place += 1
            if byte == ASCII.equals {
                if place + 1 < text.count, let value = hexadecimal(text[place], text[place + 1]) {
                    output.storeBytes(of: value, toByteOffset: written, as: UInt8.self)
                    written += 1
                    place += 2
                } else if let next = softBreak(text, place) {
                    place = next
                } else {
                    output.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
                    written += 1
                }
            } else {
                written = endLine(output, written, keep: keep, lineEnds)
            }
            keep = written
        }
        return written
    }

    /// Copies up to the next `=` or LF and returns how many octets those were.
    @inline(__always)
    private static func copyPlain(
        _ text: UnsafeRawBufferPointer, _ start: Int, to output: UnsafeMutableRawPointer
    ) -> Int {
        var count = 0
        while start + count + 8 <= text.count {
            let word = text.loadUnaligned(fromByteOffset: start + count, as: UInt64.self)
            output.storeBytes(of: word, toByteOffset: count, as: UInt64.self)
            let found = OctetWord.zeros(word ^ OctetWord.equals) | OctetWord.zeros(word ^ OctetWord.lineFeeds)
            if found != 0 { return count + OctetWord.first(found) }
            count += 8
        }
        while start + count < text.count {
            let byte = text[start + count]
            if byte == ASCII.equals || byte == ASCII.lineFeed { return count }
            output.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
            count += 1
        }
        return count
    }

    /// Writes a line end in place of the white space before it, and of the carriage return that belongs to it.
    private static func endLine(
        _ output: UnsafeMutableRawPointer, _ written: Int, keep: Int, _ lineEnds: LineEnds
    ) -> Int {
        func last(_ count: Int) -> UInt8 { output.load(fromByteOffset: count - 1, as: UInt8.self) }
        var end = written
        var hasReturn = false
        while end > keep, last(end) == ASCII.carriageReturn, !hasReturn || lineEnds == .lineFeed {
            hasReturn = true
            end -= 1
        }
        while end > keep, last(end) == ASCII.space || last(end) == ASCII.tab { end -= 1 }
        if hasReturn, lineEnds == .asWritten {
            output.storeBytes(of: ASCII.carriageReturn, toByteOffset: end, as: UInt8.self)
            end += 1
        }
        output.storeBytes(of: ASCII.lineFeed, toByteOffset: end, as: UInt8.self)
        return end + 1
    }

    @inline(__always)
    private static func hexadecimal(_ high: UInt8, _ low: UInt8) -> UInt8? {
        guard let high = ASCII.hexValue(high), let low = ASCII.hexValue(low) else { return nil }
        return high << 4 | low
    }

    /// Where text goes on after a soft line break whose `=` stands before `start`; nil when it is none.
    private static func softBreak(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int? {
        var place = start
        while place < text.count, text[place] == ASCII.space || text[place] == ASCII.tab { place += 1 }
        guard place < text.count else { return place }
        if text[place] == ASCII.lineFeed { return place + 1 }
        guard text[place] == ASCII.carriageReturn else { return nil }
        place += 1
        return place < text.count && text[place] == ASCII.lineFeed ? place + 1 : place
    }

    /// The `Q` encoding of encoded words (RFC 2047 §4.2): `_` is a space.
    static func decodeWord(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var place = text.startIndex
        while place < text.endIndex {
            let byte = text[place]
            place += 1
            if byte == ASCII.underscore {
                output.append(ASCII.space)
            } else if byte == ASCII.equals, place + 1 < text.endIndex,
                let value = hexadecimal(text[place], text[place + 1])
            {
                output.append(value)
                place += 2
            } else {
                output.append(byte)
            }
        }
        return output
    }
}

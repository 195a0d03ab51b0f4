import COctets

/// The quoted-printable transfer encoding (RFC 2045 §6.7).
enum QuotedPrintable {
    /// Lenient: `=` before anything but two hexadecimal digits or a line end stays as it is; lower case digits are
    /// digits; bare LF ends a line too.
    static func decode(_ text: Span<UInt8>, lineEnds: LineEnds = .asWritten) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: text.count) { output, count in
            guard let base = output.baseAddress else { return }
            count = text.withUnsafeBufferPointer { decode($0, into: base, lineEnds) }
        }
    }

    /// Returns the number of octets written; `output` has room for those of `text`, and no octet is written behind
    /// as many as were read.
    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>, _ lineEnds: LineEnds
    ) -> Int {
        guard let base = text.baseAddress else { return 0 }
        var place = 0
        var written = 0
        var keep = 0  // white space after this is transport padding if a line end follows (rule 3)
        while place < text.count {
            let plain = sluice_copy_plain(base + place, text.count - place, output + written)
            place += plain
            written += plain
            guard place < text.count else { break }
            if text[place] == ASCII.lineFeed {
                place += 1
                written = endLine(output, written, keep: keep, lineEnds)
            } else {
                (place, written) = decodeEscapes(text, from: place, into: output, written)
            }
            keep = written
        }
        return written
    }

    /// Of the `=` at `start` and those that follow it at once, as in text of other scripts.
    @inline(__always)
    private static func decodeEscapes(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, into output: UnsafeMutablePointer<UInt8>,
        _ before: Int
    ) -> (place: Int, written: Int) {
        var place = start
        var written = before
        repeat {
            if place + 2 < text.count, let octet = hexadecimal(text[place + 1], text[place + 2]) {
                output[written] = octet
                written += 1
                place += 3
            } else if let next = softBreak(text, place + 1) {
                place = next
            } else {
                output[written] = ASCII.equals
                written += 1
                place += 1
            }
        } while place < text.count && text[place] == ASCII.equals
        return (place, written)
    }

    /// Writes a line end in place of the white space before it, and of the carriage return that belongs to it.
    private static func endLine(
        _ output: UnsafeMutablePointer<UInt8>, _ written: Int, keep: Int, _ lineEnds: LineEnds
    ) -> Int {
        var end = written
        var hasReturn = false
        while end > keep, output[end - 1] == ASCII.carriageReturn, !hasReturn || lineEnds == .lineFeed {
            hasReturn = true
            end -= 1
        }
        while end > keep, output[end - 1] == ASCII.space || output[end - 1] == ASCII.tab { end -= 1 }
        if hasReturn, lineEnds == .asWritten {
            output[end] = ASCII.carriageReturn
            end += 1
        }
        output[end] = ASCII.lineFeed
        return end + 1
    }

    @inline(__always)
    private static func hexadecimal(_ high: UInt8, _ low: UInt8) -> UInt8? {
        // A table, not comparisons: which digits follow each other in other scripts, no processor foresees.
        let value = sluice_hexadecimal(high, low)
        return value < 256 ? UInt8(truncatingIfNeeded: value) : nil
    }

    /// Where text goes on after a soft line break whose `=` stands before `start`; nil when it is none.
    private static func softBreak(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
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

/// The form in which an answer is shown and compared.
enum VisibleText {
    static func lines(of ranges: [Range<Int>], in bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(ranges.reduce(0) { $0 + $1.count })
        for range in ranges {
            append(bytes, range.clamped(to: 0..<bytes.count), to: &out)
        }
        return out
    }

    private static func append(_ bytes: [UInt8], _ range: Range<Int>, to out: inout [UInt8]) {
        /// Due before the next byte: nothing, a blank, or a line end. The first text of all needs none.
        var due: UInt8? = UInt8(ascii: "\n")
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                due = byte
                index += 1
                continue
            }
            let blank = blankLength(bytes, at: index, end: range.upperBound)
            if blank > 0 {
                due = due ?? 0x20
                index += blank
                continue
            }
            if let mark = due, !out.isEmpty { out.append(mark) }
            due = nil
            out.append(byte)
            index += 1
        }
    }

    /// Blanks and the no-break space U+00A0.
    private static func blankLength(_ bytes: [UInt8], at index: Int, end: Int) -> Int {
        switch bytes[index] {
        case 0x20, 0x09, 0x0D, 0x0B, 0x0C: return 1
        case 0xC2 where index + 1 < end && bytes[index + 1] == 0xA0: return 2
        default: return 0
        }
    }
}

/// The form in which an answer is shown and compared.
enum VisibleText {
    static func lines(of ranges: [Range<Int>], in text: String) -> String {
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        for range in ranges {
            let range = range.clamped(to: 0..<bytes.count)
            for line in bytes[range].split(separator: UInt8(ascii: "\n")) {
                append(line, to: &out)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func append(_ line: ArraySlice<UInt8>, to out: inout [UInt8]) {
        var written = false
        var gap = false
        var index = line.startIndex
        while index < line.endIndex {
            let blank = blankLength(line, at: index)
            if blank > 0 {
                gap = written
                index += blank
                continue
            }
            if !written, !out.isEmpty { out.append(UInt8(ascii: "\n")) }
            if gap { out.append(UInt8(ascii: " ")) }
            written = true
            gap = false
            out.append(line[index])
            index += 1
        }
    }

    /// Blanks and the no-break space U+00A0.
    private static func blankLength(_ line: ArraySlice<UInt8>, at index: Int) -> Int {
        switch line[index] {
        case 0x20, 0x09, 0x0D, 0x0B, 0x0C: return 1
        case 0xC2 where index + 1 < line.endIndex && line[index + 1] == 0xA0: return 2
        default: return 0
        }
    }
}

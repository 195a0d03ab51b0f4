/// The quoted-printable transfer encoding (RFC 2045 §6.7).
enum QuotedPrintable {
    /// Lenient: `=` before anything but two hexadecimal digits or a line end stays as it is; lower case digits are
    /// digits; bare LF ends a line too.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var keep = 0  // white space after this is transport padding if a line end follows (rule 3)
        var place = text.startIndex
        let end = text.endIndex
        while place < end {
            let byte = text[place]
            place += 1
            switch byte {
            case ASCII.equals:
                if place + 1 < end, let high = ASCII.hexValue(text[place]),
                    let low = ASCII.hexValue(text[place + 1])
                {
                    output.append(high << 4 | low)
                    place += 2
                } else if let next = softBreak(text, place) {
                    place = next
                } else {
                    output.append(byte)
                }
                keep = output.count
            case ASCII.space, ASCII.tab: output.append(byte)
            case ASCII.carriageReturn where place < end && text[place] == ASCII.lineFeed:
                output.removeLast(output.count - keep)
                output.append(byte)
                output.append(ASCII.lineFeed)
                place += 1
                keep = output.count
            case ASCII.lineFeed:
                output.removeLast(output.count - keep)
                output.append(byte)
                keep = output.count
            default:
                output.append(byte)
                keep = output.count
            }
        }
        return output
    }

    /// Where text goes on after a soft line break whose `=` stands before `start`; nil when it is none.
    private static func softBreak(_ text: ArraySlice<UInt8>, _ start: Int) -> Int? {
        var place = start
        while place < text.endIndex, text[place] == ASCII.space || text[place] == ASCII.tab { place += 1 }
        guard place < text.endIndex else { return place }
        if text[place] == ASCII.lineFeed { return place + 1 }
        guard text[place] == ASCII.carriageReturn else { return nil }
        place += 1
        return place < text.endIndex && text[place] == ASCII.lineFeed ? place + 1 : place
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
            } else if byte == ASCII.equals, place + 1 < text.endIndex, let high = ASCII.hexValue(text[place]),
                let low = ASCII.hexValue(text[place + 1])
            {
                output.append(high << 4 | low)
                place += 2
            } else {
                output.append(byte)
            }
        }
        return output
    }
}

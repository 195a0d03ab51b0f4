/// Names and values of a form or a query: `application/x-www-form-urlencoded` (WHATWG URL §5).
public enum FormEncoding {
    /// At most `maximum` fields, in the order given. Octets, for each field may be in a charset of its own.
    public static func decode(_ text: [UInt8], maximum: Int) -> [(name: [UInt8], value: [UInt8])] {
        text.split(separator: UInt8(ascii: "&"), maxSplits: maximum).prefix(maximum).map { pair in
            let sign = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            return (decoded(pair[..<sign]), decoded(pair[sign...].dropFirst()))
        }
    }

    /// A `%` that no two digits follow stands for itself.
    private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte == UInt8(ascii: "%"), index + 2 < text.endIndex, let high = Hex.digit(text[index + 1]),
                let low = Hex.digit(text[index + 2])
            {
                output.append(high << 4 | low)
                index += 2
            } else {
                output.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
            index += 1
        }
        return output
    }

    /// For a name or a value, and for a segment of a path: all but the unreserved characters (RFC 3986 §2.3) as `%XX`.
    public static func encode(_ text: String) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                output.append(byte)
            default: output += "%\(Hex.encode([byte]).uppercased())".utf8
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}

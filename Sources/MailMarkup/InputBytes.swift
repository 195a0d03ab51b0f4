/// HTML as libxml2 can read it to the end: UTF-8 of bounded length, without control characters.
struct InputBytes {
    let bytes: [UInt8]
    let isCut: Bool

    init(_ html: String) {
        let whole = html.utf8
        var bytes = Array(whole.prefix(MarkupLimits.maximumBytes))
        isCut = bytes.count < whole.count
        if isCut {
            while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
            if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
        }
        for index in bytes.indices where bytes[index] < 0x20 || bytes[index] == UInt8(ascii: "<") {
            Self.mend(&bytes, at: index)
        }
        self.bytes = bytes
    }

    private static func mend(_ bytes: inout [UInt8], at index: Int) {
        switch bytes[index] {
        case 0x09, 0x0A: break
        case UInt8(ascii: "<"):
            if word(at: index + 1, is: "![", in: bytes) {
                // Lenient: `<![if !mso]>` of Word is a comment to browsers, and text to libxml2. It passes
                // over `<?x`.
                bytes[index + 1] = UInt8(ascii: "?")
                bytes[index + 2] = UInt8(ascii: "x")
            } else if word(at: index + 1, is: "/html", in: bytes) {
                // Lenient: gateways append notices after `</html>`, where libxml2 would stop; it ignores
                // `</xtml>`.
                bytes[index + 2] = UInt8(ascii: "x")
            }
        default: bytes[index] = 0x20
        }
    }

    private static func word(at place: Int, is word: StaticString, in bytes: [UInt8]) -> Bool {
        guard place + word.utf8CodeUnitCount <= bytes.count else { return false }
        return word.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy {
                wanted[$0] == bytes[place + $0] || wanted[$0] == bytes[place + $0] | 0x20
            }
        }
    }
}
